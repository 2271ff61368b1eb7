/**
 * Convolutions and transposed convolutions by oneDNN's direct kernels, or by a matrix product and
 * col2im where an image has few channels.
 */
@Internal
package org.ganlib.onednn.convolution;

import org.ganlib.stability.Internal;
