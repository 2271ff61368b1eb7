package org.ganlib.graph;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ganlib.network.Network;
import org.ganlib.network.ParameterLayout.Segment;
import org.ganlib.tensor.Tensor;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The mixed second-order product of a network f(x; θ), computed from its graph in double precision:
 *
 * <pre>∂⟨v, ∇ₓ⟨u, f(x; θ)⟩⟩/∂θ = ∂⟨u, ẏ⟩/∂θ, where ẏ = J v is the network's tangent along v</pre>
 *
 * <p>A tangent pass runs beside the forward pass: each operation y = g(x) also gives ẏ = g′(x) ẋ.
 * One backward pass over both then carries two adjoints, p of values and t of tangents, which begin
 * with p = 0 and t = u. Both go back through a linear map W by Wᵀ, and the gradient by its weights
 * is xᵀp + ẋᵀt. Through an activation function σ of a, p becomes σ′(a) p + σ″(a) ȧ t, and t becomes
 * σ′(a) t. A product y = ab has the tangent ȧb + aḃ, and a receives bp + ḃt and bt. {@link
 * BatchNormFlow} has the formulas of batch normalisation. Dropout masks are those
 * of the pass, and the batch's statistics follow from its inputs. Plain loops: the result is exact,
 * and slow for large networks.
 */
public final class MixedGradient {
    private final Graph graph;
    private final int count;
    private final double[] parameters;
    private final double[] gradients;
    private final FixedEntries fixed;
    private final Map<String, Segment> segments = new HashMap<>();
    private final Map<String, Flow> flows = new HashMap<>();
    /**
     * The values and tangents to which the activation function of a node was applied, by the name
     * of the node.
     */
    private final Map<String, Flow> preActivations = new HashMap<>();

    private final Map<String, BatchNormFlow> norms = new HashMap<>();

    private MixedGradient(Network network, Graph graph, Map<String, double[]> masks, int count) {
        this.graph = graph;
        this.count = count;
        parameters = numbers(network.parameters());
        gradients = new double[parameters.length];
        fixed = new FixedEntries(count, masks);
        network.layout().segments().forEach(s -> segments.put(s.name(), s));
    }

    /**
     * Adds the product to a network's gradients.
     *
     * @param graph the network's graph in training
     * @param masks for each node of dropout the factors of its numbers in the pass, by the node's
     *     name
     * @param inputs the inputs of the pass
     * @param input the index of the input that v belongs to
     * @param v a tensor with the shape of that input
     * @param u a tensor with the shape of the output
     */
    public static void add(
            Network network,
            Graph graph,
            Map<String, double[]> masks,
            Tensor[] inputs,
            int input,
            Tensor v,
            double[] u) {
        MixedGradient product = new MixedGradient(network, graph, masks, inputs[0].rows());
        product.compute(network, inputs, input, numbers(v), u);
        Tensor sum = network.gradients();
        double[] numbers = numbers(sum);
        for (int i = 0; i < numbers.length; i++) {
            // In a FLOAT network the product is rounded before it is added, as the sum's terms are.
            numbers[i] += sum.precision() == DataType.FLOAT ? (float) product.gradients[i] : product.gradients[i];
        }
        sum.write(numbers);
    }

    /** A copy of a tensor's numbers. */
    private static double[] numbers(Tensor tensor) {
        double[] numbers = new double[Math.toIntExact(tensor.length())];
        tensor.read(numbers);
        return numbers;
    }

    private void compute(Network network, Tensor[] inputs, int input, double[] v, double[] u) {
        for (int i = 0; i < inputs.length; i++) {
            double[] value = numbers(inputs[i]);
            flows.put(
                    graph.inputs().get(i),
                    new Flow(network.definition().inputs().get(i), value, i == input ? v : new double[value.length]));
        }
        List<Node> nodes = graph.nodes();
        for (Node node : nodes) {
            Flow result = new Flow(node.shape(), count);
            flows.put(node.name(), result);
            forward(node, sources(node), result);
        }
        System.arraycopy(u, 0, flows.get(graph.output()).tangentAdjoint, 0, u.length);
        for (int i = nodes.size() - 1; i >= 0; i--) {
            Node node = nodes.get(i);
            backward(node, sources(node), flows.get(node.name()));
        }
    }

    private List<Flow> sources(Node node) {
        return node.sources().stream().map(flows::get).toList();
    }

    private void forward(Node node, List<Flow> sources, Flow result) {
        Flow source = sources.get(0);
        if (node instanceof Node.Dense || node instanceof Node.Convolution || node instanceof Node.Deconvolution) {
            LinearMap map = linear(node);
            map.apply(source.value, result.value);
            map.apply(source.tangent, result.tangent);
            addBias(node, result);
            activate(node, activation(node), result);
        } else if (node instanceof Node.Scale scale) {
            scale(scale, source, result);
            activate(node, scale.activation(), result);
        } else if (node instanceof Node.Activation activation) {
            System.arraycopy(source.value, 0, result.value, 0, result.value.length);
            System.arraycopy(source.tangent, 0, result.tangent, 0, result.tangent.length);
            activate(node, activation.activation(), result);
        } else if (node instanceof Node.BatchNorm norm) {
            double[] gains = norm.affine() ? values("gamma", node) : constant(norm.gain(), norm);
            double[] shifts = norm.affine() ? values("beta", node) : constant(norm.shift(), norm);
            BatchNormFlow flow = new BatchNormFlow(norm, source, result, gains, shifts, count);
            norms.put(node.name(), flow);
            flow.forward();
        } else if (node instanceof Node.Lookup lookup) {
            // Labels are constants: the tangent of what is looked up is 0.
            forEachLookup(lookup, source, (at, weight) -> result.value[at] = parameters[weight]);
        } else if (node instanceof Node.Product) {
            Flow other = sources.get(1);
            for (int i = 0; i < result.value.length; i++) {
                result.value[i] = source.value[i] * other.value[i];
                result.tangent[i] = source.tangent[i] * other.value[i] + source.value[i] * other.tangent[i];
            }
        } else {
            fixed.forEach(node, sources, (s, from, to, factor) -> {
                result.value[to] += factor * sources.get(s).value[from];
                result.tangent[to] += factor * sources.get(s).tangent[from];
            });
        }
    }

    private void backward(Node node, List<Flow> sources, Flow result) {
        Flow source = sources.get(0);
        if (node instanceof Node.Dense || node instanceof Node.Convolution || node instanceof Node.Deconvolution) {
            differentiate(node, activation(node), result);
            LinearMap map = linear(node);
            map.applyTransposed(result.valueAdjoint, source.valueAdjoint);
            map.applyTransposed(result.tangentAdjoint, source.tangentAdjoint);
            map.addWeightGradient(source.value, result.valueAdjoint, gradients);
            map.addWeightGradient(source.tangent, result.tangentAdjoint, gradients);
            addBiasGradient(node, result);
        } else if (node instanceof Node.Scale scale) {
            differentiate(node, scale.activation(), result);
            scaleBackward(scale, source, result);
        } else if (node instanceof Node.Activation activation) {
            differentiate(node, activation.activation(), result);
            for (int i = 0; i < result.value.length; i++) {
                source.valueAdjoint[i] += result.valueAdjoint[i];
                source.tangentAdjoint[i] += result.tangentAdjoint[i];
            }
        } else if (node instanceof Node.BatchNorm norm) {
            double[] byGains = new double[norm.shape().channels()];
            double[] byShifts = new double[norm.shape().channels()];
            norms.get(node.name()).backward(byGains, byShifts);
            if (norm.affine()) {
                System.arraycopy(byGains, 0, gradients, offset("gamma", node), byGains.length);
                System.arraycopy(byShifts, 0, gradients, offset("beta", node), byShifts.length);
            }
        } else if (node instanceof Node.Lookup lookup) {
            forEachLookup(lookup, source, (at, weight) -> gradients[weight] += result.valueAdjoint[at]);
        } else if (node instanceof Node.Product) {
            productBackward(source, sources.get(1), result);
            productBackward(sources.get(1), source, result);
        } else {
            fixed.forEach(node, sources, (s, from, to, factor) -> {
                sources.get(s).valueAdjoint[from] += factor * result.valueAdjoint[to];
                sources.get(s).tangentAdjoint[from] += factor * result.tangentAdjoint[to];
            });
        }
    }

    /** Adds to the adjoints of one factor. */
    private static void productBackward(Flow factor, Flow other, Flow result) {
        for (int i = 0; i < result.value.length; i++) {
            double p = result.valueAdjoint[i];
            double t = result.tangentAdjoint[i];
            factor.valueAdjoint[i] += other.value[i] * p + other.tangent[i] * t;
            factor.tangentAdjoint[i] += other.value[i] * t;
        }
    }

    private static ActivationFunction activation(Node node) {
        if (node instanceof Node.Dense dense) {
            return dense.activation();
        }
        return node instanceof Node.Convolution convolution
                ? convolution.activation()
                : ((Node.Deconvolution) node).activation();
    }

    private LinearMap linear(Node node) {
        int weights = offset("W", node);
        if (node instanceof Node.Dense dense) {
            return new DenseMap(parameters, weights, dense.inputs(), dense.outputs(), count);
        }
        if (node instanceof Node.Convolution convolution) {
            return new WindowMap(
                    parameters, weights, convolution.window(), convolution.input(), node.shape(), false, count);
        }
        Node.Deconvolution deconvolution = (Node.Deconvolution) node;
        return new WindowMap(
                parameters, weights, deconvolution.window(), node.shape(), deconvolution.input(), true, count);
    }

    private Segment segment(String parameter, Node node) {
        String layer = node instanceof Node.Dense dense ? dense.layer() : node.name();
        return segments.get(layer + "/" + parameter);
    }

    private int offset(String parameter, Node node) {
        return Math.toIntExact(segment(parameter, node).offset());
    }

    private double[] values(String parameter, Node node) {
        Segment segment = segment(parameter, node);
        return Arrays.copyOfRange(parameters, Math.toIntExact(segment.offset()), Math.toIntExact(segment.end()));
    }

    private static double[] constant(double value, Node.BatchNorm norm) {
        double[] values = new double[norm.shape().channels()];
        Arrays.fill(values, value);
        return values;
    }

    private void addBias(Node node, Flow result) {
        if (segment("b", node) != null) {
            int bias = offset("b", node);
            int plane = node.shape().height() * node.shape().width();
            for (int i = 0; i < result.value.length; i++) {
                result.value[i] += parameters[bias + i / plane % node.shape().channels()];
            }
        }
    }

    private void addBiasGradient(Node node, Flow result) {
        if (segment("b", node) != null) {
            int bias = offset("b", node);
            int plane = node.shape().height() * node.shape().width();
            for (int i = 0; i < result.value.length; i++) {
                gradients[bias + i / plane % node.shape().channels()] += result.valueAdjoint[i];
            }
        }
    }

    private void scale(Node.Scale node, Flow source, Flow result) {
        int weights = offset("W", node);
        int bias = offset("b", node);
        int length = node.shape().elements();
        for (int i = 0; i < result.value.length; i++) {
            double weight = parameters[weights + i % length];
            result.value[i] = weight * source.value[i] + parameters[bias + i % length];
            result.tangent[i] = weight * source.tangent[i];
        }
    }

    private void scaleBackward(Node.Scale node, Flow source, Flow result) {
        int weights = offset("W", node);
        int bias = offset("b", node);
        int length = node.shape().elements();
        for (int i = 0; i < result.value.length; i++) {
            double p = result.valueAdjoint[i];
            double t = result.tangentAdjoint[i];
            double weight = parameters[weights + i % length];
            source.valueAdjoint[i] += weight * p;
            source.tangentAdjoint[i] += weight * t;
            gradients[weights + i % length] += source.value[i] * p + source.tangent[i] * t;
            gradients[bias + i % length] += p;
        }
    }

    /** A number that is looked up, and the weight that it is. */
    private interface Lookup {
        void visit(int at, int weight);
    }

    private void forEachLookup(Node.Lookup node, Flow labels, Lookup lookup) {
        int table = offset("W", node);
        for (int n = 0; n < count; n++) {
            int label = (int) labels.value[n];
            for (int j = 0; j < node.units(); j++) {
                lookup.visit(n * node.units() + j, table + j * node.classes() + label);
            }
        }
    }

    /** Applies σ to a node's values, and multiplies its tangents by σ′. */
    private void activate(Node node, ActivationFunction activation, Flow result) {
        preActivations.put(node.name(), new Flow(result.shape, result.value.clone(), result.tangent.clone()));
        for (int i = 0; i < result.value.length; i++) {
            result.tangent[i] *= Derivatives.first(activation, result.value[i]);
            result.value[i] = Derivatives.value(activation, result.value[i]);
        }
    }

    /**
     * Replaces a node's adjoints by those of the numbers that its activation function was applied
     * to.
     */
    private void differentiate(Node node, ActivationFunction activation, Flow result) {
        Flow before = preActivations.get(node.name());
        for (int i = 0; i < result.value.length; i++) {
            double slope = Derivatives.first(activation, before.value[i]);
            double curvature = Derivatives.second(activation, before.value[i]);
            result.valueAdjoint[i] =
                    slope * result.valueAdjoint[i] + curvature * before.tangent[i] * result.tangentAdjoint[i];
            result.tangentAdjoint[i] *= slope;
        }
    }
}
