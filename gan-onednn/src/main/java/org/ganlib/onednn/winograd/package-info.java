/**
 * Winograd convolution, which computes several outputs at a time with fewer multiplications than
 * the definition.
 *
 * <p>{@link org.ganlib.onednn.winograd.WinogradTiling} cuts the output of a convolution into tiles
 * and decides whether that is faster. Each tile is computed as y = A [(G w) ⊙ (B x)]: {@link
 * org.ganlib.onednn.winograd.WinogradTransforms} has the matrices, {@code FilterTransform} computes
 * G w, {@code TileTransform} B x and A, and {@code WinogradConvolution} the products over channels
 * and the gradients.
 */
@Internal
package org.ganlib.onednn.winograd;

import org.ganlib.stability.Internal;
