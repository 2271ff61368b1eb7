package org.ganlib.datasets.indexed;

import java.util.List;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.Settings;
import org.ganlib.problem.ConfigurationException;
import org.ganlib.tensor.TensorShape;

/**
 * The random changes of an image each time it is used in training. Metrics see images without them,
 * cropped to their middle.
 *
 * @param flip the directions in which images are mirrored, each with probability ½
 * @param translate largest shift in pixels along each axis, uniform, ≥ 0; the edge is repeated
 * @param crop side of the square cut out at a place chosen uniformly, in pixels; 0 for the whole
 *     image
 */
public record Augmentation(
        @Setting("mirror images with probability 1/2: none, horizontal (left and right), vertical or both")
        Flip flip,

        @Setting("largest shift in pixels along each axis, ≥ 0; the edge is repeated")
        int translate,

        @Setting("side of the square cut out at a random place, in pixels; 0 for the whole image")
        int crop) {
    /** The directions in which images are mirrored. */
    public enum Flip {
        /** None. */
        NONE,
        /** Left and right. */
        HORIZONTAL,
        /** Top and bottom. */
        VERTICAL,
        /** Each way by itself. */
        BOTH
    }

    /** Leaves images as they are. */
    public static final Augmentation NONE = new Augmentation();

    /** Leaves images as they are. */
    public Augmentation() {
        this(Flip.NONE, 0, 0);
    }

    /** @throws org.ganlib.plugin.InvalidSettingsException if a number is negative */
    public Augmentation {
        Settings.check()
                .atLeast("translate", translate, 0)
                .atLeast("crop", crop, 0)
                .orThrow();
    }

    /** Returns true if images are used as they are. */
    public boolean isNone() {
        return equals(NONE);
    }

    /**
     * The shape of images after it.
     *
     * @throws ConfigurationException if images of that shape cannot be varied so
     */
    public TensorShape apply(TensorShape shape) {
        if (isNone()) {
            return shape;
        }
        if (!shape.isImage()) {
            throw problem("needs images, but examples have the shape " + shape + ". Remove it");
        }
        int smaller = Math.min(shape.height(), shape.width());
        if (crop > smaller) {
            throw problem("crop must be ≤ " + smaller + ", the smaller side of images of " + shape + ", was " + crop);
        }
        if (translate >= smaller) {
            throw problem("translate must be < " + smaller + ", the smaller side of images of " + shape + ", was "
                    + translate);
        }
        return crop == 0 ? shape : TensorShape.of(shape.channels(), crop, crop);
    }

    private static ConfigurationException problem(String message) {
        return new ConfigurationException("experiment", List.of("dataset.augment: " + message));
    }
}
