package org.ganlib.torch.layer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.T_TensorTensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.ganlib.graph.ActivationFunction;
import org.ganlib.graph.Graph;
import org.ganlib.graph.Node;
import org.ganlib.graph.Window;
import org.ganlib.network.Mode;
import org.ganlib.network.NumericPrecision;
import org.ganlib.torch.device.Natives;
import org.ganlib.torch.device.Place;

/**
 * One forward pass through a graph by libtorch's operations. It keeps the value of every node until
 * it is {@linkplain #free() freed}. Used by one thread.
 */
public final class GraphRun {
    private static final long[] ONE = {1, 1};
    private static final long[] NONE = {0, 0};

    private final LayerParameters parameters;
    private final Mode mode;
    private final boolean channelsLast;
    private final Map<String, Tensor> values = new LinkedHashMap<>();
    private final List<BatchMoments> statistics = new ArrayList<>();
    private final int inputs;

    /**
     * Runs the graph.
     *
     * @param place the place of parameters and inputs
     * @param precision the precision of matrix products and convolutions
     * @param inputs one tensor per input, in the shape that the graph declares; each is kept
     * @param maskSeed the seed of the dropout masks; ignored if the graph draws none
     */
    public GraphRun(
            Graph graph,
            LayerParameters parameters,
            Mode mode,
            Place place,
            NumericPrecision precision,
            List<Tensor> inputs,
            long maskSeed) {
        this.parameters = parameters;
        this.mode = mode;
        channelsLast = precision != NumericPrecision.FLOAT32;
        this.inputs = inputs.size();
        for (int i = 0; i < inputs.size(); i++) {
            values.put(graph.inputs().get(i), Natives.keep(inputs.get(i)));
        }
        if (mode == Mode.TRAINING && graph.drawsMasks()) {
            // All threads share the device's one generator of random numbers.
            synchronized (GraphRun.class) {
                torch.manual_seed(maskSeed);
                runAll(graph, place, precision);
            }
        } else {
            runAll(graph, place, precision);
        }
    }

    private void runAll(Graph graph, Place place, NumericPrecision precision) {
        Autocast.in(precision, place, () -> {
            for (Node node : graph.nodes()) {
                values.put(node.name(), Natives.keep(run(node)));
            }
            return null;
        });
    }

    /** The value of a node or an input; null if there is none of that name. */
    public Tensor value(String name) {
        return values.get(name);
    }

    /** The names of all values, inputs first. */
    public Set<String> names() {
        return values.keySet();
    }

    /** The number of inputs. */
    public int inputs() {
        return inputs;
    }

    /** Updates the running statistics of batch norm with those of this batch. */
    public void updateRunningStatistics() {
        for (BatchMoments ofLayer : statistics) {
            ofLayer.updateRunning(parameters);
        }
    }

    /** Frees all values. */
    public void free() {
        values.values().forEach(Natives::free);
        statistics.forEach(BatchMoments::free);
    }

    private Tensor run(Node node) {
        if (node instanceof Node.Merge merge) {
            TensorVector parts = new TensorVector();
            merge.sources().forEach(source -> parts.push_back(values.get(source)));
            return torch.cat(parts, 1);
        }
        if (node instanceof Node.Sum sum) {
            Tensor total = values.get(sum.sources().get(0));
            for (String source : sum.sources().subList(1, sum.sources().size())) {
                total = total.add(values.get(source));
            }
            return total;
        }
        if (node instanceof Node.Product product) {
            return values.get(product.sources().get(0))
                    .mul(values.get(product.sources().get(1)));
        }
        Tensor x = values.get(((Node.OfOne) node).source());
        if (node instanceof Node.Dense dense) {
            return dense(dense, x);
        }
        if (node instanceof Node.Convolution convolution) {
            return convolution(convolution, x);
        }
        if (node instanceof Node.Deconvolution deconvolution) {
            return deconvolution(deconvolution, x);
        }
        if (node instanceof Node.BatchNorm norm) {
            return batchNorm(norm, x);
        }
        if (node instanceof Node.Activation activation) {
            return activated(x, activation.activation());
        }
        if (node instanceof Node.Scale scale) {
            Tensor scaled = x.mul(parameters.get(scale.name() + "/W")).add(parameters.get(scale.name() + "/b"));
            return activated(scaled, scale.activation());
        }
        if (node instanceof Node.Lookup lookup) {
            Tensor labels = x.detach().view(-1).to(ScalarType.Long);
            return torch.embedding(parameters.get(lookup.name() + "/W").t(), labels);
        }
        if (node instanceof Node.Dropout dropout) {
            return dropout(dropout, x);
        }
        if (node instanceof Node.Reshape reshape) {
            return x.reshape(reshape.shape().batch(-1));
        }
        if (node instanceof Node.Subset subset) {
            return x.narrow(1, subset.from(), subset.shape().channels());
        }
        if (node instanceof Node.Maximum maximum) {
            return torch.max(x.reshape(-1, maximum.shape().elements(), maximum.pieces()), 2)
                    .get0();
        }
        if (node instanceof Node.Pool pool) {
            return pool(pool, x);
        }
        if (node instanceof Node.Repeat repeat) {
            return torch.upsample_nearest2d(
                    x, repeat.shape().height(), repeat.shape().width());
        }
        throw new IllegalArgumentException("no libtorch operation for " + node);
    }

    private Tensor dense(Node.Dense node, Tensor x) {
        Tensor flat = x.dim() == 2 ? x : x.flatten(1, -1);
        Tensor product = torch.linear(
                flat, parameters.get(node.layer() + "/W"), parameters.ifPresent(node.bias(), node.layer() + "/b"));
        return activated(product, node.activation());
    }

    private Tensor convolution(Node.Convolution node, Tensor x) {
        Window window = node.window();
        boolean even = window.top() == window.bottom() && window.left() == window.right();
        long[] border = {window.left(), window.right(), window.top(), window.bottom()};
        Tensor ordered = ordered(x);
        Tensor padded = even ? ordered : torch.constant_pad_nd(ordered, border, new Scalar(0.));
        Tensor convolved = torch.conv2d(
                padded,
                parameters.get(node.name() + "/W"),
                parameters.ifPresent(node.bias(), node.name() + "/b"),
                strides(window),
                even ? new long[] {window.top(), window.left()} : NONE,
                ONE,
                1);
        return activated(convolved, node.activation());
    }

    /**
     * A transposed convolution. libtorch's padding removes equally many rows from the beginning and
     * the end of the result, and its output padding adds rows at the end; columns likewise. Where
     * more must go from the end than from the beginning, the unpadded result is cropped instead.
     */
    private Tensor deconvolution(Node.Deconvolution node, Tensor x) {
        Window window = node.window();
        long below = node.shape().height()
                - grown(node.input().height(), window.kernelHeight(), window.strideHeight())
                + 2L * window.top();
        long right = node.shape().width()
                - grown(node.input().width(), window.kernelWidth(), window.strideWidth())
                + 2L * window.left();
        boolean paddable = below >= 0 && right >= 0 && below < window.strideHeight() && right < window.strideWidth();
        Tensor convolved = torch.conv_transpose2d(
                ordered(x),
                parameters.get(node.name() + "/W"),
                parameters.ifPresent(node.bias(), node.name() + "/b"),
                strides(window),
                paddable ? new long[] {window.top(), window.left()} : NONE,
                paddable ? new long[] {below, right} : NONE,
                1,
                ONE);
        if (!paddable) {
            convolved = convolved
                    .narrow(2, window.top(), node.shape().height())
                    .narrow(3, window.left(), node.shape().width());
        }
        return activated(convolved, node.activation());
    }

    /**
     * The images in the memory format of the convolution: channels last in a reduced precision,
     * because the kernels for tensor cores read that format, and libtorch's own order otherwise.
     */
    private Tensor ordered(Tensor x) {
        return channelsLast ? x.contiguous(torch.MemoryFormat.ChannelsLast) : x;
    }

    private static long grown(int size, int kernel, int stride) {
        return (size - 1L) * stride + kernel;
    }

    private static long[] strides(Window window) {
        return new long[] {window.strideHeight(), window.strideWidth()};
    }

    private Tensor batchNorm(Node.BatchNorm node, Tensor x) {
        TensorOptional gain = constantOrParameter(node, "/gamma", node.gain(), 1, x);
        TensorOptional shift = constantOrParameter(node, "/beta", node.shift(), 0, x);
        if (mode == Mode.EVALUATION) {
            TensorOptional mean = new TensorOptional(parameters.get(node.name() + "/mean"));
            TensorOptional variance = new TensorOptional(BatchMoments.variance(node, parameters));
            return torch.batch_norm(x, gain, shift, mean, variance, false, 0, node.epsilon(), false);
        }
        T_TensorTensorTensor_T normalised = torch.native_batch_norm(
                x, gain, shift, new TensorOptional(), new TensorOptional(), true, 0, node.epsilon());
        statistics.add(new BatchMoments(
                node, normalised.get1().detach(), normalised.get2().detach()));
        return normalised.get0();
    }

    private TensorOptional constantOrParameter(
            Node.BatchNorm node, String suffix, double constant, double neutral, Tensor x) {
        if (node.affine()) {
            return new TensorOptional(parameters.get(node.name() + suffix));
        }
        if (constant == neutral) {
            return new TensorOptional();
        }
        long[] channels = {node.shape().channels()};
        return new TensorOptional(torch.full(channels, new Scalar(constant), x.options()));
    }

    private static Tensor pool(Node.Pool node, Tensor x) {
        Tensor blocks = x.reshape(
                -1,
                node.input().channels(),
                node.shape().height(),
                node.blockHeight(),
                node.shape().width(),
                node.blockWidth());
        return blocks.sum(3, 5).mul(new Scalar(node.factor())).view(node.shape().batch(-1));
    }

    private Tensor dropout(Node.Dropout node, Tensor x) {
        if (mode == Mode.EVALUATION) {
            return x;
        }
        Tensor mask = torch.empty_like(x.detach())
                .bernoulli_(node.keep(), new GeneratorOptional())
                .mul_(new Scalar(1 / node.keep()));
        return x.mul(mask);
    }

    private static Tensor activated(Tensor x, ActivationFunction function) {
        return switch (function.kind()) {
            case IDENTITY -> x;
            case RECTIFIER -> function.alpha() == 0 ? x.relu() : torch.leaky_relu(x, new Scalar(function.alpha()));
            case ELU -> torch.elu(x, new Scalar(function.alpha()), new Scalar(1.), new Scalar(1.));
            case TANH -> x.tanh();
            case LOGISTIC -> x.sigmoid();
            case SOFTPLUS -> torch.softplus(x);
        };
    }
}
