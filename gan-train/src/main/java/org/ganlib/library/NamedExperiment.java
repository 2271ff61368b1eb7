package org.ganlib.library;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ganlib.config.Experiment;
import org.ganlib.plugin.SettingText;
import org.ganlib.run.ExperimentSource;

/**
 * An experiment and the name it is known by. Its settings are complete and checked. Immutable, and
 * safe for use by several threads.
 */
public final class NamedExperiment {
    private final Workspace workspace;
    private final ExperimentSource source;
    private final List<String> overrides;
    private final Experiment settings;

    NamedExperiment(Workspace workspace, ExperimentSource source, List<String> overrides) {
        this.workspace = workspace;
        this.source = source;
        this.overrides = List.copyOf(overrides);
        settings = workspace.installation().read(source, this.overrides);
    }

    /** The name of the experiment: that of a built-in one, or of its file without the suffix. */
    public String name() {
        return source.name();
    }

    /** All settings. */
    public Experiment settings() {
        return settings;
    }

    /** The file that the experiment was read from, absolute; empty if there is none. */
    public Optional<Path> file() {
        return source.file();
    }

    /**
     * The same experiment with one setting replaced.
     *
     * @param key the setting, with dots, as in {@code generator.hidden}
     * @param value a number, a truth value, an enum constant, a text as on the command line ({@code
     *     "least-squares"}), or a collection of these
     * @throws org.ganlib.problem.ConfigurationException if there is no such setting, or the value
     *     is not allowed; the message lists everything that is wrong
     */
    public NamedExperiment with(String key, Object value) {
        return with(List.of(key + "=" + text(value)));
    }

    /**
     * The same experiment with settings replaced. Of a setting that is given twice, the last
     * counts.
     *
     * @param more settings in the form {@code key=value}, as on the command line
     * @throws org.ganlib.problem.ConfigurationException if a setting does not exist, or its value
     *     is not allowed; the message lists everything that is wrong
     */
    public NamedExperiment with(List<String> more) {
        List<String> all = new ArrayList<>(overrides);
        all.addAll(more);
        return new NamedExperiment(workspace, source, all);
    }

    /**
     * The settings with absolute paths to the data, in the form in which a run records them. A data
     * set also settles here which of several files it reads.
     *
     * @throws org.ganlib.problem.DataException if the files that decide this cannot be read
     */
    public Experiment located() {
        return workspace.located(settings);
    }

    private static String text(Object value) {
        if (value instanceof Collection<?> list) {
            return list.stream().map(NamedExperiment::text).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof int[] numbers) {
            return text(Arrays.stream(numbers).boxed().toList());
        }
        if (value instanceof double[] numbers) {
            return text(Arrays.stream(numbers).boxed().toList());
        }
        if (value instanceof Object[] objects) {
            return text(Stream.of(objects).toList());
        }
        return value instanceof Enum<?> constant ? SettingText.constant(constant) : String.valueOf(value);
    }

    /** The experiment's name and the settings that were replaced. */
    @Override
    public String toString() {
        return name() + (overrides.isEmpty() ? "" : " " + String.join(" ", overrides));
    }
}
