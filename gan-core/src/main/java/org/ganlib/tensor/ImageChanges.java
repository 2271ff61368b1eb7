package org.ganlib.tensor;

import java.util.Arrays;

/**
 * Changes of a batch of images, each with numbers of its own: first of the colours, then a
 * translation, then a cut. With x an image's value, x̂ the mean over the channels of its pixel and x̄
 * the mean over the image, colours become
 *
 * <pre>{@code
 * k s x + k (1 − s) x̂ + (1 − k) x̄ + β
 * }</pre>
 *
 * for a brightness β that is added, a saturation s and a contrast k: the brightness first, then
 * x̂ + s (x − x̂), then x̄ + k (x − x̄). A translation moves the image down and to the right. A cut
 * removes a rectangle. Pixels that were cut out, or that no pixel was moved to, get the
 * filling.
 *
 * <p>Every image is unchanged at first. Used by one thread.
 */
public final class ImageChanges {
    /** The number of {@link #numbers} per image. */
    public static final int PER_IMAGE = 7;

    /** Index of the brightness β among the numbers of an image. */
    public static final int BRIGHTNESS = 0;
    /** Index of the saturation s among the numbers of an image. */
    public static final int SATURATION = 1;
    /** Index of the contrast k among the numbers of an image. */
    public static final int CONTRAST = 2;
    /** Index of the number of pixels that an image moves down. */
    public static final int DOWN = 3;
    /** Index of the number of pixels that an image moves to the right. */
    public static final int RIGHT = 4;
    /** Index of the first row of the cut. */
    public static final int TOP = 5;
    /** Index of the first column of the cut. */
    public static final int LEFT = 6;

    private final TensorShape image;
    private final int count;
    private final double filling;
    private final int cutHeight;
    private final int cutWidth;
    private final double[] numbers;

    /**
     * Creates changes that leave every image as it is.
     *
     * @param image the shape of an image
     * @param count the number of images, ≥ 1
     * @param filling the value of pixels that were cut out or that no pixel was moved to
     * @param cutHeight the height of a cut in pixels, ≥ 0
     * @param cutWidth its width, ≥ 0
     * @throws IllegalArgumentException if the shape is not that of an image
     */
    public ImageChanges(TensorShape image, int count, double filling, int cutHeight, int cutWidth) {
        if (!image.isImage()) {
            throw new IllegalArgumentException("examples of " + image + " are no images");
        }
        this.image = image;
        this.count = count;
        this.filling = filling;
        this.cutHeight = cutHeight;
        this.cutWidth = cutWidth;
        numbers = new double[count * PER_IMAGE];
        clear();
    }

    /** Leaves every image as it is. */
    public void clear() {
        Arrays.fill(numbers, 0);
        for (int i = 0; i < count; i++) {
            numbers[at(i, SATURATION)] = 1;
            numbers[at(i, CONTRAST)] = 1;
            numbers[at(i, TOP)] = image.height();
        }
    }

    /** Sets what is added to every value of an image. */
    public void brighten(int index, double brightness) {
        numbers[at(index, BRIGHTNESS)] = brightness;
    }

    /** Sets the factor of the values' distances from the mean of their pixel. */
    public void saturate(int index, double saturation) {
        numbers[at(index, SATURATION)] = saturation;
    }

    /** Sets the factor of the values' distances from the mean of the image. */
    public void contrast(int index, double contrast) {
        numbers[at(index, CONTRAST)] = contrast;
    }

    /** Sets by how many pixels an image moves; negative up and to the left. */
    public void move(int index, int down, int right) {
        numbers[at(index, DOWN)] = down;
        numbers[at(index, RIGHT)] = right;
    }

    /** Sets the first row and column of the cut, which may begin and end outside the image. */
    public void cut(int index, int top, int left) {
        numbers[at(index, TOP)] = top;
        numbers[at(index, LEFT)] = left;
    }

    /** The shape of an image. */
    public TensorShape image() {
        return image;
    }

    /** The number of images. */
    public int count() {
        return count;
    }

    /** The value of pixels that were cut out or that no pixel was moved to. */
    public double filling() {
        return filling;
    }

    /** The height of a cut in pixels. */
    public int cutHeight() {
        return cutHeight;
    }

    /** The width of a cut in pixels. */
    public int cutWidth() {
        return cutWidth;
    }

    /**
     * The numbers of all images, {@link #PER_IMAGE} for each. It is the array that the setters write
     * to.
     */
    public double[] numbers() {
        return numbers;
    }

    double brightness(int index) {
        return numbers[at(index, BRIGHTNESS)];
    }

    double saturation(int index) {
        return numbers[at(index, SATURATION)];
    }

    double contrast(int index) {
        return numbers[at(index, CONTRAST)];
    }

    int down(int index) {
        return (int) numbers[at(index, DOWN)];
    }

    int right(int index) {
        return (int) numbers[at(index, RIGHT)];
    }

    /** Tells whether the cut of an image holds that pixel. */
    boolean cuts(int index, int row, int column) {
        int top = (int) numbers[at(index, TOP)];
        int left = (int) numbers[at(index, LEFT)];
        return row >= top && row < top + cutHeight && column >= left && column < left + cutWidth;
    }

    private static int at(int index, int number) {
        return index * PER_IMAGE + number;
    }
}
