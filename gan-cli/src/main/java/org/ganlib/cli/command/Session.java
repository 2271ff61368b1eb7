package org.ganlib.cli.command;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Module;
import com.google.inject.ProvisionException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ganlib.config.Experiment;
import org.ganlib.config.ExperimentReader;
import org.ganlib.config.PluginKinds;
import org.ganlib.network.NetworkEngine;
import org.ganlib.plugin.PluginCatalog;
import org.ganlib.plugin.PluginDescriptor;
import org.ganlib.problem.GanException;
import org.ganlib.problem.MemoryShortage;
import org.ganlib.spi.DataLocation;
import org.ganlib.wiring.CatalogModule;
import org.ganlib.wiring.Engines;
import org.ganlib.wiring.ExperimentModule;
import org.ganlib.wiring.ModelModule;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What commands share: the installed plugins, and injectors over an experiment. It reports plugins
 * that cannot be used, once, and goes on without them.
 */
final class Session {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    private final PluginCatalog catalog = PluginCatalog.load(Session.class.getClassLoader(), PluginKinds.all());

    /** What time stamps are taken from. Durations never are: it may be set while a run goes on. */
    private final Clock clock = Clock.systemUTC();

    private boolean reported;

    /** Finds the plugins, and reports entries of GAN_PLUGINS that can hold none. */
    Session() {
        PluginPath.ofProcess().problems(PluginKinds.all()).forEach(LOG::warn);
    }

    Clock clock() {
        return clock;
    }

    PluginCatalog catalog() {
        report();
        return catalog;
    }

    /**
     * Reads an experiment that a user wrote or that an earlier run recorded. Its own problem is
     * reported before those of plugins that it does not need.
     */
    Experiment read(ExperimentSource source, List<String> overrides) {
        ExperimentReader reader = new ExperimentReader(catalog);
        Experiment experiment = source.ofRun()
                ? reader.readRun(source.source(), source.yaml(), overrides, source.origins())
                : reader.read(source.source(), source.yaml(), overrides);
        report();
        return experiment;
    }

    /**
     * Reads the experiment of a run for a command that needs some of its plugins only; the others
     * may be missing.
     */
    Experiment readInPart(ExperimentSource source, List<String> overrides) {
        Experiment experiment = new ExperimentReader(catalog)
                .readRunInPart(source.source(), source.yaml(), overrides, source.origins());
        report();
        return experiment;
    }

    private void report() {
        if (!reported) {
            reported = true;
            catalog.problems().forEach(problem -> LOG.warn("plugin left out: {}", problem));
        }
    }

    /** The engine of that name, or what {@code auto} stands for here. */
    Engines engines(String name) {
        Map<String, PluginDescriptor<NetworkEngine>> installed = new LinkedHashMap<>();
        catalog.all(NetworkEngine.class).forEach(e -> installed.put(e.name(), e));
        return Engines.choose(name, installed);
    }

    /** An injector for an experiment, which opens the experiment's data. */
    Injector injector(Experiment experiment, DataLocation location, Module... more) {
        return injector(experiment, new ModelModule(location), more);
    }

    /**
     * An injector for the experiment of a run, which opens the run's data only when examples are
     * needed.
     */
    Injector injector(Experiment experiment, RunData data, Module... more) {
        return injector(experiment, new ModelModule(source -> data.training(), data.recorded()), more);
    }

    private Injector injector(Experiment experiment, ModelModule model, Module... more) {
        List<Module> modules =
                new ArrayList<>(List.of(new CatalogModule(catalog), new ExperimentModule(experiment), model));
        modules.addAll(List.of(more));
        return Guice.createInjector(modules);
    }

    /** An instance, with a failure meant for the user told as such instead of wrapped by Guice. */
    static <T> T get(Injector injector, Class<T> type) {
        try {
            return injector.getInstance(type);
        } catch (ProvisionException e) {
            if (e.getCause() instanceof GanException told) {
                throw told;
            }
            MemoryShortage.in(e.getCause()).ifPresent(shortage -> {
                throw shortage;
            });
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
