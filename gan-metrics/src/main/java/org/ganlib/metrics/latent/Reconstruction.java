package org.ganlib.metrics.latent;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.ganlib.metrics.feature.FeatureSets;
import org.ganlib.plugin.Facts;
import org.ganlib.plugin.PluginName;
import org.ganlib.problem.GanException;
import org.ganlib.spi.Examples;
import org.ganlib.spi.Metric;
import org.ganlib.spi.MetricContext;
import org.ganlib.spi.MetricInfo;
import org.ganlib.spi.MetricResult;

/**
 * The distance from held-out examples to their own reconstructions, compared with the distance to
 * those of others:
 *
 * <pre>{@code
 * value = mean over i     of ‖xᵢ − G(E(xᵢ))‖²
 *       ÷ mean over i ≠ j of ‖xᵢ − G(E(xⱼ))‖²
 * }</pre>
 *
 * <p>A pure number, ≥ 0: 0 for perfect reconstructions, 1 for an encoder that has learnt nothing of
 * what tells examples apart. The divisor is the expected error of a shuffled pairing, taken over
 * all pairs instead of one shuffle, so that nothing is drawn.
 *
 * <p>Details: {@code error/reconstruction} and {@code error/shuffled}, the two means by element, in
 * squared units of the data; {@code factor}, the second by the first.
 */
@PluginName(
        value = "reconstruction",
        summary = "Squared error of G(E(x)), relative to that against the reconstructions of other examples.",
        paper = "after Donahue, Krähenbühl, Darrell, Adversarial Feature Learning, 2017, section 4.2 and theorem 2")
@Facts("E ‖x − G(E(x))‖² ÷ E ‖x − G(E(x′))‖², x′ another example")
public record Reconstruction() implements Metric {
    private static final String ID = "reconstruction";
    private static final int FEWEST = 2;

    @Override
    public MetricInfo info() {
        return new MetricInfo(
                "1",
                MetricInfo.Direction.LOWER,
                FEWEST,
                "none in its two means; an image of the mean for every x has 1, though its error is small",
                "mean squared error of held-out examples' reconstructions ÷ its mean over all pairs of different examples");
    }

    @Override
    public Optional<String> inapplicable(MetricContext context) {
        return Encoders.missing(context);
    }

    /**
     * @throws GanException if there is no encoder, fewer than two held-out examples, or all of them
     *     are equal
     */
    @Override
    public MetricResult evaluate(MetricContext context) {
        var encoder = Encoders.of(context, ID);
        Examples examples = context.heldOut();
        int count = examples.count();
        if (count < FEWEST) {
            throw new GanException(ID + ": needs at least " + FEWEST + " held-out examples, was " + count + ".");
        }
        Examples reconstructed = encoder.reconstruct(examples);
        FeatureSets.requireFinite(ID, "held-out", examples, "The data is damaged.");
        FeatureSets.requireFinite(ID, "reconstructed", reconstructed, "The networks have diverged.");
        double matched = 0;
        double all = 0;
        int elements = examples.shape().elements();
        for (int k = 0; k < elements; k++) {
            double mean = mean(examples, k);
            double otherMean = mean(reconstructed, k);
            double squares = 0;
            for (int i = 0; i < count; i++) {
                double x = examples.values()[i * elements + k];
                double y = reconstructed.values()[i * elements + k];
                matched += (x - y) * (x - y);
                squares += (x - mean) * (x - mean) + (y - otherMean) * (y - otherMean);
            }
            // Σᵢⱼ (xᵢ − yⱼ)² = n Σᵢ ((xᵢ − x̄)² + (yᵢ − ȳ)²) + n² (x̄ − ȳ)².
            all += count * squares + (double) count * count * (mean - otherMean) * (mean - otherMean);
        }
        double error = matched / count / elements;
        double shuffled = (all - matched) / count / (count - 1) / elements;
        if (!(shuffled > 0)) {
            throw new GanException(ID + ": all held-out examples and their reconstructions are equal, so that there is"
                    + " nothing to tell apart.");
        }
        Map<String, Double> details = new LinkedHashMap<>();
        details.put("error/reconstruction", error);
        details.put("error/shuffled", shuffled);
        details.put("factor", shuffled / error);
        Map<String, String> provenance = new LinkedHashMap<>();
        provenance.put("data", context.data().name() + ", " + context.data().fingerprint());
        provenance.put("held-out examples", String.valueOf(count));
        return new MetricResult(error / shuffled, count, details, provenance);
    }

    private static double mean(Examples examples, int element) {
        int elements = examples.shape().elements();
        double sum = 0;
        for (int i = 0; i < examples.count(); i++) {
            sum += examples.values()[i * elements + element];
        }
        return sum / examples.count();
    }
}
