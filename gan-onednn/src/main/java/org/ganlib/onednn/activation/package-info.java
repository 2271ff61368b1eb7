/** Activation functions as kernels of their own or fused into other kernels, and their tangents. */
package org.ganlib.onednn.activation;
