package org.ganlib.metrics.feature;

import org.ganlib.metrics.extractor.Pixels;
import org.ganlib.metrics.linear.CovarianceFactor;
import org.ganlib.plugin.Facts;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.spi.FeatureExtractor;
import org.ganlib.spi.MetricContext;
import org.ganlib.spi.MetricInfo;

/**
 * The squared Fréchet distance of the normal distributions that have the features' means and
 * covariances:
 *
 * <pre>{@code ‖μ₁ − μ₂‖² + tr Σ₁ + tr Σ₂ − 2 tr (Σ₁Σ₂)^½}</pre>
 *
 * <p>The value is in squared units of the features, ≥ 0, and 0 where means and covariances agree.
 * It is the distance known as FID only on the features of the published Inception network; on
 * others it has other values, which is why results carry the extractor's name.
 *
 * @param extractor the extractor of the features that are compared
 */
@PluginName(
        value = "frechet",
        summary = "Squared Fréchet distance of the features' means and covariances.",
        paper =
                "Heusel, Ramsauer, Unterthiner, Nessler, Hochreiter, GANs Trained by a Two Time-Scale Update Rule Converge to a Local"
                        + " Nash Equilibrium, 2017, section 3")
@Facts({
    "‖μ₁ − μ₂‖² + tr Σ₁ + tr Σ₂ − 2 tr (Σ₁Σ₂)^½, covariances with n − 1",
    "biased upwards at small n: compare at equal numbers of examples only, and name the extractor"
})
public record FrechetDistance(@Setting("what is compared") FeatureExtractor extractor) implements FeatureMetric {
    /** On pixels. */
    public FrechetDistance() {
        this(new Pixels());
    }

    @Override
    public MetricInfo info() {
        return new MetricInfo(
                "squared feature units",
                MetricInfo.Direction.LOWER,
                2,
                "biased upwards by about a constant over n, more with more features: compare only at equal numbers of examples",
                "squared Fréchet distance of normal distributions with the sample means and covariances (n − 1)");
    }

    @Override
    public Measurement measure(FeatureSets sets, MetricContext context) {
        try (CovarianceFactor real = CovarianceFactor.of(sets.real());
                CovarianceFactor generated = CovarianceFactor.of(sets.generated())) {
            double means = squaredDistance(real.mean(), generated.mean());
            double root = real.traceOfRootOfProduct(generated);
            // Rounding alone can take equal covariances below 0.
            double covariances = Math.max(0, real.trace() + generated.trace() - 2 * root);
            return Measurement.of(means + covariances).with("means", means).with("covariances", covariances);
        }
    }

    private static double squaredDistance(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += (a[k] - b[k]) * (a[k] - b[k]);
        }
        return sum;
    }
}
