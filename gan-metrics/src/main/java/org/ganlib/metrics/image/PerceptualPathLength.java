package org.ganlib.metrics.image;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.ganlib.metrics.extractor.Pixels;
import org.ganlib.metrics.feature.Extractors;
import org.ganlib.metrics.feature.FeatureSets;
import org.ganlib.metrics.linear.Pairs;
import org.ganlib.plugin.Facts;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.Settings;
import org.ganlib.problem.GanException;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.Examples;
import org.ganlib.spi.FeatureExtractor;
import org.ganlib.spi.FeatureMap;
import org.ganlib.spi.Metric;
import org.ganlib.spi.MetricContext;
import org.ganlib.spi.MetricInfo;
import org.ganlib.spi.MetricResult;
import org.ganlib.spi.Sampler;

/**
 * The speed with which features change along straight lines between latents:
 *
 * <pre>{@code
 * mean over latents z₁, z₂ and t ~ U(0, 1) of ‖φ(G(z(t))) − φ(G(z(t + ε)))‖² / ε²
 * z(t) = z₁ + t(z₂ − z₁)
 * }</pre>
 *
 * <p>The value is in squared units of the features, and ≥ 0. As in the paper, the largest and the
 * smallest hundredth of the values are left out. With class labels, both ends have one class, and
 * classes take turns. Detail {@code standard-error}.
 *
 * @param extractor φ
 * @param paths the number of pairs of latents, ≥ 100
 * @param epsilon ε, in (0, 1)
 */
@PluginName(
        value = "perceptual-path-length",
        summary = "Mean squared rate of change of features along lines between latents.",
        paper = "Karras, Laine, Aila, A Style-Based Generator Architecture for GANs, 2019, section 4.1")
@Facts("E ‖φ(G(z(t))) − φ(G(z(t + ε)))‖²/ε², linear interpolation, without the extreme hundredths")
public record PerceptualPathLength(
        @Setting("what changes along the path") FeatureExtractor extractor,
        @Setting("how many pairs of latents, ≥ 100") int paths,

        @Setting("length of the step along the path, in (0, 1)")
        double epsilon)
        implements Metric {
    private static final int CHUNK = 500;
    private static final int FEWEST = 100;

    /** On pixels: 1,000 paths, ε = 0.01, which single precision still resolves. */
    public PerceptualPathLength() {
        this(new Pixels(), 1000, 0.01);
    }

    /** @throws org.ganlib.plugin.InvalidSettingsException if a setting is outside its range */
    public PerceptualPathLength {
        Settings.check()
                .atLeast("paths", paths, FEWEST)
                .atMost("paths", paths, 1_000_000)
                .strictlyWithin("epsilon", epsilon, 0, 1)
                .orThrow();
    }

    @Override
    public MetricInfo info() {
        return new MetricInfo(
                "squared feature units",
                MetricInfo.Direction.LOWER,
                FEWEST,
                "unbiased; a generator of one image has 0: read it beside a distance",
                "squared feature distance by ε², " + paths + " lines between latents of the prior, ε = " + epsilon
                        + ", extreme hundredths left out");
    }

    @Override
    public Optional<FeatureExtractor> featureExtractor() {
        return Optional.of(extractor);
    }

    @Override
    public Optional<String> inapplicable(MetricContext context) {
        if (context.sampler().isEmpty()) {
            return Optional.of(
                    "needs a generator to walk through; samples in a file have none. Evaluate a run directory.");
        }
        return extractor.inapplicable(context.data());
    }

    @Override
    public MetricResult evaluate(MetricContext context) {
        Sampler sampler = context.sampler()
                .orElseThrow(() -> new GanException(
                        "perceptual-path-length: " + inapplicable(context).orElseThrow()));
        FeatureMap map = Extractors.open(extractor, context);
        RandomStream random = context.random();
        double[] values = new double[paths];
        for (int from = 0; from < paths; from += CHUNK) {
            int count = Math.min(CHUNK, paths - from);
            System.arraycopy(steps(sampler, map, count, random), 0, values, from, count);
        }
        Arrays.sort(values);
        double[] kept = Arrays.copyOfRange(values, paths / 100, paths - paths / 100);
        double mean = Arrays.stream(kept).average().orElseThrow();
        double squares = Arrays.stream(kept).map(v -> (v - mean) * (v - mean)).sum();
        Map<String, Double> details = new LinkedHashMap<>();
        details.put("standard-error", Math.sqrt(squares / (kept.length - 1) / kept.length));
        Map<String, String> provenance = new LinkedHashMap<>();
        provenance.put("extractor", Extractors.name(extractor));
        provenance.put("extractor hash", map.hash());
        return new MetricResult(mean, paths, details, provenance);
    }

    private double[] steps(Sampler sampler, FeatureMap map, int count, RandomStream random) {
        int[] labels = new int[sampler.classes() == 0 ? 0 : count];
        Arrays.setAll(labels, i -> i % sampler.classes());
        float[] start = sampler.drawLatents(count, random).values();
        float[] direction = sampler.drawLatents(count, random).values();
        int size = sampler.latentShape().elements();
        float[] near = new float[start.length];
        float[] far = new float[start.length];
        for (int i = 0; i < count; i++) {
            float fraction = (float) random.nextDouble();
            for (int k = i * size; k < (i + 1) * size; k++) {
                direction[k] -= start[k];
                near[k] = start[k] + fraction * direction[k];
                far[k] = near[k] + (float) epsilon * direction[k];
            }
        }
        Examples here = features(sampler, map, near, labels);
        Examples there = features(sampler, map, far, labels);
        double[] squares = new double[count];
        Arrays.setAll(squares, i -> Pairs.squaredDistance(here, i, there, i) / (epsilon * epsilon));
        return squares;
    }

    private Examples features(Sampler sampler, FeatureMap map, float[] latents, int[] labels) {
        Examples examples = sampler.generate(Examples.unlabelled(sampler.latentShape(), latents), labels);
        FeatureSets.requireFinite("perceptual-path-length", "generated", examples, "The generator has diverged.");
        Examples features = map.features(examples);
        FeatureSets.requireFinite(
                "perceptual-path-length",
                Extractors.name(extractor) + " features of the generated",
                features,
                "The extractor's file does not fit such examples.");
        return features;
    }
}
