package org.ganlib.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provider;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.ganlib.config.Experiment;
import org.ganlib.config.FurtherNetwork;
import org.ganlib.config.MissingPlugin;
import org.ganlib.fault.ArchitectureCheck;
import org.ganlib.fault.Fault;
import org.ganlib.machine.Engines;
import org.ganlib.machine.MemoryEstimate;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkDefinition;
import org.ganlib.network.NetworkEngine;
import org.ganlib.network.NetworkRequest;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.NetworkSet;
import org.ganlib.plugin.PluginDescriptor;
import org.ganlib.problem.ConfigurationException;
import org.ganlib.problem.DataException;
import org.ganlib.random.RandomStreams;
import org.ganlib.spi.Architecture;
import org.ganlib.spi.DataLocation;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.DatasetSource;
import org.ganlib.spi.GanModel;
import org.ganlib.spi.NetworkSignature;
import org.ganlib.spi.Split;
import org.nd4j.linalg.api.buffer.DataType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds an experiment's networks on the engine it asks for, over the data it names. */
public final class ModelModule extends AbstractModule {
    private static final Logger LOG = LoggerFactory.getLogger(ModelModule.class);

    private final Function<DatasetSource, Dataset> open;
    private final Optional<DatasetInfo> recorded;
    private final Set<String> told;

    /** Looks for data in {@code location}. */
    public ModelModule(DataLocation location) {
        this(source -> open(source, location), Optional.empty(), new HashSet<>());
    }

    /**
     * Creates a module that gets the data from a given function.
     *
     * @param open opens the training data; called when examples are needed, or when the description
     *     of the data is needed and was not recorded
     * @param recorded the description of the data that a run recorded; if it is present, networks
     *     are built without opening the data
     * @param told the messages that the user was told about engines, see {@link Engines#choose}
     */
    public ModelModule(Function<DatasetSource, Dataset> open, Optional<DatasetInfo> recorded, Set<String> told) {
        this.open = open;
        this.recorded = recorded;
        this.told = told;
    }

    @Provides
    @Singleton
    RandomStreams streams(Experiment experiment) {
        return new RandomStreams(experiment.seed());
    }

    @Provides
    @Singleton
    Dataset dataset(DatasetSource source, Fault fault) {
        return fault.made("dataset", "open(location, split)", () -> open.apply(source));
    }

    private static Dataset open(DatasetSource source, DataLocation location) {
        try {
            return source.open(location, Split.TRAINING);
        } catch (IOException e) {
            throw new DataException("dataset: cannot be read: " + e.getMessage(), e);
        }
    }

    @Provides
    @Singleton
    DatasetInfo info(Provider<Dataset> dataset) {
        return recorded.orElseGet(() -> dataset.get().info());
    }

    @Provides
    @Singleton
    Engines engines(Experiment experiment, Map<String, PluginDescriptor<NetworkEngine>> installed) {
        return Engines.choose(experiment.engine(), experiment.engineOptions(), installed, told);
    }

    @Provides
    @Singleton
    NetworkSet networks(
            Experiment experiment,
            GanModel model,
            DatasetInfo data,
            Engines engines,
            RandomStreams streams,
            Fault fault) {
        List<NetworkSignature> signatures = fault.made("model", "networks(data)", () -> model.networks(data));
        requireDifferentRoles(signatures, fault);
        requireSections(experiment, signatures);
        Map<NetworkRole, NetworkDefinition> definitions = new LinkedHashMap<>();
        for (NetworkSignature signature : signatures) {
            if (isLeftOut(experiment, signature.role())) {
                continue;
            }
            definitions.put(signature.role(), define(experiment, signature, fault));
        }
        MemoryEstimate.ofProcess(engines.chosen().device()).requireNetworks(definitions);
        // After sizes that overflow were refused.
        definitions.forEach((role, definition) -> ArchitectureCheck.contradiction(definition)
                .ifPresent(rule -> {
                    throw fault.broken(role.key(), rule);
                }));
        fault.adopt("engine", engines.chosen());
        Map<NetworkRole, Network> networks = new LinkedHashMap<>();
        definitions.forEach((role, definition) -> networks.put(
                role,
                engines.build(new NetworkRequest(
                        role.key(),
                        definition,
                        DataType.FLOAT,
                        streams.named("initialisation/" + role.key()),
                        streams.named("dropout/" + role.key())))));
        return new NetworkSet(networks);
    }

    /**
     * Tells whether a network is not built because its architecture is missing. The generator is
     * never left out, because it is what trained models are loaded for.
     */
    private static boolean isLeftOut(Experiment experiment, NetworkRole role) {
        Optional<MissingPlugin> missing = experiment.architecture(role).flatMap(MissingPlugin::in);
        if (role.equals(NetworkRole.GENERATOR) || missing.isEmpty()) {
            return false;
        }
        LOG.warn("the {} is left out: {}", role.key(), missing.get().refusal().getMessage());
        return true;
    }

    private static NetworkDefinition define(Experiment experiment, NetworkSignature signature, Fault fault) {
        String place = signature.role().key();
        Architecture architecture = experiment.architecture(signature.role()).orElseThrow();
        NetworkDefinition definition = fault.made(place, "define(signature)", () -> defined(architecture, signature));
        ArchitectureCheck.difference(definition, signature).ifPresent(rule -> {
            throw fault.broken(place, rule);
        });
        return definition;
    }

    private static NetworkDefinition defined(Architecture architecture, NetworkSignature signature) {
        try {
            return architecture.define(signature);
        } catch (ArithmeticException e) {
            if (String.valueOf(e.getMessage()).endsWith("overflow")) {
                throw MemoryEstimate.uncountable(signature.role());
            }
            throw e;
        }
    }

    private static void requireDifferentRoles(List<NetworkSignature> signatures, Fault fault) {
        Set<NetworkRole> roles = new HashSet<>();
        for (NetworkSignature signature : signatures) {
            if (!roles.add(signature.role())) {
                throw fault.broken("model", "networks(data) asks for two networks of the role " + signature.role());
            }
        }
    }

    private static void requireSections(Experiment experiment, List<NetworkSignature> signatures) {
        List<String> problems = new ArrayList<>();
        List<NetworkRole> needed =
                signatures.stream().map(NetworkSignature::role).toList();
        for (NetworkRole role : needed) {
            if (experiment.architecture(role).isEmpty()) {
                problems.add(role.key() + ": missing, but the model needs one. Add `" + section(role) + "`");
            }
        }
        for (NetworkRole role : NetworkRole.USUAL) {
            if (!needed.contains(role) && experiment.architecture(role).isPresent()) {
                problems.add(role.key() + ": the model has none. Remove the section, or choose another model");
            }
        }
        Set<String> further = new HashSet<>();
        for (FurtherNetwork network : experiment.networks()) {
            if (!further.add(network.role())) {
                problems.add("networks: the role " + network.role() + " is given twice. Remove one");
            } else if (!needed.contains(new NetworkRole(network.role()))) {
                problems.add("networks: the model has no " + network.role() + ", only " + needed
                        + ". Remove it, or choose another model");
            }
        }
        boolean critic = signatures.stream().anyMatch(s -> s.role().equals(NetworkRole.CRITIC));
        requireOfCritic("divergence", experiment.divergence().isPresent(), critic, problems);
        requireOfCritic("optimizer.critic", experiment.optimizer().critic().isPresent(), critic, problems);
        if (!critic && !experiment.train().instanceNoise().isNone()) {
            problems.add(withoutCritic("train.instance-noise"));
        }
        if (!critic && !experiment.train().augmentation().isNone()) {
            problems.add(withoutCritic("train.augmentation"));
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException("experiment", problems);
        }
    }

    private static String withoutCritic(String key) {
        return key + ": the model has no critic that could read it. Remove it, or choose another model";
    }

    private static void requireOfCritic(String section, boolean given, boolean needed, List<String> problems) {
        if (needed && !given) {
            problems.add(section + ": missing, but the model has a critic. Name one, as in `name: …`");
        } else if (given && !needed) {
            problems.add(section + ": the model has no critic. Remove the section, or choose another model");
        }
    }

    /** The key under which an experiment names the architecture for a role. */
    private static String section(NetworkRole role) {
        return NetworkRole.USUAL.contains(role)
                ? role.key() + ": {name: …}"
                : "networks: [{role: " + role.key() + ", architecture: {name: …}}]";
    }
}
