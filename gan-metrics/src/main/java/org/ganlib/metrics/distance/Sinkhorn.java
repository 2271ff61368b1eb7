package org.ganlib.metrics.distance;

import org.ganlib.metrics.extractor.Pixels;
import org.ganlib.metrics.feature.FeatureMetric;
import org.ganlib.metrics.feature.FeatureSets;
import org.ganlib.metrics.feature.Measurement;
import org.ganlib.plugin.Facts;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.Settings;
import org.ganlib.spi.Examples;
import org.ganlib.spi.FeatureExtractor;
import org.ganlib.spi.MetricContext;
import org.ganlib.spi.MetricInfo;

/**
 * The Sinkhorn divergence: optimal transport with entropic regularisation, corrected for the bias
 * of the regularisation.
 *
 * <pre>{@code
 * S(x, y)  = T(x, y) − ½T(x, x) − ½T(y, y)
 * T(x, y)  = min over couplings P of  Σ Pᵢⱼ‖xᵢ − yⱼ‖ᵖ + ε KL(P ‖ uniform)
 * ε        = regularisation · mean over pairs of ‖xᵢ − yⱼ‖ᵖ
 * }</pre>
 *
 * <p>The value is in units of the features to the power p, and 0 for equal sets. For ε → 0 it
 * converges to Wₚᵖ. Iterations run in the logarithmic domain. At most {@code limit} examples of
 * each kind are drawn at random.
 *
 * @param extractor the features that are compared
 * @param order the order p, ≥ 1
 * @param regularisation ε relative to the mean cost, > 0
 * @param tolerance iterations end when potentials change by less than this fraction of the mean
 *     cost, > 0
 * @param limit the maximum number of examples of each kind, ≥ 1
 */
@PluginName(
        value = "sinkhorn",
        summary = "Entropic optimal transport without its bias.",
        paper =
                "Feydy, Séjourné, Vialard, Amari, Trouvé, Peyré, Interpolating between Optimal Transport and MMD using Sinkhorn"
                        + " Divergences, 2019, equation 3")
@Facts("S(x, y) = T(x, y) − ½T(x, x) − ½T(y, y), T with entropy ε; → Wₚᵖ as ε → 0")
public record Sinkhorn(
        @Setting("what is compared") FeatureExtractor extractor,
        @Setting("the order p, ≥ 1") double order,

        @Setting("strength of the entropy relative to the mean cost, > 0")
        double regularisation,

        @Setting("iterations end when potentials move by less than this share of the mean cost, > 0")
        double tolerance,

        @Setting("at most so many examples of each kind, in [1, 20000]")
        int limit)
        implements FeatureMetric {
    private static final int LARGEST_LIMIT = 20_000;

    /** On pixels: order 1, ε 5 % of the mean cost, up to 1,000 examples. */
    public Sinkhorn() {
        this(new Pixels(), 1, 0.05, 1e-6, 1000);
    }

    /** @throws org.ganlib.plugin.InvalidSettingsException if a setting is outside its range */
    public Sinkhorn {
        Settings.check()
                .atLeast("order", order, 1)
                .finite("order", order)
                .positive("regularisation", regularisation)
                .positive("tolerance", tolerance)
                .within("limit", limit, 1, LARGEST_LIMIT)
                .orThrow();
    }

    @Override
    public MetricInfo info() {
        return new MetricInfo(
                "feature units to the power " + order,
                MetricInfo.Direction.LOWER,
                1,
                "biased upwards where the distributions agree, less than optimal transport",
                "Sinkhorn divergence, cost of order " + order + ", regularisation " + regularisation
                        + " of the mean cost, tolerance " + tolerance + ", at most " + limit
                        + " of each kind, drawn at random");
    }

    @Override
    public Measurement measure(FeatureSets sets, MetricContext context) {
        Measurement.Compared compared = sets.some(limit, limit);
        Examples real = compared.real();
        Examples generated = compared.generated();
        CostMatrix between = CostMatrix.of(real, generated, order);
        // Sets of one repeated example each at the same place: every cost is 0, and so is the
        // divergence.
        if (between.mean() == 0) {
            return Measurement.of(0).with("epsilon", 0).comparing(real, generated);
        }
        double epsilon = regularisation * between.mean();
        double stop = tolerance * between.mean();
        double cost = EntropicTransport.cost(between, epsilon, stop);
        double ofReal = EntropicTransport.cost(CostMatrix.of(real, real, order), epsilon, stop);
        double ofGenerated = EntropicTransport.cost(CostMatrix.of(generated, generated, order), epsilon, stop);
        return Measurement.of(cost - (ofReal + ofGenerated) / 2)
                .with("epsilon", epsilon)
                .with("cost", cost)
                .comparing(real, generated);
    }
}
