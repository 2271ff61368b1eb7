/**
 * Activation functions: as steps of their own, fused into the kernels of layers, and their
 * tangents.
 */
package org.ganlib.onednn.activation;
