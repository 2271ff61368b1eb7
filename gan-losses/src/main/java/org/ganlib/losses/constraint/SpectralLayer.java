package org.ganlib.losses.constraint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ganlib.graph.Graph;
import org.ganlib.graph.Node;
import org.ganlib.graph.UnsupportedLayerException;
import org.ganlib.network.Mode;
import org.ganlib.network.Network;
import org.ganlib.network.ParameterLayout.Segment;
import org.ganlib.problem.ConfigurationException;
import org.ganlib.random.RandomStream;
import org.ganlib.tensor.MatrixLayout;
import org.ganlib.tensor.Tensor;
import org.ganlib.tensor.TensorMemory;
import org.ganlib.tensor.TensorShape;

/**
 * The weights of one layer as a matrix, with the vectors of its power iteration. A convolution's
 * matrix has a row for each output channel; so has that of a transposed convolution.
 */
final class SpectralLayer {
    private static final TensorShape NUMBER = TensorShape.of(1);

    /** The layer's name. */
    final String name;

    /** The places of the matrix's entries among the weights. */
    final MatrixLayout layout;

    /** The weights, in the memory of the critic. */
    final Tensor weights;

    /** Their gradients, as {@link SpectralLayers#withGradients} left them. */
    Tensor gradients;

    private final int offset;
    private final int length;

    /** The left singular vector. */
    final Tensor u;

    /** The right singular vector. */
    final Tensor v;

    /** The spectral norm, one number. */
    final Tensor sigma;

    private SpectralLayer(Network critic, Segment segment, MatrixLayout layout) {
        name = segment.name().substring(0, segment.name().lastIndexOf('/'));
        this.layout = layout;
        offset = Math.toIntExact(segment.offset());
        length = Math.toIntExact(segment.length());
        weights = critic.parameters().rows(offset, length);
        TensorMemory memory = critic.memory();
        u = memory.allocate(weights.precision(), NUMBER, layout.rows());
        v = memory.allocate(weights.precision(), NUMBER, layout.width());
        sigma = memory.allocate(weights.precision(), NUMBER, 1);
        // Any start will do that is not orthogonal to the singular vector. This one depends on
        // nothing but the layer, so that the same run begins the same way.
        RandomStream random = new RandomStream(segment.name().hashCode());
        double[] start = new double[layout.rows()];
        Arrays.setAll(start, i -> random.nextNormal());
        u.write(start);
    }

    /**
     * The layers of a critic that have matrices: dense ones, convolutions, transposed convolutions,
     * and tables of labels.
     *
     * @param plugin the constraint's name
     * @throws ConfigurationException if the critic has a layer whose weights are of unknown form, or
     *     none at all
     */
    static List<SpectralLayer> of(Network critic, String plugin) {
        Map<String, Boolean> transposed = new LinkedHashMap<>();
        try {
            for (Node node : Graph.of(critic.definition(), Mode.TRAINING).nodes()) {
                if (node instanceof Node.Dense dense) {
                    transposed.put(dense.layer(), false);
                } else if (node instanceof Node.Convolution || node instanceof Node.Lookup) {
                    transposed.put(node.name(), false);
                } else if (node instanceof Node.Deconvolution) {
                    transposed.put(node.name(), true);
                }
            }
        } catch (UnsupportedLayerException e) {
            throw unusable(plugin, "it does not know the weights of " + e.getMessage());
        }
        Map<String, Segment> segments = new HashMap<>();
        critic.layout().segments().forEach(segment -> segments.put(segment.name(), segment));
        List<SpectralLayer> layers = new ArrayList<>();
        transposed.forEach((layer, across) -> {
            Segment weights = segments.get(layer + "/W");
            if (weights != null) {
                layers.add(new SpectralLayer(critic, weights, layout(weights, across)));
            }
        });
        if (layers.isEmpty()) {
            throw unusable(plugin, "the critic has no layer with a matrix of weights");
        }
        return layers;
    }

    private static ConfigurationException unusable(String plugin, String reason) {
        return new ConfigurationException("experiment", List.of("constraint " + plugin + ": " + reason));
    }

    private static MatrixLayout layout(Segment weights, boolean transposed) {
        int first = Math.toIntExact(weights.shape().get(0));
        int second = Math.toIntExact(weights.shape().get(1));
        int rest = Math.toIntExact(weights.length() / first / second);
        return transposed ? new MatrixLayout(first, second, rest) : new MatrixLayout(1, first, second * rest);
    }

    /** Takes this layer's part of the critic's gradients. */
    void takeGradients(Tensor whole) {
        gradients = whole.rows(offset, length);
    }

    /** Adds the vectors and the norm as text, exactly. */
    void store(Map<String, String> state) {
        double[] numbers = new double[layout.rows()];
        u.read(numbers);
        state.put(name + "/u", Numerals.text(numbers));
        numbers = new double[layout.width()];
        v.read(numbers);
        state.put(name + "/v", Numerals.text(numbers));
        state.put(name + "/sigma", Numerals.text(sigma.at(0)));
    }

    /**
     * Takes back what {@link #store} wrote.
     *
     * @throws IllegalArgumentException if something is missing, or no vector of that length
     */
    void restore(Map<String, String> state) {
        u.write(Numerals.read(state, name + "/u", layout.rows()));
        v.write(Numerals.read(state, name + "/v", layout.width()));
        sigma.write(Numerals.read(state, name + "/sigma", 1));
    }
}
