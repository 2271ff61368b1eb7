/** Winograd convolution. */
package org.ganlib.onednn.winograd;
