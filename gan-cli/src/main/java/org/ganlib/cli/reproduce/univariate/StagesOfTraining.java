package org.ganlib.cli.reproduce.univariate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.ganlib.cli.render.LineFigure;
import org.ganlib.cli.render.LineFigure.Look;
import org.ganlib.cli.reproduce.TemporaryFolder;
import org.ganlib.cli.reproduce.Training;
import org.ganlib.datasets.synthetic.Gaussian1d;
import org.ganlib.metrics.density.Mixture;
import org.ganlib.metrics.density.Normal;
import org.ganlib.plugin.PluginCatalog;
import org.ganlib.spi.RunInfo;
import org.ganlib.spi.StepReport;
import org.ganlib.spi.TrainingListener;

/**
 * The original GAN in one dimension at four stages of a training, after figure 1 of Goodfellow et
 * al., Generative Adversarial Nets, 2014: the discriminator first learns to tell the two apart, the
 * generator follows its slope, and in the end D(x) is ½ everywhere that matters.
 */
final class StagesOfTraining {
    private static final Grid GRID = new Grid(-4, 4, 401);
    /**
     * A discriminator that knows nothing yet; one that leads; one that is as good as it can be; an
     * end to the game.
     */
    private static final List<Long> STAGES = List.of(1L, 25L, 90L, 600L);

    private final Training training;
    private final List<Long> stages;

    StagesOfTraining(PluginCatalog plugins, long seed) {
        this(plugins, seed, STAGES);
    }

    /** @param stages after which steps to draw, ascending */
    StagesOfTraining(PluginCatalog plugins, long seed, List<Long> stages) {
        this.stages = stages;
        training = new Training(
                plugins,
                "fgan-univariate",
                List.of(
                        "seed=" + seed,
                        "dataset={name: gaussian-1d, weights: [1.0], means: [1.0], deviations: [0.7]}",
                        "generator={name: location-scale, location: -1.5, scale: 1.2}",
                        "divergence={name: gan, generator-objective: non-saturating}",
                        "train.steps=" + stages.get(stages.size() - 1)));
    }

    /** Trains, and writes {@code stages.png}. */
    void write(Path folder) {
        try (TemporaryFolder directory = new TemporaryFolder()) {
            Stages drawn = new Stages(
                    Fitting.density((Gaussian1d) training.experiment().dataset()));
            training.run(directory.path(), drawn);
            LineFigure.write(folder.resolve("stages.png"), drawn.figures, 2);
        }
    }

    private final class Stages implements TrainingListener {
        private final LocationScaleWatch watch = new LocationScaleWatch(Long.MAX_VALUE, GRID);
        private final Mixture data;
        private final List<LineFigure> figures = new ArrayList<>();

        private Stages(Mixture data) {
            this.data = data;
        }

        @Override
        public void runStarted(RunInfo run) {
            watch.runStarted(run);
        }

        @Override
        public void stepFinished(StepReport report) {
            if (stages.contains(report.step())) {
                figures.add(figure(report.step()));
            }
        }

        private LineFigure figure(long step) {
            Normal model = new Normal(watch.mu(), watch.sigma());
            double[] scores = GRID.scores(watch.critic());
            return new LineFigure(
                            "after " + step + (step == 1 ? " step" : " steps"), "x", "density; D(x)", GRID.points(), 1)
                    .add("data", values(i -> data.density(GRID.at(i))), Look.GROUND)
                    .add("generator", values(i -> model.density(GRID.at(i))), Look.MAIN)
                    .add("D(x)", values(i -> logistic(scores[i])), Look.SECOND)
                    .add(
                            "best D(x) for this generator",
                            values(i -> logistic(data.logDensity(GRID.at(i)) - model.logDensity(GRID.at(i)))),
                            Look.REFERENCE);
        }

        private double logistic(double score) {
            return 1 / (1 + Math.exp(-score));
        }

        private double[] values(IntToDoubleFunction function) {
            return IntStream.range(0, GRID.count()).mapToDouble(function).toArray();
        }
    }
}
