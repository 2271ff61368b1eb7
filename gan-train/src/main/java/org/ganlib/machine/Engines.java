package org.ganlib.machine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.ganlib.config.Experiment;
import org.ganlib.network.EngineOptions;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkDefinition;
import org.ganlib.network.NetworkEngine;
import org.ganlib.network.NetworkRequest;
import org.ganlib.plugin.PluginDescriptor;
import org.ganlib.problem.ConfigurationException;
import org.ganlib.problem.GanException;
import org.ganlib.stability.Experimental;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine that runs an experiment's networks, and the reference engine behind it for networks
 * that hold a layer it does not know.
 */
@Experimental
public final class Engines {
    private static final Logger LOG = LoggerFactory.getLogger(Engines.class);

    /** The environment variable that names the engine for {@code engine: auto}. */
    public static final String AUTO_VARIABLE = "GAN_ENGINE";

    /** The name of the engine that runs every layer that Deeplearning4j can be taught. */
    private static final String REFERENCE = "dl4j";

    private final String name;
    private final NetworkEngine chosen;
    private final EngineOptions options;
    private final Optional<NetworkEngine> reference;
    private final Map<String, String> uses = new LinkedHashMap<>();

    /** The messages that the user was told already. */
    private final Set<String> told;

    private Engines(
            String name,
            NetworkEngine chosen,
            EngineOptions options,
            Map<String, PluginDescriptor<NetworkEngine>> installed,
            Set<String> told) {
        this.name = name;
        this.chosen = chosen;
        this.options = options;
        this.told = told;
        reference = Optional.ofNullable(installed.get(REFERENCE)).map(PluginDescriptor::defaults);
    }

    /**
     * The engine of that name, with these options. For {@code auto}, the environment variable
     * {@value #AUTO_VARIABLE} names the engine, or else it is the one with the highest preference of
     * those that can compute so on this machine.
     *
     * @param told the messages that the user was told about networks on the reference engine. Each
     *     is told once, even if several objects share the set
     * @throws ConfigurationException if the named engine does not exist
     * @throws GanException if it cannot be used on this machine, or not with these options; the
     *     message says why
     */
    public static Engines choose(
            String name,
            EngineOptions options,
            Map<String, PluginDescriptor<NetworkEngine>> engines,
            Set<String> told) {
        if (!name.equals(Experiment.AUTO_ENGINE)) {
            return named("engine", name, options, engines, told);
        }
        String fromEnvironment = System.getenv(AUTO_VARIABLE);
        if (fromEnvironment != null && !fromEnvironment.isBlank() && !fromEnvironment.equals(name)) {
            return named(AUTO_VARIABLE, fromEnvironment, options, engines, told);
        }
        Map<String, String> refusals = new LinkedHashMap<>();
        List<Engines> usable = new ArrayList<>();
        engines.forEach((candidate, plugin) -> {
            try {
                usable.add(usable(candidate, options, engines, told));
            } catch (GanException e) {
                refusals.put(candidate, e.getMessage());
            }
        });
        return usable.stream()
                .max(Comparator.comparingInt(e -> e.chosen.preference()))
                .orElseThrow(() -> noneUsable(options, engines, refusals));
    }

    /** Names the engines that could do what is asked for, and what each of them misses here. */
    private static GanException noneUsable(
            EngineOptions options, Map<String, PluginDescriptor<NetworkEngine>> engines, Map<String, String> refusals) {
        Map<String, String> told = new LinkedHashMap<>(refusals);
        told.keySet().removeIf(name -> !engines.get(name).defaults().knows(options));
        String reasons = (told.isEmpty() ? refusals : told)
                .entrySet().stream()
                        .map(refusal -> refusal.getKey() + ": " + refusal.getValue())
                        .collect(Collectors.joining("; "));
        boolean anyDevice = options.device().equals(EngineOptions.AUTO);
        return new GanException((anyDevice ? "precision: no engine computes" : "device: no engine computes on ")
                + (anyDevice ? "" : options.device())
                + " in " + options.precision().name().toLowerCase(Locale.ROOT) + " here: " + reasons);
    }

    private static Engines named(
            String origin,
            String name,
            EngineOptions options,
            Map<String, PluginDescriptor<NetworkEngine>> engines,
            Set<String> told) {
        if (!engines.containsKey(name)) {
            throw new ConfigurationException(
                    origin, List.of("no engine '" + name + "'. Available: " + engines.keySet()));
        }
        try {
            return usable(name, options, engines, told);
        } catch (GanException e) {
            throw new GanException(origin + ": " + name + " cannot be used here: " + e.getMessage(), e);
        }
    }

    /** @throws GanException if that engine cannot compute so on this machine */
    private static Engines usable(
            String name,
            EngineOptions options,
            Map<String, PluginDescriptor<NetworkEngine>> engines,
            Set<String> told) {
        NetworkEngine engine = engines.get(name).defaults();
        engine.unavailable().ifPresent(reason -> {
            throw new GanException(reason);
        });
        return new Engines(name, engine.with(options), options, engines, told);
    }

    /** The chosen engine's name. */
    public String name() {
        return name;
    }

    /** Where and how the chosen engine computes, as asked for. */
    public EngineOptions options() {
        return options;
    }

    /** The chosen engine. */
    public NetworkEngine chosen() {
        return chosen;
    }

    /**
     * Builds a network on the chosen engine, or on the reference engine where the chosen one lacks
     * a layer.
     */
    public Network build(NetworkRequest request) {
        Optional<String> lacking = chosen.unsupported(request.definition());
        NetworkEngine engine = lacking.isEmpty() ? chosen : reference(lacking.get());
        if (lacking.isPresent() && told.add(request.name() + ": " + lacking.get())) {
            LOG.info(
                    "network {} runs on engine {}, which is slower: {} has no kernel for {}",
                    request.name(),
                    REFERENCE,
                    name,
                    lacking.get());
        }
        uses.put(request.name(), use(lacking));
        return engine.build(request);
    }

    /** The engine that would run such a network; with the reason if it is not the chosen one. */
    public String engineFor(NetworkDefinition definition) {
        return use(chosen.unsupported(definition));
    }

    /**
     * The engine of each network built so far, by the network's name; with the reason if it is not
     * the chosen engine.
     */
    public Map<String, String> uses() {
        return Collections.unmodifiableMap(uses);
    }

    private NetworkEngine reference(String layer) {
        return reference.orElseThrow(() -> new GanException("engine: " + name + " has no kernel for " + layer
                + ", and the engine " + REFERENCE + " that would take its place is not installed"));
    }

    private String use(Optional<String> lacking) {
        return lacking.map(reason -> REFERENCE + " (" + name + " has no kernel for " + reason + ")")
                .orElse(name);
    }
}
