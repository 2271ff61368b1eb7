package org.ganlib.onednn.compile;

import org.ganlib.graph.ActivationFunction;
import org.ganlib.graph.ActivationFunction.Kind;
import org.ganlib.graph.Graph;
import org.ganlib.graph.Node;
import org.ganlib.graph.UnsupportedLayerException;
import org.ganlib.network.Mode;
import org.ganlib.network.NetworkDefinition;

/**
 * The graphs that this engine has kernels for. A network with another graph runs on the reference
 * engine.
 */
public final class SupportedGraphs {
    private SupportedGraphs() {}

    /**
     * Reads the graph of a network.
     *
     * @throws UnsupportedLayerException if this engine has no kernel for a layer; the exception
     *     names the first such layer
     */
    public static Graph graph(NetworkDefinition definition) throws UnsupportedLayerException {
        Graph graph = Graph.of(definition, Mode.TRAINING);
        for (Node node : graph.nodes()) {
            require(node);
        }
        return graph;
    }

    private static void require(Node node) throws UnsupportedLayerException {
        if (node instanceof Node.Scale) {
            throw new UnsupportedLayerException(node.name(), "a scale for each number");
        }
        if (node instanceof Node.BatchNorm norm && !norm.affine() && (norm.gain() != 1 || norm.shift() != 0)) {
            throw new UnsupportedLayerException(
                    node.name(), "locked gain " + norm.gain() + " and shift " + norm.shift());
        }
        if (node instanceof Node.Dense dense) {
            require(node, dense.activation());
        } else if (node instanceof Node.Convolution convolution) {
            require(node, convolution.activation());
        } else if (node instanceof Node.Deconvolution deconvolution) {
            require(node, deconvolution.activation());
        } else if (node instanceof Node.Activation activation) {
            require(node, activation.activation());
        }
    }

    private static void require(Node node, ActivationFunction activation) throws UnsupportedLayerException {
        if (activation.kind() == Kind.RECTIFIER && activation.alpha() < 0) {
            throw new UnsupportedLayerException(node.name(), "a leaky rectifier of slope " + activation.alpha());
        }
        // Deeplearning4j's derivative of ELU, which engines agree with, assumes 1.
        if (activation.kind() == Kind.ELU && activation.alpha() != 1) {
            throw new UnsupportedLayerException(node.name(), "an ELU of alpha " + activation.alpha());
        }
    }
}
