/** Convolutions and transposed convolutions by oneDNN's direct kernels, or by matrix products and col2im. */
package org.ganlib.onednn.convolution;
