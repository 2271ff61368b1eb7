package org.ganlib.metrics.mode;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.ganlib.metrics.feature.FeatureSets;
import org.ganlib.plugin.Facts;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.Settings;
import org.ganlib.problem.GanException;
import org.ganlib.spi.Examples;
import org.ganlib.spi.KnownDistribution.Modes;
import org.ganlib.spi.Metric;
import org.ganlib.spi.MetricContext;
import org.ganlib.spi.MetricInfo;
import org.ganlib.spi.MetricResult;

/**
 * The number of captured modes of a known mixture of round normal distributions: modes with at
 * least one generated example of high quality, within {@code radius} standard deviations of the
 * centre, that is nearest to them.
 *
 * <p>Details: {@code modes}, how many there are; {@code high-quality}, the share of generated
 * examples of high quality (a perfect sampler in the plane has 1 − e^(−4.5) = 98.889 % within 3
 * standard deviations: above that is collapse, not quality); {@code reverse-kl}, KL in nats of the
 * shares of high-quality examples by mode from the modes' weights, 0 for the right shares and
 * log(modes) for one mode of equal ones.
 *
 * @param radius the distance up to which an example counts as of high quality, in standard
 *     deviations, > 0
 */
@PluginName(
        value = "modes",
        summary = "Captured modes, high-quality share and reverse KL over the modes of a known mixture.",
        paper =
                "Srivastava, Valkov, Russell, Gutmann, Sutton, VEEGAN, 2017, section 4; Lin, Khetan, Fanti, Oh, PacGAN, 2018, section 4")
@Facts("2,500 samples in the papers; a perfect sampler has 98.889 % of high quality in the plane")
public record ModeCoverage(
        @Setting("how far high quality reaches, in standard deviations, > 0")
        double radius) implements Metric {
    private static final int MINIMUM_SAMPLES = 100;

    /** Three standard deviations. */
    public ModeCoverage() {
        this(3);
    }

    /** @throws org.ganlib.plugin.InvalidSettingsException if the radius is not positive */
    public ModeCoverage {
        Settings.check().positive("radius", radius).orThrow();
    }

    @Override
    public MetricInfo info() {
        return new MetricInfo(
                "modes",
                MetricInfo.Direction.HIGHER,
                MINIMUM_SAMPLES,
                "rises with the number of examples: the papers' protocol has 2,500",
                "modes with at least one example within " + radius + " standard deviations");
    }

    @Override
    public Optional<String> inapplicable(MetricContext context) {
        return modes(context).isPresent()
                ? Optional.empty()
                : Optional.of(
                        context.data().name()
                                + " has no known modes. Use a data set that is a mixture of normal distributions, such as gaussian-ring.");
    }

    private static Optional<Modes> modes(MetricContext context) {
        return context.distribution().flatMap(d -> d.modes());
    }

    @Override
    public MetricResult evaluate(MetricContext context) {
        Modes modes = modes(context)
                .orElseThrow(
                        () -> new GanException("modes: " + inapplicable(context).orElseThrow()));
        Examples generated = context.generated();
        if (generated.count() < MINIMUM_SAMPLES) {
            throw new GanException("modes: needs at least " + MINIMUM_SAMPLES + " generated examples, was "
                    + generated.count() + ". Generate more.");
        }
        if (generated.shape().elements() != modes.centres()[0].length) {
            throw new GanException("modes: generated examples are " + generated.shape() + ", the modes lie in "
                    + modes.centres()[0].length + " dimensions. Compare examples of one shape.");
        }
        FeatureSets.requireFinite(
                "modes", "generated", generated, "The generator has diverged, or the file is damaged.");
        int[] counts = highQuality(modes, generated);
        int captured = 0;
        int good = 0;
        for (int count : counts) {
            captured += count > 0 ? 1 : 0;
            good += count;
        }
        Map<String, Double> details = new LinkedHashMap<>();
        details.put("modes", (double) counts.length);
        details.put("high-quality", good / (double) generated.count());
        details.put("reverse-kl", ShareDivergence.reverse(counts, modes.weights()));
        return new MetricResult(
                captured,
                generated.count(),
                details,
                Map.of(
                        "reference",
                        context.data().name() + ", " + context.data().fingerprint()));
    }

    /** High-quality examples by the mode they are nearest to. */
    private int[] highQuality(Modes modes, Examples examples) {
        double[][] centres = modes.centres();
        int[] counts = new int[centres.length];
        double reach = radius * modes.std() * radius * modes.std();
        for (int i = 0; i < examples.count(); i++) {
            int nearest = 0;
            double least = Double.POSITIVE_INFINITY;
            for (int c = 0; c < centres.length; c++) {
                double distance = squaredDistance(examples, i, centres[c]);
                if (distance < least) {
                    least = distance;
                    nearest = c;
                }
            }
            counts[nearest] += least <= reach ? 1 : 0;
        }
        return counts;
    }

    private static double squaredDistance(Examples examples, int i, double[] centre) {
        double sum = 0;
        for (int k = 0; k < centre.length; k++) {
            double difference = examples.values()[i * centre.length + k] - centre[k];
            sum += difference * difference;
        }
        return sum;
    }
}
