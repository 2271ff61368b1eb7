/**
 * A network as a graph of operations, which engines compile, the ONNX writer writes, and
 * {@code gan describe} shows. It is read from a Deeplearning4j configuration, and knows no engine.
 */
package org.ganlib.graph;
