package org.ganlib.onednn;

/**
 * A convolution, its transpose and its gradient by the weights, by fewer multiplications than the definition has. Images, which the convolution
 * reads, and places, which it gives, with channels last.
 */
interface TiledProducts {
    /** places = image ∗ W. What it makes of the image stays for {@link #differentiate}. */
    void convolve(Operations operations, Tensor image, Tensor places);

    /** Makes of the image what {@link #differentiate} needs, where it was not convolved. */
    void load(Operations operations, Tensor image);

    /** image = the transposed convolution of places. */
    void spread(Operations operations, Tensor places, Tensor image);

    /** The gradient by the weights, for the image last convolved or loaded, into a tensor of the layout [places' channels, image channels, kernel, kernel]. */
    void differentiate(Operations operations, Tensor placeGradient, Tensor weightGradient);
}
