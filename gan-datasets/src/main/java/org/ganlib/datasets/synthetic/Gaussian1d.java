package org.ganlib.datasets.synthetic;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.ganlib.network.ValueRange;
import org.ganlib.plugin.Facts;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.SettingText;
import org.ganlib.plugin.Settings;
import org.ganlib.spi.DataLocation;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.DatasetSource;
import org.ganlib.spi.Split;
import org.ganlib.tensor.TensorShape;

/**
 * A mixture of normal distributions on the line, {@code Σ wᵢ N(mᵢ, sᵢ²)}: single numbers, drawn
 * afresh without end, labelled with the component they come from.
 *
 * <p>The default is the distribution of the univariate experiment of the f-GAN paper, 0.33·N(−1,
 * 0.065) + 0.67·N(2, 2) with variances in the brackets; with these parameters every exact optimum
 * that the paper prints comes out, to three decimals.
 *
 * @param weights the share of each component; > 0, together 1
 * @param means the mean of each component
 * @param deviations the standard deviation of each component; > 0
 */
@PluginName(
        value = "gaussian-1d",
        summary = "A mixture of normal distributions on the line, drawn without end.",
        paper = "Nowozin, Cseke, Tomioka, f-GAN, 2016, section 2.5")
@Facts({"examples: numbers, unbounded; a class for each component", "licence: " + SyntheticInfo.LICENCE})
public record Gaussian1d(
        @Setting("share of each component; > 0, together 1") List<Double> weights,
        @Setting("mean of each component") List<Double> means,

        @Setting("standard deviation of each component; > 0")
        List<Double> deviations)
        implements DatasetSource {
    private static final TensorShape NUMBER = TensorShape.of(1);
    /**
     * The largest distance between the sum of the weights and 1, which allows for weights that are
     * rounded to a few digits in an experiment.
     */
    private static final double WEIGHT_TOLERANCE = 1e-9;

    /** The mixture of the f-GAN paper's univariate experiment. */
    public Gaussian1d() {
        this(List.of(0.33, 0.67), List.of(-1.0, 2.0), List.of(Math.sqrt(0.065), Math.sqrt(2)));
    }

    /**
     * @throws org.ganlib.plugin.InvalidSettingsException if the lists differ in length, or a number
     *     is out of its range
     */
    public Gaussian1d {
        weights = List.copyOf(weights);
        means = List.copyOf(means);
        deviations = List.copyOf(deviations);
        double sum = weights.stream().mapToDouble(Double::doubleValue).sum();
        Settings.check()
                .rule(!weights.isEmpty(), "weights", "must not be empty")
                .rule(allPositive(weights), "weights", "must all be > 0, were " + SettingText.brief(weights))
                .rule(
                        weights.isEmpty() || Math.abs(sum - 1) <= WEIGHT_TOLERANCE,
                        "weights",
                        "must add up to 1, were " + SettingText.brief(weights) + ", together "
                                + SettingText.number(sum))
                .rule(means.size() == weights.size(), "means", countRule(weights, means))
                .rule(
                        means.stream().allMatch(Double::isFinite),
                        "means",
                        "must all be finite, were " + SettingText.brief(means))
                .rule(deviations.size() == weights.size(), "deviations", countRule(weights, deviations))
                .rule(allPositive(deviations), "deviations", "must all be > 0, were " + SettingText.brief(deviations))
                .orThrow();
    }

    @Override
    public Dataset open(DataLocation location, Split split) {
        NormalMixture law = new NormalMixture(
                toArray(weights),
                means.stream().map(mean -> new double[] {mean}).toArray(double[][]::new),
                toArray(deviations));
        return new Draws(law, info(), split);
    }

    private DatasetInfo info() {
        List<String> components = IntStream.range(0, weights.size())
                .mapToObj(i -> i + ": " + SettingText.number(weights.get(i)) + "·N(" + SettingText.number(means.get(i))
                        + ", " + SettingText.number(deviations.get(i)) + "²)")
                .toList();
        return new DatasetInfo(
                "gaussian-1d",
                NUMBER,
                ValueRange.UNBOUNDED,
                OptionalInt.empty(),
                components,
                SyntheticInfo.LICENCE,
                "Nowozin, Cseke, Tomioka: f-GAN: Training Generative Neural Samplers using Variational Divergence Minimization, 2016",
                "mixture " + String.join(" + ", components));
    }

    private static double[] toArray(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static boolean allPositive(List<Double> values) {
        return values.stream().allMatch(v -> v > 0 && Double.isFinite(v));
    }

    private static String countRule(List<Double> weights, List<Double> values) {
        return "must be as many as the weights (" + weights.size() + "), were " + values.size();
    }
}
