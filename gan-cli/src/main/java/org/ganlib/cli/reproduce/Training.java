package org.ganlib.cli.reproduce;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Module;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.ganlib.config.Experiment;
import org.ganlib.config.ExperimentReader;
import org.ganlib.machine.Backend;
import org.ganlib.network.NetworkSet;
import org.ganlib.picture.SampleGridPicture;
import org.ganlib.plugin.PluginCatalog;
import org.ganlib.spi.DataLocation;
import org.ganlib.spi.TrainingListener;
import org.ganlib.train.RunDirectory;
import org.ganlib.train.StopSignal;
import org.ganlib.train.Trainer;
import org.ganlib.wiring.CatalogModule;
import org.ganlib.wiring.ExperimentModule;
import org.ganlib.wiring.ModelModule;
import org.ganlib.wiring.TrainingModule;

/**
 * A run of a built-in experiment, or of a variation of it, through the trainer that every
 * experiment uses.
 */
public final class Training {
    /** Data are drawn or built in, so nothing is looked for here. */
    private static final DataLocation NOWHERE = new DataLocation(List.of(Path.of("data")));

    private final PluginCatalog plugins;
    private final Experiment experiment;

    /**
     * Plans a run.
     *
     * @param name a built-in experiment whose data need no files
     * @param overrides the settings that differ from it
     */
    public Training(PluginCatalog plugins, String name, List<String> overrides) {
        this.plugins = plugins;
        String source = "experiments/" + name + ".yaml";
        // Nobody looks into the run's directory: it watches itself for nothing.
        List<String> unwatched = new ArrayList<>(overrides);
        unwatched.add("listeners=[]");
        experiment = new ExperimentReader(plugins).read(source, text("/" + source), unwatched);
    }

    /** The experiment that is run. */
    public Experiment experiment() {
        return experiment;
    }

    /**
     * Trains to the end.
     *
     * @param directory the directory for the trainer's checkpoints: does not exist yet, or is empty
     * @throws org.ganlib.problem.TrainingDivergedException if a number ceases to be finite
     */
    public void run(Path directory, TrainingListener watcher) {
        run(directory, watcher, trained -> directory);
    }

    /**
     * Trains to the end, and looks at what came of it while the networks are there.
     *
     * @param directory the directory for the trainer's checkpoints: does not exist yet, or is empty
     * @param look is given what the run's experiment binds, with the networks as they are after the
     *     last step
     * @return the result of {@code look}
     * @throws org.ganlib.problem.TrainingDivergedException if a number ceases to be finite
     */
    public <T> T run(Path directory, TrainingListener watcher, Function<Injector, T> look) {
        RunDirectory run = RunDirectory.planned(directory);
        run.make();
        Module training = new TrainingModule(run, new SampleGridPicture(), new StopSignal(), List.of(watcher));
        return look(List.of(training), injector -> {
            injector.getInstance(Trainer.class).run();
            return look.apply(injector);
        });
    }

    private <T> T look(List<Module> more, Function<Injector, T> look) {
        // Threads of array operations are set for the calling thread.
        Backend.start(experiment.threads());
        List<Module> modules = new ArrayList<>(
                List.of(new CatalogModule(plugins), new ExperimentModule(experiment), new ModelModule(NOWHERE)));
        modules.addAll(more);
        Injector injector = Guice.createInjector(modules);
        NetworkSet networks = injector.getInstance(NetworkSet.class);
        try {
            return look.apply(injector);
        } finally {
            networks.close();
        }
    }

    private static String text(String resource) {
        try (InputStream in = Training.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("this build lacks " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
