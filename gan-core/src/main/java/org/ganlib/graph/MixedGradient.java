package org.ganlib.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.ganlib.network.ParameterLayout;
import org.ganlib.network.ParameterLayout.Segment;
import org.ganlib.network.TensorShape;

/**
 * The mixed second-order product of a network f(x; θ), computed from its graph in double precision:
 *
 * <pre>∂⟨v, ∇ₓ⟨u, f(x; θ)⟩⟩/∂θ = ∂⟨u, ẏ⟩/∂θ, where ẏ = J v is the network's tangent along v</pre>
 *
 * <p>A tangent pass runs beside the forward pass: each operation y = g(x) also gives ẏ = g′(x) ẋ. One
 * sweep back over both then carries two adjoints, p of values and t of tangents, which begin with
 * p = 0 and t = u. For a linear map W they pass through Wᵀ, and the weights' gradient is xᵀp + ẋᵀt. For
 * an activation function σ of a, p ← σ′(a) p + σ″(a) ȧ t and t ← σ′(a) t. Dropout masks and the batch's
 * statistics are those of the forward pass. Used by one thread, for one product.
 */
public final class MixedGradient {
    private final Graph graph;
    private final int count;
    private final double[] parameters;
    private final Map<String, double[]> masks;
    private final Map<String, Segment> segments = new HashMap<>();
    private final Map<String, TensorShape> shapes = new HashMap<>();
    private final Map<String, double[]> values = new HashMap<>();
    private final Map<String, double[]> tangents = new HashMap<>();
    /** Values and tangents before a node's activation function, where it has one. */
    private final Map<String, double[][]> before = new HashMap<>();

    private final Map<String, BatchStatistics> statistics = new HashMap<>();
    private final Map<String, double[]> valueAdjoints = new HashMap<>();
    private final Map<String, double[]> tangentAdjoints = new HashMap<>();
    private final double[] result;

    /**
     * A product for one batch of one network.
     *
     * @param graph the network's graph in training
     * @param layout where its parameters lie in the flat vector
     * @param parameters the flat vector
     * @param masks for each node of dropout the factors of its numbers, by the node's name
     * @param count examples in the batch
     */
    public MixedGradient(
            Graph graph, ParameterLayout layout, double[] parameters, Map<String, double[]> masks, int count) {
        this.graph = graph;
        this.parameters = parameters;
        this.masks = masks;
        this.count = count;
        result = new double[parameters.length];
        layout.segments().forEach(s -> segments.put(s.name(), s));
    }

    /**
     * Computes the product.
     *
     * @param inputs the values of the network's inputs, in order
     * @param inputShapes their shapes
     * @param direction which input v belongs to
     * @param v as long as that input
     * @param u as long as the output
     * @return as long as the flat vector; 0 for statistics
     */
    public double[] of(List<double[]> inputs, List<TensorShape> inputShapes, int direction, double[] v, double[] u) {
        for (int i = 0; i < inputs.size(); i++) {
            String name = graph.inputs().get(i);
            shapes.put(name, inputShapes.get(i));
            values.put(name, inputs.get(i));
            tangents.put(name, i == direction ? v : new double[inputs.get(i).length]);
        }
        for (Node node : graph.nodes()) {
            shapes.put(node.name(), node.shape());
            int length = count * node.shape().elements();
            values.put(node.name(), new double[length]);
            tangents.put(node.name(), new double[length]);
            forward(node);
        }
        shapes.forEach((name, shape) -> {
            valueAdjoints.put(name, new double[count * shape.elements()]);
            tangentAdjoints.put(name, new double[count * shape.elements()]);
        });
        System.arraycopy(u, 0, tangentAdjoints.get(graph.output()), 0, u.length);
        List<Node> nodes = graph.nodes();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            backward(nodes.get(i));
        }
        return result;
    }

    private void forward(Node node) {
        if (node instanceof Node.Dense || node instanceof Node.Convolution || node instanceof Node.Deconvolution) {
            LinearMap map = linear(node);
            map.apply(value(node, 0), value(node));
            map.apply(tangent(node, 0), tangent(node));
            addBias(node);
            activate(node.name(), activationOf(node));
        } else if (node instanceof Node.Scale scale) {
            scale(scale);
            activate(scale.name(), scale.activation());
        } else if (node instanceof Node.Activation activation) {
            copy(value(node, 0), value(node));
            copy(tangent(node, 0), tangent(node));
            activate(activation.name(), activation.activation());
        } else if (node instanceof Node.BatchNorm norm) {
            BatchStatistics batch = new BatchStatistics(norm);
            statistics.put(norm.name(), batch);
            batch.forward();
        } else if (node instanceof Node.Lookup lookup) {
            Segment table = segments.get(lookup.name() + "/W");
            for (int n = 0; n < count; n++) {
                int label = (int) value(node, 0)[n];
                for (int j = 0; j < lookup.units(); j++) {
                    value(node)[n * lookup.units() + j] =
                            parameters[(int) table.offset() + j * lookup.classes() + label];
                }
            }
        } else {
            forEachEntry(node, (source, from, to, factor) -> {
                value(node)[to] += factor * value(node, source)[from];
                tangent(node)[to] += factor * tangent(node, source)[from];
            });
        }
    }

    private void backward(Node node) {
        if (node instanceof Node.Dense || node instanceof Node.Convolution || node instanceof Node.Deconvolution) {
            throughActivation(node.name(), activationOf(node));
            LinearMap map = linear(node);
            map.applyTransposed(adjoint(node), adjointOf(node, 0));
            map.applyTransposed(tangentAdjoint(node), tangentAdjointOf(node, 0));
            map.addWeightGradient(value(node, 0), adjoint(node));
            map.addWeightGradient(tangent(node, 0), tangentAdjoint(node));
            addBiasGradient(node);
        } else if (node instanceof Node.Scale scale) {
            throughActivation(scale.name(), scale.activation());
            scaleBack(scale);
        } else if (node instanceof Node.Activation activation) {
            throughActivation(activation.name(), activation.activation());
            add(adjoint(node), adjointOf(node, 0));
            add(tangentAdjoint(node), tangentAdjointOf(node, 0));
        } else if (node instanceof Node.BatchNorm norm) {
            statistics.get(norm.name()).backward();
        } else if (node instanceof Node.Lookup lookup) {
            Segment table = segments.get(lookup.name() + "/W");
            for (int n = 0; n < count; n++) {
                int label = (int) value(node, 0)[n];
                for (int j = 0; j < lookup.units(); j++) {
                    result[(int) table.offset() + j * lookup.classes() + label] +=
                            adjoint(node)[n * lookup.units() + j];
                }
            }
        } else {
            forEachEntry(node, (source, from, to, factor) -> {
                adjointOf(node, source)[from] += factor * adjoint(node)[to];
                tangentAdjointOf(node, source)[from] += factor * tangentAdjoint(node)[to];
            });
        }
    }

    /** An entry of the matrix of an operation that is linear where it stands. */
    private interface Entry {
        void visit(int source, int from, int to, double factor);
    }

    private void forEachEntry(Node node, Entry entry) {
        int length = node.shape().elements();
        if (node instanceof Node.Reshape) {
            for (int i = 0; i < count * length; i++) {
                entry.visit(0, i, i, 1);
            }
        } else if (node instanceof Node.Dropout dropout) {
            double[] mask = masks.get(dropout.name());
            for (int i = 0; i < count * length; i++) {
                entry.visit(0, i, i, mask[i]);
            }
        } else if (node instanceof Node.Sum sum) {
            for (int s = 0; s < sum.sources().size(); s++) {
                for (int i = 0; i < count * length; i++) {
                    entry.visit(s, i, i, 1);
                }
            }
        } else if (node instanceof Node.Merge merge) {
            int start = 0;
            for (int s = 0; s < merge.sources().size(); s++) {
                int part = shapes.get(merge.sources().get(s)).elements();
                for (int n = 0; n < count; n++) {
                    for (int i = 0; i < part; i++) {
                        entry.visit(s, n * part + i, n * length + start + i, 1);
                    }
                }
                start += part;
            }
        } else if (node instanceof Node.Subset subset) {
            TensorShape whole = shapes.get(subset.source());
            int start = subset.from() * whole.height() * whole.width();
            for (int n = 0; n < count; n++) {
                for (int i = 0; i < length; i++) {
                    entry.visit(0, n * whole.elements() + start + i, n * length + i, 1);
                }
            }
        } else if (node instanceof Node.Maximum maximum) {
            double[] pieces = values.get(maximum.source());
            for (int i = 0; i < count * length; i++) {
                int largest = i * maximum.pieces();
                for (int k = 1; k < maximum.pieces(); k++) {
                    int candidate = i * maximum.pieces() + k;
                    // Where pieces tie, the first of them counts.
                    largest = pieces[candidate] > pieces[largest] ? candidate : largest;
                }
                entry.visit(0, largest, i, 1);
            }
        } else if (node instanceof Node.Repeat repeat) {
            TensorShape from = shapes.get(repeat.source());
            TensorShape to = repeat.shape();
            int rows = to.height() / from.height();
            int columns = to.width() / from.width();
            for (int image = 0; image < count * to.channels(); image++) {
                for (int y = 0; y < to.height(); y++) {
                    for (int x = 0; x < to.width(); x++) {
                        entry.visit(
                                0,
                                (image * from.height() + y / rows) * from.width() + x / columns,
                                (image * to.height() + y) * to.width() + x,
                                1);
                    }
                }
            }
        } else {
            throw new IllegalArgumentException("no second derivative of " + node);
        }
    }

    private static ActivationFunction activationOf(Node node) {
        if (node instanceof Node.Dense dense) {
            return dense.activation();
        }
        return node instanceof Node.Convolution convolution
                ? convolution.activation()
                : ((Node.Deconvolution) node).activation();
    }

    private LinearMap linear(Node node) {
        if (node instanceof Node.Dense dense) {
            return new DenseMap(dense, segments.get(dense.layer() + "/W"));
        }
        Segment weights = segments.get(node.name() + "/W");
        return node instanceof Node.Convolution convolution
                ? new WindowMap(weights, convolution.window(), convolution.input(), convolution.shape(), false)
                : new WindowMap(
                        weights,
                        ((Node.Deconvolution) node).window(),
                        node.shape(),
                        ((Node.Deconvolution) node).input(),
                        true);
    }

    private Segment bias(Node node) {
        String layer = node instanceof Node.Dense dense ? dense.layer() : node.name();
        return segments.get(layer + "/b");
    }

    private void addBias(Node node) {
        Segment bias = bias(node);
        if (bias != null) {
            int places = node.shape().height() * node.shape().width();
            double[] value = value(node);
            for (int i = 0; i < value.length; i++) {
                value[i] += parameters[
                        (int) bias.offset() + i / places % node.shape().channels()];
            }
        }
    }

    private void addBiasGradient(Node node) {
        Segment bias = bias(node);
        if (bias != null) {
            int places = node.shape().height() * node.shape().width();
            double[] adjoint = adjoint(node);
            for (int i = 0; i < adjoint.length; i++) {
                result[(int) bias.offset() + i / places % node.shape().channels()] += adjoint[i];
            }
        }
    }

    private void scale(Node.Scale node) {
        int weights = (int) segments.get(node.name() + "/W").offset();
        int bias = (int) segments.get(node.name() + "/b").offset();
        int length = node.shape().elements();
        for (int i = 0; i < count * length; i++) {
            double weight = parameters[weights + i % length];
            value(node)[i] = weight * value(node, 0)[i] + parameters[bias + i % length];
            tangent(node)[i] = weight * tangent(node, 0)[i];
        }
    }

    private void scaleBack(Node.Scale node) {
        int weights = (int) segments.get(node.name() + "/W").offset();
        int bias = (int) segments.get(node.name() + "/b").offset();
        int length = node.shape().elements();
        for (int i = 0; i < count * length; i++) {
            double p = adjoint(node)[i];
            double t = tangentAdjoint(node)[i];
            double weight = parameters[weights + i % length];
            adjointOf(node, 0)[i] += weight * p;
            tangentAdjointOf(node, 0)[i] += weight * t;
            result[weights + i % length] += value(node, 0)[i] * p + tangent(node, 0)[i] * t;
            result[bias + i % length] += p;
        }
    }

    /** Applies σ to a node's values, and σ′ to its tangents. */
    private void activate(String name, ActivationFunction activation) {
        double[] value = values.get(name);
        double[] tangent = tangents.get(name);
        before.put(name, new double[][] {value.clone(), tangent.clone()});
        for (int i = 0; i < value.length; i++) {
            tangent[i] *= Derivatives.first(activation, value[i]);
            value[i] = Derivatives.value(activation, value[i]);
        }
    }

    /** Replaces a node's adjoints by those of what its activation function was applied to. */
    private void throughActivation(String name, ActivationFunction activation) {
        double[] value = before.get(name)[0];
        double[] tangent = before.get(name)[1];
        double[] p = valueAdjoints.get(name);
        double[] t = tangentAdjoints.get(name);
        for (int i = 0; i < value.length; i++) {
            double slope = Derivatives.first(activation, value[i]);
            p[i] = slope * p[i] + Derivatives.second(activation, value[i]) * tangent[i] * t[i];
            t[i] *= slope;
        }
    }

    private double[] value(Node node) {
        return values.get(node.name());
    }

    private double[] value(Node node, int source) {
        return values.get(node.sources().get(source));
    }

    private double[] tangent(Node node) {
        return tangents.get(node.name());
    }

    private double[] tangent(Node node, int source) {
        return tangents.get(node.sources().get(source));
    }

    private double[] adjoint(Node node) {
        return valueAdjoints.get(node.name());
    }

    private double[] adjointOf(Node node, int source) {
        return valueAdjoints.get(node.sources().get(source));
    }

    private double[] tangentAdjoint(Node node) {
        return tangentAdjoints.get(node.name());
    }

    private double[] tangentAdjointOf(Node node, int source) {
        return tangentAdjoints.get(node.sources().get(source));
    }

    private static void copy(double[] from, double[] to) {
        System.arraycopy(from, 0, to, 0, from.length);
    }

    private static void add(double[] from, double[] to) {
        for (int i = 0; i < from.length; i++) {
            to[i] += from[i];
        }
    }

    /** A linear map with weights, over a batch. Each method adds to its target. */
    private interface LinearMap {
        void apply(double[] from, double[] to);

        void applyTransposed(double[] from, double[] to);

        /** Adds the weights' gradient, for inputs and the adjoints of what the map makes of them. */
        void addWeightGradient(double[] inputs, double[] adjoints);
    }

    private final class DenseMap implements LinearMap {
        private final int inputs;
        private final int outputs;
        private final int offset;

        private DenseMap(Node.Dense node, Segment weights) {
            inputs = node.inputs();
            outputs = node.outputs();
            offset = (int) weights.offset();
        }

        @Override
        public void apply(double[] from, double[] to) {
            for (int n = 0; n < count; n++) {
                for (int j = 0; j < outputs; j++) {
                    for (int i = 0; i < inputs; i++) {
                        to[n * outputs + j] += parameters[offset + j * inputs + i] * from[n * inputs + i];
                    }
                }
            }
        }

        @Override
        public void applyTransposed(double[] from, double[] to) {
            for (int n = 0; n < count; n++) {
                for (int j = 0; j < outputs; j++) {
                    for (int i = 0; i < inputs; i++) {
                        to[n * inputs + i] += parameters[offset + j * inputs + i] * from[n * outputs + j];
                    }
                }
            }
        }

        @Override
        public void addWeightGradient(double[] given, double[] adjoints) {
            for (int n = 0; n < count; n++) {
                for (int j = 0; j < outputs; j++) {
                    for (int i = 0; i < inputs; i++) {
                        result[offset + j * inputs + i] += given[n * inputs + i] * adjoints[n * outputs + j];
                    }
                }
            }
        }
    }

    /** A convolution from a large image to a small one, or its transpose. */
    private final class WindowMap implements LinearMap {
        private final int offset;
        private final Window window;
        private final TensorShape large;
        private final TensorShape small;
        private final boolean transposed;

        private WindowMap(Segment weights, Window window, TensorShape large, TensorShape small, boolean transposed) {
            offset = (int) weights.offset();
            this.window = window;
            this.large = large;
            this.small = small;
            this.transposed = transposed;
        }

        @Override
        public void apply(double[] from, double[] to) {
            forEachTap((atLarge, atSmall, weight) -> {
                if (transposed) {
                    to[atLarge] += parameters[weight] * from[atSmall];
                } else {
                    to[atSmall] += parameters[weight] * from[atLarge];
                }
            });
        }

        @Override
        public void applyTransposed(double[] from, double[] to) {
            forEachTap((atLarge, atSmall, weight) -> {
                if (transposed) {
                    to[atSmall] += parameters[weight] * from[atLarge];
                } else {
                    to[atLarge] += parameters[weight] * from[atSmall];
                }
            });
        }

        @Override
        public void addWeightGradient(double[] given, double[] adjoints) {
            forEachTap((atLarge, atSmall, weight) -> result[weight] +=
                    transposed ? given[atSmall] * adjoints[atLarge] : given[atLarge] * adjoints[atSmall]);
        }

        /** The weights are [channels of the small image, channels of the large one, rows, columns], either way. */
        private void forEachTap(Tap tap) {
            for (int n = 0; n < count; n++) {
                for (int s = 0; s < small.channels(); s++) {
                    for (int l = 0; l < large.channels(); l++) {
                        int plane = offset + (s * large.channels() + l) * window.kernelElements();
                        forEachPlace(
                                tap,
                                (n * large.channels() + l) * large.height() * large.width(),
                                (n * small.channels() + s) * small.height() * small.width(),
                                plane);
                    }
                }
            }
        }

        private void forEachPlace(Tap tap, int largeStart, int smallStart, int weights) {
            for (int y = 0; y < small.height(); y++) {
                for (int x = 0; x < small.width(); x++) {
                    for (int i = 0; i < window.kernelHeight(); i++) {
                        int row = y * window.strideHeight() + i - window.top();
                        for (int j = 0; j < window.kernelWidth(); j++) {
                            int column = x * window.strideWidth() + j - window.left();
                            if (row >= 0 && row < large.height() && column >= 0 && column < large.width()) {
                                tap.visit(
                                        largeStart + row * large.width() + column,
                                        smallStart + y * small.width() + x,
                                        weights + i * window.kernelWidth() + j);
                            }
                        }
                    }
                }
            }
        }
    }

    /** A weight between a pixel of the large image and one of the small one. */
    private interface Tap {
        void visit(int atLarge, int atSmall, int weight);
    }

    /**
     * Batch normalisation y = γ x̂ + β with x̂ = (x − mean x)/s, s = √(var x + ε), over the M numbers of a
     * channel in the batch. Its tangent is
     *
     * <pre>ẏ = γ h with h = (ẋ − mean ẋ − x̂ r)/s and r = mean(x̂ ẋ)</pre>
     *
     * <p>With q = γp and τ = γt, the adjoints of x̂ and h, the way back is
     *
     * <pre>
     * t ← (τ − mean τ − x̂ mean(x̂ τ))/s
     * q ← q − (τ r + ẋ mean(x̂ τ))/s
     * p ← (q − mean q − x̂ mean(x̂ q))/s − x̂ mean(τ h)/s
     * </pre>
     */
    private final class BatchStatistics {
        private final Node.BatchNorm node;
        private final int places;
        private final double[] normalised;
        private final double[] normalisedTangent;
        private final double[] deviation;

        private BatchStatistics(Node.BatchNorm node) {
            this.node = node;
            places = node.shape().height() * node.shape().width();
            normalised = new double[value(node).length];
            normalisedTangent = new double[value(node).length];
            deviation = new double[node.shape().channels()];
        }

        private double parameter(String name, int channel, double constant) {
            return node.affine()
                    ? parameters[(int) segments.get(node.name() + "/" + name).offset() + channel]
                    : constant;
        }

        private void forward() {
            double[] x = value(node, 0);
            double[] tangent = tangent(node, 0);
            for (int channel = 0; channel < deviation.length; channel++) {
                int[] at = indices(channel);
                double mean = mean(at, i -> x[i]);
                double variance = mean(at, i -> (x[i] - mean) * (x[i] - mean));
                double s = Math.sqrt(variance + node.epsilon());
                deviation[channel] = s;
                for (int i : at) {
                    normalised[i] = (x[i] - mean) / s;
                }
                double meanTangent = mean(at, i -> tangent[i]);
                double r = mean(at, i -> normalised[i] * tangent[i]);
                double gain = parameter("gamma", channel, node.gain());
                double shift = parameter("beta", channel, node.shift());
                for (int i : at) {
                    normalisedTangent[i] = (tangent[i] - meanTangent - normalised[i] * r) / s;
                    value(node)[i] = gain * normalised[i] + shift;
                    tangent(node)[i] = gain * normalisedTangent[i];
                }
            }
        }

        private void backward() {
            double[] p = adjoint(node);
            double[] t = tangentAdjoint(node);
            double[] tangent = tangent(node, 0);
            double[] q = new double[p.length];
            for (int channel = 0; channel < deviation.length; channel++) {
                int[] at = indices(channel);
                double s = deviation[channel];
                double gain = parameter("gamma", channel, node.gain());
                if (node.affine()) {
                    int gamma = (int) segments.get(node.name() + "/gamma").offset() + channel;
                    int beta = (int) segments.get(node.name() + "/beta").offset() + channel;
                    for (int i : at) {
                        result[gamma] += p[i] * normalised[i] + t[i] * normalisedTangent[i];
                        result[beta] += p[i];
                    }
                }
                double meanT = gain * mean(at, i -> t[i]);
                double alongT = gain * mean(at, i -> normalised[i] * t[i]);
                double along = gain * mean(at, i -> normalisedTangent[i] * t[i]);
                double r = mean(at, i -> normalised[i] * tangent[i]);
                for (int i : at) {
                    q[i] = gain * p[i] - (gain * t[i] * r + tangent[i] * alongT) / s;
                }
                double meanQ = mean(at, i -> q[i]);
                double alongQ = mean(at, i -> normalised[i] * q[i]);
                for (int i : at) {
                    tangentAdjointOf(node, 0)[i] += (gain * t[i] - meanT - normalised[i] * alongT) / s;
                    adjointOf(node, 0)[i] += (q[i] - meanQ - normalised[i] * alongQ) / s - normalised[i] * along / s;
                }
            }
        }

        /** Where a channel's numbers lie, in all examples. */
        private int[] indices(int channel) {
            int[] at = new int[count * places];
            for (int n = 0; n < count; n++) {
                for (int i = 0; i < places; i++) {
                    at[n * places + i] = (n * deviation.length + channel) * places + i;
                }
            }
            return at;
        }

        private static double mean(int[] at, IntToDoubleFunction number) {
            double sum = 0;
            for (int i : at) {
                sum += number.applyAsDouble(i);
            }
            return sum / at.length;
        }
    }
}
