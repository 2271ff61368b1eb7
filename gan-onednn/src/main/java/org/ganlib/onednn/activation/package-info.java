/**
 * Activation functions: as steps of their own, fused into the kernels of layers, and their
 * tangents.
 */
@Internal
package org.ganlib.onednn.activation;

import org.ganlib.stability.Internal;
