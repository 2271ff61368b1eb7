/**
 * Feature extractors that are neural networks: trained here, or read from files of Deeplearning4j
 * and ONNX.
 */
package org.ganlib.metrics.network;
