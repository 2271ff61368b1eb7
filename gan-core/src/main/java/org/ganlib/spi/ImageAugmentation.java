package org.ganlib.spi;

import org.ganlib.network.ValueRange;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.SettingText;
import org.ganlib.plugin.Settings;
import org.ganlib.random.RandomStream;
import org.ganlib.tensor.ImageChanges;
import org.ganlib.tensor.TensorShape;

/**
 * Random changes of every image that the critic reads, real or generated, drawn anew for each
 * reading (Zhao, Liu, Lin, Zhu, Han, Differentiable Augmentation for Data-Efficient GAN Training,
 * 2020, section 3). A critic then cannot memorise a small data set. The generator's
 * gradient goes through the changes, so that the generator learns to draw unchanged images.
 *
 * <p>Colours are changed first, then the image is moved, then a part is cut out, as {@link
 * ImageChanges} defines it; an image's empty places take the middle of the data's range. The
 * strengths in brackets are those of the paper, for data from −1 to 1.
 *
 * <p>With a target, the probability of the changes follows how far the critic overfits, as {@link
 * AugmentationOfRun} defines it.
 *
 * @param translation the largest shift in either direction, as a share of the image's side (1/8)
 * @param cutout the height and width of the rectangle that is cut out, as a share of the image's
 *     height and width (1/2); its centre lies anywhere in the image
 * @param brightness the largest number that is added or subtracted, in the units of the data (0.5;
 *     0.25 for data from 0 to 1)
 * @param saturation s: the saturation is multiplied by a number from 1 − s to 1 + s (1)
 * @param contrast c: the contrast is multiplied by a number from 1 − c to 1 + c (0.5)
 * @param probability the probability with which each kind of change is applied to an image; with a
 *     target, its upper limit
 * @param target the overfitting r that the probability is adapted to reach; 0 for a fixed
 *     probability
 * @param adaptOver the number of real examples over which the probability can rise from 0 to 1
 */
public record ImageAugmentation(
        @Setting("largest shift of an image, as a share of its side; 0 to 1, 0 for none")
        double translation,

        @Setting("height and width of the rectangle cut out, as a share of the image's; 0 to 1, 0 for none")
        double cutout,

        @Setting("largest number added to or taken from all values, in the units of the data; ≥ 0")
        double brightness,

        @Setting("s: the saturation is multiplied by a number from 1 − s to 1 + s; 0 to 1")
        double saturation,

        @Setting("c: the contrast is multiplied by a number from 1 − c to 1 + c; 0 to 1")
        double contrast,

        @Setting("probability with which each change is applied to an image, 0 to 1; with a target, its upper limit")
        double probability,

        @Setting("overfitting that the probability is adapted to reach, such as 0.6; 0 to 1, 0 for a fixed probability")
        double target,

        @Setting("real examples over which an adapted probability can rise from 0 to 1; ≥ 1")
        long adaptOver) {
    /** No change of any image. */
    public static final ImageAugmentation NONE = new ImageAugmentation(0, 0, 0, 0, 0, 1, 0, 500_000);

    /**
     * @throws org.ganlib.plugin.InvalidSettingsException if a setting is out of its range
     */
    public ImageAugmentation {
        Settings.check()
                .rule(isShare(translation), "translation", notShare(translation))
                .rule(isShare(cutout), "cutout", notShare(cutout))
                .rule(
                        brightness >= 0 && brightness < Double.POSITIVE_INFINITY,
                        "brightness",
                        "must be ≥ 0 and finite, was " + SettingText.number(brightness))
                .rule(isShare(saturation), "saturation", notShare(saturation))
                .rule(isShare(contrast), "contrast", notShare(contrast))
                .rule(isShare(probability), "probability", notShare(probability))
                .rule(isShare(target), "target", notShare(target))
                .rule(
                        !(target > 0) || changes(translation, cutout, brightness, saturation, contrast, probability),
                        "target",
                        "needs a change that it can adapt: translation, cutout, brightness, saturation or contrast,"
                                + " with a probability above 0")
                .atLeast("adapt-over", adaptOver, 1)
                .orThrow();
    }

    /** {@link #NONE}. */
    public ImageAugmentation() {
        this(0, 0, 0, 0, 0, 1, 0, 500_000);
    }

    private static boolean isShare(double value) {
        return value >= 0 && value <= 1;
    }

    private static String notShare(double value) {
        return "must be in [0, 1], was " + SettingText.number(value);
    }

    /** Returns true if no image is ever changed. */
    public boolean isNone() {
        return !changes(translation, cutout, brightness, saturation, contrast, probability);
    }

    private static boolean changes(
            double translation,
            double cutout,
            double brightness,
            double saturation,
            double contrast,
            double probability) {
        boolean moves = translation > 0 || cutout > 0;
        return probability > 0 && (moves || brightness > 0 || saturation > 0 || contrast > 0);
    }

    /** Returns true if the probability follows how far the critic overfits. */
    public boolean isAdaptive() {
        return target > 0;
    }

    /**
     * Changes for a batch, which leave every image what it is until {@link #draw} is called.
     *
     * @param image the shape of an image
     * @param range the range of the data
     * @param count the number of images
     */
    public ImageChanges changes(TensorShape image, ValueRange range, int count) {
        double middle = range.isBounded() ? (range.low() + range.high()) / 2 : 0;
        return new ImageChanges(image, count, middle, part(cutout, image.height()), part(cutout, image.width()));
    }

    /**
     * Draws changes for every image of a batch.
     *
     * @param now the probability with which each kind of change is applied to an image
     * @param changes the batch's; overwritten
     */
    public void draw(double now, RandomStream random, ImageChanges changes) {
        changes.clear();
        int down = part(translation, changes.image().height());
        int right = part(translation, changes.image().width());
        for (int i = 0; i < changes.count(); i++) {
            if (brightness > 0 && happens(now, random)) {
                changes.brighten(i, brightness * signed(random));
            }
            if (saturation > 0 && happens(now, random)) {
                changes.saturate(i, 1 + saturation * signed(random));
            }
            if (contrast > 0 && happens(now, random)) {
                changes.contrast(i, 1 + contrast * signed(random));
            }
            if (translation > 0 && happens(now, random)) {
                changes.move(i, random.nextInt(2 * down + 1) - down, random.nextInt(2 * right + 1) - right);
            }
            if (cutout > 0 && happens(now, random)) {
                changes.cut(
                        i,
                        first(changes.image().height(), changes.cutHeight(), random),
                        first(changes.image().width(), changes.cutWidth(), random));
            }
        }
    }

    private static boolean happens(double probability, RandomStream random) {
        return probability >= 1 || random.nextDouble() < probability;
    }

    /** A number from −1 to 1. */
    private static double signed(RandomStream random) {
        return 2 * random.nextDouble() - 1;
    }

    /** A share of a side in whole pixels, rounded. */
    static int part(double share, int side) {
        return (int) (share * side + 0.5);
    }

    /**
     * Draws the first row or column of a part whose centre lies anywhere in the image. The centre is
     * on a pixel if the size of the part is odd, and between two pixels if it is even.
     */
    private static int first(int side, int part, RandomStream random) {
        return random.nextInt(side + 1 - part % 2) - part / 2;
    }
}
