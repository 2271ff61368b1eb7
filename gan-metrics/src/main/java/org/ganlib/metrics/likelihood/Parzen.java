package org.ganlib.metrics.likelihood;

import java.util.LinkedHashMap;
import java.util.Map;
import org.ganlib.plugin.Facts;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.Settings;
import org.ganlib.spi.Examples;
import org.ganlib.spi.Metric;
import org.ganlib.spi.MetricContext;
import org.ganlib.spi.MetricInfo;
import org.ganlib.spi.MetricResult;
import org.ganlib.spi.Subset;

/**
 * The mean log likelihood of held-out examples under a Parzen window of generated ones, as in the
 * original GAN paper:
 *
 * <pre>{@code mean over test x of  log mean over generated c of N(x; c, σ²I)}</pre>
 *
 * <p>σ is one of ten values from 0.1 to 1, in equal ratios: the one with the largest likelihood on
 * {@code validation} held-out examples (at most half), drawn at random. The other held-out examples
 * are scored. The value is in nats; bounded data is rescaled to 0…1 first. In many dimensions the
 * estimate says little; it is here for comparison with published results.
 *
 * <p>The details are {@code sigma} and {@code standard-error}.
 *
 * @param samples the maximum number of generated examples that are centres, ≥ 100
 * @param validation the maximum number of held-out examples that choose σ, ≥ 1
 */
@PluginName(
        value = "parzen",
        summary = "Mean log likelihood of held-out examples under a Parzen window of generated ones.",
        paper =
                "Goodfellow, Pouget-Abadie, Mirza, Xu, Warde-Farley, Ozair, Courville, Bengio, Generative Adversarial Nets, 2014, section 5;"
                        + " Breuleux, Bengio, Vincent, 2011")
@Facts({
    "published: 10,000 samples, σ of 10 from 0.1 to 1 chosen on 1,000 validation images",
    "a poor measure in many dimensions (Theis, van den Oord, Bethge, 2016): use it to compare with published numbers alone"
})
public record Parzen(
        @Setting("at most so many generated examples are used, ≥ 100")
        int samples,

        @Setting("at most so many held-out examples choose sigma, ≥ 1")
        int validation)
        implements Metric {
    private static final int MINIMUM_SAMPLES = 100;

    /** The published settings: 10,000 samples, 1,000 validation examples. */
    public Parzen() {
        this(10_000, 1000);
    }

    /** @throws org.ganlib.plugin.InvalidSettingsException if a setting is outside its range */
    public Parzen {
        Settings.check()
                .atLeast("samples", samples, MINIMUM_SAMPLES)
                .atLeast("validation", validation, 1)
                .orThrow();
    }

    @Override
    public MetricInfo info() {
        return new MetricInfo(
                "nats",
                MetricInfo.Direction.HIGHER,
                MINIMUM_SAMPLES,
                "rises with the number of generated examples: the published protocol has 10,000",
                "Parzen window of at most " + samples
                        + " generated examples, sigma of logspace(-1, 0, 10) chosen on at most " + validation
                        + " held-out examples drawn at random");
    }

    @Override
    public MetricResult evaluate(MetricContext context) {
        LikelihoodSets sets = LikelihoodSets.of(context, "parzen", MINIMUM_SAMPLES, samples, Integer.MAX_VALUE);
        Examples heldOut = sets.heldOut();
        int chosenOn = Math.min(validation, heldOut.count() / 2);
        Subset validated = Subset.of(heldOut, chosenOn, context.seed(), "parzen/validation");
        Examples test = validated.complement().of(heldOut);
        double[] sigmas = KernelDensity.grid(-1, 0, 10);
        double[][] tried = KernelDensity.logDensities(validated.of(heldOut), sets.generated(), sets.scale(), sigmas);
        int best = 0;
        for (int s = 1; s < sigmas.length; s++) {
            if (KernelDensity.mean(tried[s]) > KernelDensity.mean(tried[best])) {
                best = s;
            }
        }
        double[] scored =
                KernelDensity.logDensities(test, sets.generated(), sets.scale(), new double[] {sigmas[best]})[0];
        Map<String, Double> details = new LinkedHashMap<>();
        details.put("sigma", sigmas[best]);
        details.put("standard-error", KernelDensity.standardError(scored));
        Map<String, String> provenance = new LinkedHashMap<>();
        provenance.put(
                "reference", context.data().name() + ", " + context.data().fingerprint());
        provenance.put("split", "held-out");
        provenance.put("validation examples", String.valueOf(chosenOn));
        provenance.put("test examples", String.valueOf(test.count()));
        Subset.describe("validation", validated.of(heldOut), provenance);
        Subset.describe("generated", sets.generated(), provenance);
        return new MetricResult(KernelDensity.mean(scored), sets.generated().count(), details, provenance);
    }
}
