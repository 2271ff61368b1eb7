package org.ganlib.cli.command;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ganlib.plugin.PluginDescriptor;
import org.ganlib.plugin.SettingDescriptor;

/** Shows where users write the name of a plugin: in a command, or in an experiment. */
final class PluginUse {
    private static final String EXTRACTOR = "extractor";
    private static final String FILE = "file";

    private PluginUse() {}

    /**
     * A command or a key of experiments that takes the name of a plugin of this kind. The text is
     * empty if users write names of this kind nowhere.
     */
    static String ofKind(String kind) {
        return switch (kind) {
            case "experiment" -> "gan train NAME";
            case "metric" -> "gan evaluate RUN --metric NAME; in an experiment, metrics: [NAME, …]";
            case EXTRACTOR -> "gan evaluate RUN --extractor NAME";
            case "listener" -> "in an experiment, listeners: [NAME, …]";
            case "optimizer" -> "in an experiment, optimizer: {generator: NAME, critic: NAME}";
            case "architecture" -> "in an experiment, generator: NAME, critic: NAME, encoder: NAME";
            case "learning-rate" -> "in an experiment, an optimizer's schedule: NAME";
            case "dataset", "model", "divergence", "constraint", "schedule", "engine" ->
                "in an experiment, " + kind + ": NAME";
            default -> "";
        };
    }

    /** An example of a command that uses the plugin; empty if no command names its kind. */
    static Optional<String> example(PluginDescriptor<?> plugin) {
        String name = plugin.name();
        String command =
                switch (plugin.kindName()) {
                    case "metric" -> "gan evaluate RUN --metric " + name + metricArguments(plugin);
                    case EXTRACTOR -> "gan evaluate RUN --metric frechet --extractor " + name + fileOf(plugin);
                    case "listener" ->
                        "gan train EXPERIMENT 'listeners=["
                                + Stream.of("tensorboard", "health", name)
                                        .distinct()
                                        .collect(Collectors.joining(", ")) + "]'";
                    case "optimizer" ->
                        "gan train EXPERIMENT optimizer.generator=" + name + " optimizer.critic=" + name;
                    case "architecture" -> "gan train EXPERIMENT generator=" + name;
                    case "learning-rate" -> "gan train EXPERIMENT optimizer.generator.schedule=" + name;
                    case "dataset", "model", "divergence", "constraint", "schedule", "engine" ->
                        "gan train EXPERIMENT " + plugin.kindName() + "=" + name;
                    default -> "";
                };
        return Optional.of(command).filter(text -> !text.isEmpty());
    }

    /** True if the plugin is a metric that compares features. */
    static boolean comparesFeatures(PluginDescriptor<?> plugin) {
        return plugin.kindName().equals("metric")
                && plugin.settings().stream().anyMatch(setting -> setting.name().equals(EXTRACTOR));
    }

    private static String metricArguments(PluginDescriptor<?> plugin) {
        String extractor = comparesFeatures(plugin) ? " --extractor mnist-cnn" : "";
        String setting = plugin.settings().stream()
                .filter(s -> !s.name().equals(EXTRACTOR) && isPlain(s))
                .findFirst()
                .map(s -> " " + plugin.name() + "." + s.name() + "=" + s.defaultText())
                .orElse("");
        return extractor + setting;
    }

    private static boolean isPlain(SettingDescriptor setting) {
        return setting.settings().isEmpty()
                && setting.defaultText().matches("[\\w.-]+")
                && !setting.type().endsWith(" plugin");
    }

    private static String fileOf(PluginDescriptor<?> plugin) {
        List<String> names =
                plugin.settings().stream().map(SettingDescriptor::name).toList();
        return names.contains(FILE) ? ":FILE" : "";
    }
}
