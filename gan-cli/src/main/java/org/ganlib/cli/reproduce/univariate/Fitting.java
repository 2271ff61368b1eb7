package org.ganlib.cli.reproduce.univariate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.ganlib.cli.reproduce.TemporaryFolder;
import org.ganlib.cli.reproduce.Training;
import org.ganlib.datasets.synthetic.Gaussian1d;
import org.ganlib.metrics.density.Mixture;
import org.ganlib.metrics.density.Mixture.Component;
import org.ganlib.metrics.density.Normal;
import org.ganlib.plugin.PluginCatalog;
import org.ganlib.problem.GanException;
import org.ganlib.problem.TrainingDivergedException;
import org.ganlib.spi.FDivergence;

/** Trains one run per objective and seed, some at a time. What a run learns depends on its seed alone, not on what runs beside it. */
final class Fitting {
    /** Runs at the same time: each is one thread, and more than two gain nothing on a small machine. */
    private static final int MOST_AT_ONCE = 2;
    /** Eight standard deviations beyond everything a fit of the mixture puts mass on. */
    private static final Grid GRID = new Grid(-20, 22, 4201);

    private final PluginCatalog plugins;
    private final FittingProtocol protocol;

    Fitting(PluginCatalog plugins, FittingProtocol protocol) {
        this.plugins = plugins;
        this.protocol = protocol;
    }

    /** A run to come. */
    record Job(Objective objective, long seed) {}

    /** Runs all jobs; the fits are in their order. */
    List<Fit> run(List<Job> jobs, Consumer<String> progress) {
        try (TemporaryFolder folder = new TemporaryFolder()) {
            return run(jobs, folder.path(), progress);
        }
    }

    private List<Fit> run(List<Job> jobs, Path directory, Consumer<String> progress) {
        ExecutorService executor = Executors.newFixedThreadPool(
                Math.min(MOST_AT_ONCE, Runtime.getRuntime().availableProcessors()));
        try {
            List<Future<Fit>> futures = new ArrayList<>();
            for (Job job : jobs) {
                Path folder = directory.resolve(job.objective().name() + "-" + job.seed());
                futures.add(executor.submit(() -> fit(job, folder)));
            }
            List<Fit> fits = new ArrayList<>();
            for (Future<Fit> future : futures) {
                Fit fit = future.get();
                fits.add(fit);
                progress.accept(describe(fit, fits.size(), jobs.size()));
            }
            return fits;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GanException("interrupted while training", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            executor.shutdownNow();
        }
    }

    /** The training that a job runs. */
    Training training(Job job) {
        List<String> overrides = new ArrayList<>(protocol.overrides());
        overrides.add("seed=" + job.seed());
        overrides.add("train.steps=" + protocol.steps());
        overrides.add("divergence={name: " + job.objective().name() + ", generator-objective: minimax}");
        return new Training(plugins, "fgan-univariate", overrides);
    }

    /** The density of the data. */
    static Mixture density(Gaussian1d data) {
        List<Component> components = new ArrayList<>();
        for (int i = 0; i < data.weights().size(); i++) {
            components.add(new Component(
                    data.weights().get(i),
                    new Normal(data.means().get(i), data.deviations().get(i))));
        }
        return new Mixture(components);
    }

    private Fit fit(Job job, Path folder) {
        Training training = training(job);
        LocationScaleWatch watch = new LocationScaleWatch(protocol.firstAveragedStep(), GRID);
        try {
            training.run(folder, watch);
        } catch (TrainingDivergedException e) {
            return new Fit(job.objective(), job.seed(), null, Double.NaN);
        }
        Normal learned = watch.learned();
        double bound = GRID.bound(
                (FDivergence) training.experiment().divergence().orElseThrow(),
                density((Gaussian1d) training.experiment().dataset()),
                learned,
                watch.scores());
        return new Fit(job.objective(), job.seed(), learned, bound);
    }

    private static String describe(Fit fit, int done, int all) {
        String result = fit.diverged()
                ? "diverged"
                : String.format(
                        Locale.ROOT,
                        "mu %.4f, sigma %.4f, bound %.4f",
                        fit.normal().mean(),
                        fit.normal().std(),
                        fit.bound());
        return String.format(
                Locale.ROOT,
                "%d of %d: %s, seed %d: %s",
                done,
                all,
                fit.objective().name(),
                fit.seed(),
                result);
    }
}
