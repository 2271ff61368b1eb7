package org.ganlib.wiring;

import java.util.Comparator;
import java.util.Map;
import org.ganlib.config.Experiment;
import org.ganlib.network.NetworkEngine;
import org.ganlib.plugin.PluginDescriptor;
import org.ganlib.problem.GanException;

/** Which engine runs an experiment's networks. */
public final class EngineChoice {
    private EngineChoice() {}

    /**
     * The engine of that name, or for {@code auto} the usable one with the highest preference.
     *
     * @throws GanException if the named engine cannot be used on this machine; says why
     */
    public static NetworkEngine choose(String name, Map<String, PluginDescriptor<NetworkEngine>> engines) {
        if (!name.equals(Experiment.AUTO_ENGINE)) {
            NetworkEngine engine = engines.get(name).defaults();
            engine.unavailable().ifPresent(reason -> {
                throw new GanException("engine: " + name + " cannot be used here: " + reason + ". Use engine=auto");
            });
            return engine;
        }
        return engines.values().stream()
                .map(PluginDescriptor::defaults)
                .filter(e -> e.unavailable().isEmpty())
                .max(Comparator.comparingInt(NetworkEngine::preference))
                .orElseThrow(() -> new GanException("engine: none of " + engines.keySet() + " can be used here"));
    }
}
