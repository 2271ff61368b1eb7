package org.ganlib.cli.reproduce.univariate;

import com.google.inject.Guice;
import com.google.inject.Injector;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.ganlib.cli.render.SampleGridPicture;
import org.ganlib.config.Experiment;
import org.ganlib.config.ExperimentReader;
import org.ganlib.network.NetworkSet;
import org.ganlib.plugin.PluginCatalog;
import org.ganlib.spi.DataLocation;
import org.ganlib.spi.TrainingListener;
import org.ganlib.train.RunDirectory;
import org.ganlib.train.StopSignal;
import org.ganlib.train.Trainer;
import org.ganlib.wiring.Backend;
import org.ganlib.wiring.CatalogModule;
import org.ganlib.wiring.ExperimentModule;
import org.ganlib.wiring.ModelModule;
import org.ganlib.wiring.TrainingModule;

/** A run of the built-in experiment {@code fgan-univariate}, or of a variation of it, through the trainer that every experiment uses. */
final class Training {
    private static final String EXPERIMENT = "/experiments/fgan-univariate.yaml";
    /** The data are drawn, so nothing is looked for here. */
    private static final DataLocation NOWHERE = new DataLocation(List.of(Path.of("data")));

    private final PluginCatalog plugins;
    private final Experiment experiment;

    Training(PluginCatalog plugins, List<String> overrides) {
        this.plugins = plugins;
        experiment = new ExperimentReader(plugins).read("experiments/fgan-univariate.yaml", text(), overrides);
    }

    Experiment experiment() {
        return experiment;
    }

    /**
     * Trains to the end.
     *
     * @param directory where the trainer leaves its checkpoints: does not exist yet, or is empty
     * @throws org.ganlib.problem.TrainingDivergedException if a number ceases to be finite
     */
    void run(Path directory, TrainingListener watcher) {
        // Threads of array operations are set for the calling thread.
        Backend.start(experiment.device(), experiment.threads());
        RunDirectory run = RunDirectory.planned(directory);
        run.make();
        Injector injector = Guice.createInjector(List.of(
                new CatalogModule(plugins),
                new ExperimentModule(experiment),
                new ModelModule(NOWHERE),
                new TrainingModule(run, new SampleGridPicture(), new StopSignal(), List.of(watcher))));
        Trainer trainer = injector.getInstance(Trainer.class);
        NetworkSet networks = injector.getInstance(NetworkSet.class);
        try {
            trainer.run();
        } finally {
            networks.close();
        }
    }

    private static String text() {
        try (InputStream in = Training.class.getResourceAsStream(EXPERIMENT)) {
            if (in == null) {
                throw new IllegalStateException("this build lacks " + EXPERIMENT);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
