package org.ganlib.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ganlib.network.NetworkEngine;
import org.ganlib.plugin.NearestNames;
import org.ganlib.plugin.PluginCatalog;
import org.ganlib.problem.ConfigurationException;

/**
 * Reads experiments: the sections of {@link Experiment} from YAML, with overrides from the command
 * line laid over them.
 */
public final class ExperimentReader {
    /** The maximum size of an experiment file, in bytes; a usual one fills a page. */
    public static final int LONGEST = YamlTree.LONGEST;

    private final PluginCatalog catalog;

    /**
     * A reader that finds plugins in {@code catalog}, which was loaded for {@link
     * PluginKinds#all()}.
     */
    public ExperimentReader(PluginCatalog catalog) {
        this.catalog = catalog;
    }

    /**
     * Reads an experiment.
     *
     * <p>An override may name another plugin for a section than the text does. The section's
     * settings in the text are then dropped, because they belong to the replaced plugin.
     *
     * @param source the origin of the text, as the user knows it
     * @param overrides {@code key=value} with dotted keys, the value in YAML: {@code
     *     generator.hidden=[256,256]}
     * @throws ConfigurationException if anything is wrong; the message lists everything
     */
    public Experiment read(String source, String yaml, List<String> overrides) {
        return read(source, yaml, overrides, false, RecordedOrigins.NONE, false);
    }

    /**
     * Reads the experiment that a run recorded. A setting that the run's version of ganlib did not
     * have takes the value in {@link org.ganlib.plugin.InOlderRuns}, if there is one.
     *
     * @param source the run's configuration file, as the user knows it
     * @param overrides the same as in {@link #read(String, String, List)}
     * @throws ConfigurationException if anything is wrong; the message lists everything
     */
    public Experiment readRun(String source, String yaml, List<String> overrides) {
        return readRun(source, yaml, overrides, RecordedOrigins.NONE);
    }

    /**
     * Reads the experiment that a run recorded, and names the origin of a plugin that is missing.
     *
     * @param origins the places where the run found its plugins
     * @throws ConfigurationException if anything is wrong; the message lists everything
     */
    public Experiment readRun(String source, String yaml, List<String> overrides, RecordedOrigins origins) {
        return read(source, yaml, overrides, true, origins, false);
    }

    /**
     * Reads the experiment of a run for a command that needs some of its plugins only. Each plugin
     * that is missing, or cannot be loaded, is a {@link MissingPlugin}, which refuses every call.
     *
     * @param origins the places where the run found its plugins
     * @throws ConfigurationException if anything else is wrong; the message lists everything
     */
    public Experiment readRunInPart(String source, String yaml, List<String> overrides, RecordedOrigins origins) {
        return read(source, yaml, overrides, true, origins, true);
    }

    private Experiment read(
            String source,
            String yaml,
            List<String> overrides,
            boolean ofRun,
            RecordedOrigins origins,
            boolean lenient) {
        Given given = Given.of(source, yaml, overrides, Defaults.pluginsOf(Experiment.class)::get);
        Optional<Object> experiment = new Reading(catalog, given, ofRun, origins, lenient).record(Experiment.class);
        if (given.root().get("engine") instanceof String engine) {
            checkEngine(given, engine);
        }
        given.throwProblems();
        return (Experiment) experiment.orElseThrow();
    }

    private void checkEngine(Given given, String engine) {
        List<String> names = new ArrayList<>(List.of(Experiment.AUTO_ENGINE));
        names.addAll(catalog.names(NetworkEngine.class));
        if (!names.contains(engine)) {
            given.problem(
                    "engine",
                    "no engine '" + engine + "'. " + RecordReader.available(NearestNames.nearestFirst(engine, names)));
        }
    }
}
