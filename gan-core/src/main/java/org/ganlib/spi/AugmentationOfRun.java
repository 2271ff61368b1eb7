package org.ganlib.spi;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.ganlib.network.ValueRange;
import org.ganlib.problem.ConfigurationException;
import org.ganlib.random.RandomStream;
import org.ganlib.tensor.ImageChanges;
import org.ganlib.tensor.TensorShape;

/**
 * The augmentation of one run, and the probability with which its changes are applied now. Without
 * a target that probability is the one in the settings. With a target it follows how far the critic
 * overfits (Karras, Aittala, Hellsten, Laine, Lehtinen, Aila, Training Generative Adversarial
 * Networks with Limited Data, 2020, section 3, equation 1):
 *
 * <pre>{@code
 * r = mean of sign(score of a real example − balanced score)
 * }</pre>
 *
 * The overfitting r is 0 where the critic cannot tell real examples from generated ones, and 1 where
 * it recognises every real one. The mean is over n examples, those of four minibatches. After them
 * the probability rises by n / {@link ImageAugmentation#adaptOver} if r is above the target, and
 * falls by as much if r is below. It begins at 0 and stays between 0 and {@link
 * ImageAugmentation#probability}.
 *
 * <p>Used by one thread.
 */
public final class AugmentationOfRun {
    /** The augmentation that changes nothing. */
    public static final AugmentationOfRun NONE =
            new AugmentationOfRun(ImageAugmentation.NONE, TensorShape.of(1, 1, 1), ValueRange.UNBOUNDED, Double.NaN);

    private static final int MINIBATCHES = 4;
    private static final String PROBABILITY = "probability";
    private static final String SIGNS = "signs";
    private static final String SCORES = "scores";
    private static final String EXAMPLES = "examples";
    private static final String OBSERVED = "minibatches";

    private final ImageAugmentation settings;
    private final TensorShape image;
    private final ValueRange range;
    private final double balanced;
    private double probability;

    /** The sum of the signs since the probability last changed; the other numbers are since then. */
    private double signs;

    private long scores;
    private long examples;
    private int minibatches;

    private AugmentationOfRun(ImageAugmentation settings, TensorShape image, ValueRange range, double balanced) {
        this.settings = settings;
        this.image = image;
        this.range = range;
        this.balanced = balanced;
        probability = settings.isAdaptive() ? 0 : settings.probability();
    }

    /**
     * The augmentation of a run.
     *
     * @throws ConfigurationException if the data are no images of several channels where that is
     *     needed, or the divergence has no balanced score and the settings have a target
     */
    public static AugmentationOfRun of(ImageAugmentation settings, DatasetInfo data, Divergence divergence) {
        if (settings.isNone()) {
            return NONE;
        }
        List<String> problems = new ArrayList<>();
        if (!data.shape().isImage()) {
            problems.add("train.augmentation: changes images, but an example of dataset " + data.name() + " is "
                    + data.shape() + " numbers. Remove it");
        } else if (settings.saturation() > 0 && data.shape().channels() == 1) {
            problems.add("train.augmentation.saturation: changes nothing in images of one channel, as dataset "
                    + data.name() + " has. Remove it");
        }
        requirePixels("translation", settings.translation(), data, problems);
        requirePixels("cutout", settings.cutout(), data, problems);
        OptionalDouble balanced = divergence.balancedScore();
        if (settings.isAdaptive() && balanced.isEmpty()) {
            problems.add("train.augmentation.target: needs a divergence with a score that means neither real nor"
                    + " generated; this divergence has none. Remove target, or choose gan, hinge or"
                    + " least-squares");
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException("experiment", problems);
        }
        return new AugmentationOfRun(settings, data.shape(), data.range(), balanced.orElse(Double.NaN));
    }

    private static void requirePixels(String setting, double share, DatasetInfo data, List<String> problems) {
        int side = Math.max(data.shape().height(), data.shape().width());
        if (data.shape().isImage() && share > 0 && ImageAugmentation.part(share, side) == 0) {
            problems.add("train.augmentation." + setting + ": " + share + " of " + side
                    + " pixels is less than half a pixel. Give at least " + 1.0 / side);
        }
    }

    /** Returns true if no image is ever changed. */
    public boolean isNone() {
        return settings.isNone();
    }

    /**
     * Changes for a batch, which leave every image as it is until {@link #draw} is called.
     *
     * @param values the number of values of all images of the batch
     */
    public ImageChanges changes(int values) {
        return settings.changes(image, range, values / image.elements());
    }

    /**
     * Draws changes with the present probability for every image of a batch.
     *
     * @param changes the batch's; overwritten
     */
    public void draw(RandomStream random, ImageChanges changes) {
        settings.draw(probability, random, changes);
    }

    /** The probability with which each kind of change is applied to an image now. */
    public double probability() {
        return settings.isNone() ? 0 : probability;
    }

    /**
     * Takes the scores of a minibatch of real examples, as the critic read them. Reports {@code
     * augmentation/overfitting} and {@code augmentation/probability} when the probability may have
     * changed. In a game of n critics each of them gives its scores, so that r is a mean over all of
     * them, and a real example counts n times.
     *
     * @param real the scores of examples or of packs of them
     * @param count the number of examples
     */
    public void observe(double[] real, int count, Measurements measurements) {
        if (!settings.isAdaptive()) {
            return;
        }
        for (double score : real) {
            signs += Math.signum(score - balanced);
        }
        scores += real.length;
        examples += count;
        minibatches++;
        if (minibatches < MINIBATCHES) {
            return;
        }
        double overfitting = signs / scores;
        if (Double.isNaN(overfitting)) {
            // A score that is not a number says nothing, and would make the probability one.
            forget();
            return;
        }
        double change = Math.signum(overfitting - settings.target()) * examples / settings.adaptOver();
        probability = Math.max(0, Math.min(settings.probability(), probability + change));
        forget();
        measurements.note("augmentation/overfitting", overfitting);
        measurements.note("augmentation/probability", probability);
    }

    private void forget() {
        signs = 0;
        scores = 0;
        examples = 0;
        minibatches = 0;
    }

    /** The state that a checkpoint keeps; empty where the probability stays. */
    public Map<String, String> state() {
        return settings.isAdaptive()
                ? Map.of(
                        PROBABILITY, Double.toString(probability),
                        SIGNS, Double.toString(signs),
                        SCORES, Long.toString(scores),
                        EXAMPLES, Long.toString(examples),
                        OBSERVED, Integer.toString(minibatches))
                : Map.of();
    }

    /**
     * Continues from what {@link #state} gave.
     *
     * @throws IllegalArgumentException if it is no state of this augmentation; the message says what
     *     is wrong
     */
    public void restore(Map<String, String> state) {
        if (!settings.isAdaptive()) {
            throw new IllegalArgumentException(
                    "the checkpoint adapts the probability, but train.augmentation has no target");
        }
        double restored = number(state, PROBABILITY);
        double sum = number(state, SIGNS);
        double count = number(state, SCORES);
        double read = number(state, EXAMPLES);
        double observed = number(state, OBSERVED);
        if (!(restored >= 0 && restored <= settings.probability())) {
            throw new IllegalArgumentException(
                    PROBABILITY + " must be in [0, " + settings.probability() + "], was " + restored);
        }
        if (!(count >= 0 && count <= Integer.MAX_VALUE && Math.abs(sum) <= count)) {
            throw new IllegalArgumentException(SIGNS + " of " + sum + " do not fit " + SCORES + " of " + count);
        }
        if (!(read >= count && read <= Integer.MAX_VALUE)) {
            throw new IllegalArgumentException(EXAMPLES + " of " + read + " do not fit " + SCORES + " of " + count);
        }
        if (!(observed >= 0 && observed < MINIBATCHES)) {
            throw new IllegalArgumentException(OBSERVED + " must be below " + MINIBATCHES + ", was " + observed);
        }
        probability = restored;
        signs = sum;
        scores = (long) count;
        examples = (long) read;
        minibatches = (int) observed;
    }

    private static double number(Map<String, String> state, String name) {
        String text = state.get(name);
        if (text == null) {
            throw new IllegalArgumentException("it lacks " + name);
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " is no number: " + text, e);
        }
    }
}
