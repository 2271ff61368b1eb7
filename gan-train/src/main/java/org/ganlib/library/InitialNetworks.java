package org.ganlib.library;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ganlib.graph.Graph;
import org.ganlib.graph.Node;
import org.ganlib.graph.UnsupportedLayerException;
import org.ganlib.network.Mode;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.NetworkSet;
import org.ganlib.network.ParameterLayout.Segment;
import org.ganlib.problem.ConfigurationException;
import org.ganlib.problem.DataException;
import org.ganlib.train.RunDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The networks of an earlier run, whose parameters a new run begins with: those that samples are
 * drawn from, so averaged ones where the run kept an average.
 */
final class InitialNetworks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(InitialNetworks.class);
    private static final String KEY = "train.initial-from: ";

    private final Path source;
    private final TrainedModel model;
    private boolean closed;

    private InitialNetworks(Path source, TrainedModel model) {
        this.source = source;
        this.model = model;
    }

    /**
     * Loads the networks.
     *
     * @param source a run directory, or one of its checkpoints; empty for none
     * @throws DataException if there is no such run, or none of its checkpoints can be used
     */
    static Optional<InitialNetworks> load(Workspace workspace, String source) {
        if (source.isEmpty()) {
            return Optional.empty();
        }
        Path path = Path.of(source);
        try {
            boolean named = Files.isRegularFile(path) || path.toString().endsWith(".zip");
            TrainedModel model =
                    named ? workspace.load(runOf(path), Optional.of(path), List.of()) : workspace.load(path);
            return Optional.of(new InitialNetworks(
                    model.checkpoint().orElseThrow().toAbsolutePath().normalize(), model));
        } catch (DataException e) {
            throw new DataException(KEY + e.getMessage(), e);
        }
    }

    private static Path runOf(Path file) {
        return RunDirectory.owning(file)
                .filter(run -> file.toString().endsWith(".zip"))
                .orElseThrow(() -> new DataException(file
                        + ": is neither a run directory nor a checkpoint of one. Give RUN, or"
                        + " RUN/checkpoints/step-000500.zip"));
    }

    /** The checkpoint that the parameters are from, an absolute path. */
    Path source() {
        return source;
    }

    /**
     * Copies the parameters to the networks of a new run. A network that the earlier run does not
     * have keeps its own, and the log says so.
     *
     * @throws ConfigurationException if one of them has other layers; nothing is copied then
     */
    void copyTo(NetworkSet networks) {
        Map<NetworkRole, Network> given = model.networks().all();
        networks.all().forEach((role, network) -> {
            if (given.containsKey(role)) {
                requireSameLayers(role, given.get(role), network);
            }
        });
        given.keySet().stream()
                .filter(role -> !networks.all().containsKey(role))
                .forEach(role -> LOG.info("the {} of {} is not used: this model has none", role.key(), source));
        networks.all().forEach((role, network) -> {
            if (given.containsKey(role)) {
                network.memory().copy(given.get(role).parameters(), network.parameters());
                network.parametersChanged();
                warnOfOtherSettings(role, given.get(role), network);
                LOG.info("{}: begins with the parameters of {}", role.key(), source);
            } else {
                LOG.info("{}: begins with random parameters, because {} has no such network", role.key(), source);
            }
        });
    }

    /** Layers of the same shapes may compute otherwise: with another range of the data for example. */
    private void warnOfOtherSettings(NetworkRole role, Network given, Network network) {
        try {
            List<Node> before = Graph.of(given.definition(), Mode.EVALUATION).nodes();
            if (!before.equals(Graph.of(network.definition(), Mode.EVALUATION).nodes())) {
                LOG.warn(
                        KEY
                                + "the {} of {} has other settings than this one, though its parameters have the same shapes",
                        role.key(),
                        source);
            }
        } catch (UnsupportedLayerException e) {
            LOG.debug("the layers of the {} cannot be compared", role.key(), e);
        }
    }

    private void requireSameLayers(NetworkRole role, Network given, Network network) {
        List<Segment> before = given.layout().segments();
        List<Segment> now = network.layout().segments();
        for (int i = 0; i < Math.max(before.size(), now.size()); i++) {
            String had = i < before.size() ? shown(before.get(i)) : "nothing more";
            String has = i < now.size() ? shown(now.get(i)) : "nothing more";
            if (!had.equals(has)) {
                throw new ConfigurationException(
                        "experiment",
                        List.of(KEY + "the " + role.key() + " of " + source + " has " + had + " where this one has "
                                + has + ". Give this run the architecture, the latents and the shape of the data of"
                                + " that one"));
            }
        }
    }

    private static String shown(Segment segment) {
        return segment.name() + " " + segment.shape();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            model.close();
        }
    }
}
