package org.ganlib.cli.command;

import java.util.LinkedHashMap;
import java.util.Map;
import org.ganlib.plugin.PluginDescriptor;

/** A plugin as JSON. */
final class PluginJson {
    private PluginJson() {}

    static Map<String, Object> of(PluginDescriptor<?> plugin) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("name", plugin.name());
        content.put("kind", plugin.kindName());
        content.put("summary", plugin.summary());
        content.put("paper", plugin.paper());
        content.put("facts", PluginFacts.of(plugin));
        EngineState.missing(plugin).ifPresent(missing -> content.put("missing", missing));
        content.put("type", plugin.type().getName());
        content.put("origin", plugin.origin());
        content.put(
                "settings",
                plugin.settings().stream()
                        .map(setting -> {
                            Map<String, Object> entry = new LinkedHashMap<>();
                            entry.put("name", setting.name());
                            entry.put("type", setting.type());
                            entry.put("default", setting.defaultText());
                            entry.put("description", setting.description());
                            return entry;
                        })
                        .toList());
        return content;
    }
}
