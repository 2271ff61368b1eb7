/**
 * A network as a graph of operations, which engines compile and the ONNX writer writes, and from
 * which second derivatives are computed. It is read from a Deeplearning4j configuration, and knows
 * no engine.
 */
@Experimental
package org.ganlib.graph;

import org.ganlib.stability.Experimental;
