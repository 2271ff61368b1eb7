/**
 * Feature extractors that are neural networks: trained here, or read from files of Deeplearning4j
 * and ONNX.
 */
@Experimental
package org.ganlib.metrics.network;

import org.ganlib.stability.Experimental;
