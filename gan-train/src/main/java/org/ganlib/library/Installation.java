package org.ganlib.library;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Module;
import com.google.inject.ProvisionException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.ganlib.config.Experiment;
import org.ganlib.config.ExperimentReader;
import org.ganlib.machine.Engines;
import org.ganlib.network.EngineOptions;
import org.ganlib.network.NetworkEngine;
import org.ganlib.network.NetworkSet;
import org.ganlib.plugin.PluginCatalog;
import org.ganlib.plugin.PluginDescriptor;
import org.ganlib.problem.GanException;
import org.ganlib.problem.MemoryShortage;
import org.ganlib.run.ExperimentSource;
import org.ganlib.run.RunData;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetSource;
import org.ganlib.wiring.CatalogModule;
import org.ganlib.wiring.ExperimentModule;
import org.ganlib.wiring.ModelModule;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The installed plugins, and the Guice injectors that put them together for an experiment. It
 * reports plugins that cannot be used once, and goes on without them. Safe for use by several
 * threads.
 */
final class Installation {
    private static final Logger LOG = LoggerFactory.getLogger(Installation.class);

    private final PluginCatalog catalog;
    private final AtomicBoolean reported = new AtomicBoolean();

    /** The messages about engines that were logged already. */
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    Installation(PluginCatalog catalog) {
        this.catalog = catalog;
    }

    PluginCatalog plugins() {
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
     * Reads the experiment of a run where only some of its plugins are needed; the others may be
     * missing.
     */
    Experiment readInPart(ExperimentSource source, List<String> overrides) {
        Experiment experiment = new ExperimentReader(catalog)
                .readRunInPart(source.source(), source.yaml(), overrides, source.origins());
        report();
        return experiment;
    }

    private void report() {
        if (!reported.getAndSet(true)) {
            catalog.problems().forEach(problem -> LOG.warn("plugin left out: {}", problem));
        }
    }

    /** The engine of that name, or the one that {@code auto} stands for on this machine. */
    Engines engines(String name, EngineOptions options) {
        Map<String, PluginDescriptor<NetworkEngine>> installed = new LinkedHashMap<>();
        catalog.all(NetworkEngine.class).forEach(e -> installed.put(e.name(), e));
        return Engines.choose(name, options, installed, told);
    }

    /** The engine of an experiment, after it has built the experiment's networks. */
    Engines enginesOf(Experiment experiment, Function<DatasetSource, Dataset> open) {
        Injector injector = injector(experiment, new ModelModule(open, Optional.empty(), told));
        get(injector, NetworkSet.class).close();
        return injector.getInstance(Engines.class);
    }

    /**
     * An injector for the experiment of a run, which opens the run's data only when examples are
     * needed.
     */
    Injector injector(Experiment experiment, RunData data, Module... more) {
        return injector(experiment, new ModelModule(source -> data.training(), data.recorded(), told), more);
    }

    private Injector injector(Experiment experiment, ModelModule model, Module... more) {
        List<Module> modules =
                new ArrayList<>(List.of(new CatalogModule(catalog), new ExperimentModule(experiment), model));
        modules.addAll(List.of(more));
        return Guice.createInjector(modules);
    }

    /**
     * An instance from the injector. If Guice wraps an exception that is meant for the user, that
     * exception is thrown.
     */
    static <T> T get(Injector injector, Class<T> type) {
        try {
            return injector.getInstance(type);
        } catch (ProvisionException e) {
            if (e.getCause() instanceof GanException failure) {
                throw failure;
            }
            MemoryShortage.in(e.getCause()).ifPresent(shortage -> {
                throw shortage;
            });
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
