package org.ganlib.fake;

import java.util.List;
import java.util.Optional;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkDefinition;
import org.ganlib.network.NetworkEngine;
import org.ganlib.network.NetworkRequest;
import org.ganlib.network.NetworkSet;
import org.ganlib.plugin.InOlderRuns;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.Settings;
import org.ganlib.spi.Architecture;
import org.ganlib.spi.CriticConstraint;
import org.ganlib.spi.CriticScores;
import org.ganlib.spi.DataLocation;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.DatasetSource;
import org.ganlib.spi.Divergence;
import org.ganlib.spi.Game;
import org.ganlib.spi.GameParts;
import org.ganlib.spi.GanModel;
import org.ganlib.spi.GeneratorObjective;
import org.ganlib.spi.Metric;
import org.ganlib.spi.MetricContext;
import org.ganlib.spi.MetricInfo;
import org.ganlib.spi.MetricResult;
import org.ganlib.spi.NetworkSignature;
import org.ganlib.spi.PlayerLoss;
import org.ganlib.spi.Sampler;
import org.ganlib.spi.Split;
import org.ganlib.spi.TrainingListener;

/** Plugins that can be named, configured and compared, and do nothing else. */
public final class Fakes {
    private Fakes() {}

    private static UnsupportedOperationException notNeeded() {
        return new UnsupportedOperationException("a fake for tests of the configuration");
    }

    /** Two settings, one of them a number. */
    @PluginName(value = "gaussian-ring", summary = "Normal distributions on a circle.")
    public record GaussianRing(
            @Setting("how many; ≥ 1") int modes,
            @Setting("standard deviation; > 0") double std) implements DatasetSource {
        public GaussianRing() {
            this(8, 0.02);
        }

        public GaussianRing {
            Settings.check().atLeast("modes", modes, 1).positive("std", std).orThrow();
        }

        @Override
        public Dataset open(DataLocation location, Split split) {
            throw notNeeded();
        }
    }

    /** Near the ring in name. */
    @PluginName(value = "gaussian-grid", summary = "Normal distributions on a grid.")
    public record GaussianGrid(@InOlderRuns("3") int side) implements DatasetSource {
        public GaussianGrid() {
            this(5);
        }

        @Override
        public Dataset open(DataLocation location, Split split) {
            throw notNeeded();
        }
    }

    /** Settings of types the others lack. */
    @PluginName(value = "csv", summary = "Rows of a file.")
    public record Csv(String file, boolean header, long limit, List<String> columns, Optional<String> label)
            implements DatasetSource {
        public Csv() {
            this("data.csv", true, 1L << 40, List.of(), Optional.empty());
        }

        @Override
        public Dataset open(DataLocation location, Split split) {
            throw notNeeded();
        }
    }

    /** A section in a section. */
    @PluginName(value = "standard", summary = "Generator against critic.")
    public record Standard(
            @Setting("what the generator starts from") Latent latent) implements GanModel {
        public Standard() {
            this(new Latent(100, Prior.NORMAL));
        }

        /** Has no defaults of its own: they are those of the model. */
        public record Latent(
                @Setting("dimensions; ≥ 1") int size,
                @Setting("its distribution") Prior prior) {
            public Latent {
                Settings.check().atLeast("size", size, 1).orThrow();
            }
        }

        /** Distributions. */
        public enum Prior {
            NORMAL,
            UNIFORM,
            UNIT_SPHERE
        }

        @Override
        public List<NetworkSignature> networks(DatasetInfo data) {
            throw notNeeded();
        }

        @Override
        public Game assemble(GameParts parts) {
            throw notNeeded();
        }

        @Override
        public Sampler sampler(DatasetInfo data, NetworkSet networks) {
            throw notNeeded();
        }
    }

    /** A list of integers, with a rule for its elements. */
    @PluginName(value = "mlp", summary = "Dense layers.")
    public record Mlp(
            @Setting("units per hidden layer; ≥ 1") List<Integer> hidden, List<Double> dropout)
            implements Architecture {
        public Mlp() {
            this(List.of(128, 128), List.of());
        }

        public Mlp {
            Settings check = Settings.check();
            for (int i = 0; i < hidden.size(); i++) {
                check.atLeast("hidden[" + i + "]", hidden.get(i), 1);
            }
            check.orThrow();
        }

        @Override
        public NetworkDefinition define(NetworkSignature signature) {
            throw notNeeded();
        }
    }

    /** One choice. */
    @PluginName(value = "gan", summary = "The original.", paper = "Goodfellow et al., 2014")
    public record Gan(
            @Setting("what the generator minimises") GeneratorObjective generatorObjective) implements Divergence {
        public Gan() {
            this(GeneratorObjective.NON_SATURATING);
        }

        @Override
        public void criticLoss(CriticScores scores, PlayerLoss loss) {
            throw notNeeded();
        }

        @Override
        public void generatorLoss(CriticScores scores, PlayerLoss loss) {
            throw notNeeded();
        }
    }

    /** A number with forbidden values. */
    @PluginName(value = "alpha", summary = "Alpha divergences.")
    public record Alpha(@Setting("not 0 or 1") double alpha, GeneratorObjective generatorObjective)
            implements Divergence {
        public Alpha() {
            this(0.5, GeneratorObjective.NON_SATURATING);
        }

        public Alpha {
            Settings.check()
                    .rule(alpha != 0 && alpha != 1, "alpha", "must not be 0 or 1, was " + (int) alpha)
                    .orThrow();
        }

        @Override
        public void criticLoss(CriticScores scores, PlayerLoss loss) {
            throw notNeeded();
        }

        @Override
        public void generatorLoss(CriticScores scores, PlayerLoss loss) {
            throw notNeeded();
        }
    }

    /** No settings. */
    @PluginName(value = "none", summary = "No constraint.")
    public record None() implements CriticConstraint {}

    /** One setting. */
    @PluginName(value = "weight-clipping", summary = "Weights in a box.")
    public record WeightClipping(double bound) implements CriticConstraint {
        public WeightClipping() {
            this(0.01);
        }
    }

    /** Listed before its neighbour, whatever the order in the service file. */
    @PluginName(value = "parzen", summary = "Log-likelihood under a kernel density.")
    public record Parzen(double sigma, int samples) implements Metric {
        public Parzen() {
            this(0.2, 10_000);
        }

        public Parzen {
            Settings.check()
                    .positive("sigma", sigma)
                    .atLeast("samples", samples, 1)
                    .orThrow();
        }

        @Override
        public MetricInfo info() {
            throw notNeeded();
        }

        @Override
        public MetricResult evaluate(MetricContext context) {
            throw notNeeded();
        }
    }

    /** A second metric. */
    @PluginName(value = "modes", summary = "How many modes are reached.")
    public record Modes() implements Metric {
        @Override
        public MetricInfo info() {
            throw notNeeded();
        }

        @Override
        public MetricResult evaluate(MetricContext context) {
            throw notNeeded();
        }
    }

    /** Watches nothing. */
    @PluginName(value = "quiet", summary = "Watches nothing.")
    public record Quiet() implements TrainingListener {}

    /** Runs nothing. */
    @PluginName(value = "imaginary", summary = "Runs nothing.")
    public record Imaginary() implements NetworkEngine {
        @Override
        public Optional<String> unavailable() {
            return Optional.of("it is a fake");
        }

        @Override
        public Network build(NetworkRequest request) {
            throw notNeeded();
        }
    }
}
