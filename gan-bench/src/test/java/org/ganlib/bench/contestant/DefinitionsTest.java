package org.ganlib.bench.contestant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.ganlib.bench.workload.Workload;
import org.ganlib.bench.workload.Workloads;
import org.ganlib.graph.Graph;
import org.ganlib.graph.Node;
import org.ganlib.graph.UnsupportedLayerException;
import org.ganlib.models.architecture.Initialisation;
import org.ganlib.models.architecture.OutputActivation;
import org.ganlib.models.architecture.Resnet;
import org.ganlib.network.Mode;
import org.ganlib.network.NetworkDefinition;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.ValueRange;
import org.ganlib.spi.NetworkSignature;
import org.ganlib.tensor.TensorShape;
import org.junit.jupiter.api.Test;

final class DefinitionsTest {
    private static final Resnet RESNET = new Resnet(64, 2, true, Initialisation.XAVIER, 0.02, OutputActivation.AUTO);
    private static final TensorShape DIGIT = TensorShape.of(1, 28, 28);

    @Test
    void theResidualNetworksComputeWhatTheProductsDo() throws UnsupportedLayerException {
        Workload workload = Workloads.named("sngan-28");
        NetworkDefinition generator = RESNET.define(
                new NetworkSignature(NetworkRole.GENERATOR, List.of(TensorShape.of(128)), DIGIT, ValueRange.SIGNED));
        NetworkDefinition critic = RESNET.define(
                new NetworkSignature(NetworkRole.CRITIC, List.of(DIGIT), TensorShape.of(1), ValueRange.UNBOUNDED));
        assertThat(operations(Definitions.of(workload.generator()))).containsExactlyElementsOf(operations(generator));
        assertThat(operations(Definitions.of(workload.critic()))).containsExactlyElementsOf(operations(critic));
    }

    /**
     * The operations of a network in the order in which its output needs them, each with the numbers
     * of those that it reads in the place of names. The identity counts as no operation.
     */
    private static List<String> operations(NetworkDefinition definition) throws UnsupportedLayerException {
        Graph graph = Graph.of(definition, Mode.TRAINING);
        Map<String, Node> nodes = graph.nodes().stream().collect(Collectors.toMap(Node::name, node -> node));
        List<String> operations = new ArrayList<>();
        number(graph.output(), nodes, new HashMap<>(), operations);
        return operations;
    }

    private static int number(
            String name, Map<String, Node> nodes, Map<String, Integer> numbers, List<String> operations) {
        if (numbers.containsKey(name)) {
            return numbers.get(name);
        }
        Node node = nodes.get(name);
        String operation = "input";
        if (node != null) {
            List<Integer> sources = new ArrayList<>();
            node.sources().forEach(source -> sources.add(number(source, nodes, numbers, operations)));
            if (node instanceof Node.Activation a && a.activation().isIdentity()) {
                return sources.get(0);
            }
            operation = node.toString().replaceAll("sources=\\[[^]]*], |(name|layer|source)=[^,]+, ", "") + " of "
                    + sources;
        }
        operations.add(operation);
        numbers.put(name, operations.size() - 1);
        return operations.size() - 1;
    }
}
