package org.ganlib.bench.contestant;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.ganlib.bench.workload.Layer;
import org.ganlib.bench.workload.Layer.AveragePooling;
import org.ganlib.bench.workload.Layer.BatchNorm;
import org.ganlib.bench.workload.Layer.Convolution;
import org.ganlib.bench.workload.Layer.Dense;
import org.ganlib.bench.workload.Layer.Joined;
import org.ganlib.bench.workload.Layer.Maxout;
import org.ganlib.bench.workload.Layer.Nonlinearity;
import org.ganlib.bench.workload.Layer.Reshape;
import org.ganlib.bench.workload.Layer.Residual;
import org.ganlib.bench.workload.Layer.SumPooling;
import org.ganlib.bench.workload.Layer.TransposedConvolution;
import org.ganlib.bench.workload.Layer.Upsampling;
import org.ganlib.bench.workload.Layer.Window;
import org.ganlib.bench.workload.Stack;
import org.ganlib.network.NumericPrecision;
import org.ganlib.tensor.TensorShape;

/**
 * A stack as libtorch runs it: the operations behind {@code nn.Sequential}, rectifiers in place as
 * in PyTorch's DCGAN tutorial.
 */
final class TorchNetwork {
    private static final double EPSILON = 1e-5;
    private static final double MOMENTUM = .1;
    private static final Scalar HALF = new Scalar(.5);
    private static final Scalar ONE = new Scalar(1.);
    private static final Scalar ROUNDING = new Scalar((double) Math.ulp(1f));

    private final List<Tensor> parameters = new ArrayList<>();
    private final List<SpectralWeight> spectralWeights = new ArrayList<>();
    private final Operation operation;
    private final Device device;
    private final boolean inBfloat16;
    private final boolean rounded;
    private final boolean normalised;
    private Tensor second;

    /**
     * A stack with its initial parameters.
     *
     * @param initial by name, as {@link ParameterFile} describes
     * @param device where the parameters lie
     * @param precision the precision of products; TF32 is a setting of the whole process
     * @param rounded true if each number that a layer gives, and each gradient that comes back to
     *     it, is multiplied by 1 ± 2⁻²³, by the toss of libtorch's coin
     * @param normalised true if the weights of dense layers and convolutions are divided by their
     *     spectral norms
     */
    TorchNetwork(
            Stack stack,
            Map<String, float[]> initial,
            Device device,
            NumericPrecision precision,
            boolean rounded,
            boolean normalised) {
        this.device = device;
        this.rounded = rounded;
        this.normalised = normalised;
        inBfloat16 = precision == NumericPrecision.BF16;
        operation = chain(stack, Stack::name, initial, false);
    }

    /**
     * The operations of a stack's layers, one after the other.
     *
     * @param shared true if something else reads the input, too, so that it must not be overwritten
     */
    private Operation chain(Stack stack, IntFunction<String> names, Map<String, float[]> initial, boolean shared) {
        List<Operation> operations = new ArrayList<>();
        List<TensorShape> shapes = stack.shapes();
        for (int i = 0; i < stack.layers().size(); i++) {
            Layer layer = stack.layers().get(i);
            Operation exact = layer instanceof Nonlinearity nonlinearity
                    ? nonlinearity(nonlinearity, !shared || i > 0)
                    : operation(layer, names.apply(i), shapes.get(i + 1), initial);
            boolean computes = !(layer instanceof Reshape);
            operations.add(rounded && computes ? x -> rounded(exact.apply(x)) : exact);
        }
        return x -> {
            Tensor value = x;
            for (Operation each : operations) {
                value = each.apply(value);
            }
            return value;
        };
    }

    private static Tensor rounded(Tensor value) {
        Tensor sides = torch.rand_like(value).sub(HALF).sign();
        return value.mul(sides.mul(ROUNDING).add(ONE));
    }

    /** The output for a batch; shares the caller's pointer scope. */
    Tensor forward(Tensor input) {
        return inBfloat16 ? forwardInBfloat16(input) : operation.apply(input);
    }

    /** Does what {@code torch.autocast} does around a forward pass. */
    private Tensor forwardInBfloat16(Tensor input) {
        torch.set_autocast_dtype(device.type(), ScalarType.BFloat16);
        torch.increment_nesting();
        torch.set_autocast_enabled(device.type(), true);
        try {
            return operation.apply(input).to(ScalarType.Float);
        } finally {
            torch.set_autocast_enabled(device.type(), false);
            torch.decrement_nesting();
            torch.clear_cache();
        }
    }

    /** The weights that are divided by their spectral norms. */
    List<SpectralWeight> spectralWeights() {
        return spectralWeights;
    }

    /** The trained tensors. */
    List<Tensor> parameters() {
        return parameters;
    }

    TensorVector vector() {
        return new TensorVector(parameters.toArray(new Tensor[0]));
    }

    long count() {
        return parameters.stream().mapToLong(Tensor::numel).sum();
    }

    void requireGradients(boolean required) {
        for (Tensor parameter : parameters) {
            parameter.set_requires_grad(required);
        }
    }

    /** The output for a batch of pairs. */
    Tensor forward(Tensor input, Tensor latent) {
        second = latent;
        return forward(input);
    }

    private Operation operation(Layer layer, String name, TensorShape output, Map<String, float[]> initial) {
        if (layer instanceof Dense dense) {
            Supplier<Tensor> weight = weight(initial, name, dense.out(), dense.in());
            TensorOptional bias = bias(dense.bias(), initial, name, dense.out());
            return x -> torch.linear(x.dim() == 2 ? x : x.flatten(1, -1), weight.get(), bias);
        }
        if (layer instanceof Maxout maxout) {
            long columns = (long) maxout.units() * maxout.pieces();
            Tensor weight = parameter(initial, name + "/W", columns, maxout.in());
            TensorOptional bias = bias(true, initial, name, columns);
            long[] pieces = {-1, maxout.units(), maxout.pieces()};
            return x -> torch.max(
                            torch.linear(x.dim() == 2 ? x : x.flatten(1, -1), weight, bias)
                                    .view(pieces),
                            2)
                    .get0();
        }
        if (layer instanceof Joined joined) {
            Tensor weight = parameter(initial, name + "-0/W", joined.out(), joined.in());
            Tensor other = parameter(initial, name + "-1/W", joined.out(), joined.latent());
            return x -> torch.linear(x, weight).add(torch.linear(second, other));
        }
        if (layer instanceof Convolution convolution) {
            int kernel = convolution.window().kernel();
            Supplier<Tensor> weight = weight(initial, name, convolution.out(), convolution.in(), kernel, kernel);
            TensorOptional bias = bias(convolution.bias(), initial, name, convolution.out());
            long[] stride = square(convolution.window().stride());
            long[] padding = square(padding(convolution.window()));
            long[] dilation = square(1);
            return x -> torch.conv2d(x, weight.get(), bias, stride, padding, dilation, 1);
        }
        if (layer instanceof TransposedConvolution transposed) {
            Window window = transposed.window();
            Tensor weight = parameter(
                    initial, name + "/W", transposed.in(), transposed.out(), window.kernel(), window.kernel());
            TensorOptional bias = bias(transposed.bias(), initial, name, transposed.out());
            long[] stride = square(window.stride());
            long[] padding = square(padding(window));
            // One more row and column where the border is not as wide on all sides.
            long[] more = square(window.stride() + 2 * padding(window) - window.kernel());
            long[] dilation = square(1);
            return x -> torch.conv_transpose2d(x, weight, bias, stride, padding, more, 1, dilation);
        }
        if (layer instanceof BatchNorm norm) {
            TensorOptional gain = scale(norm, initial, name + "/gamma");
            TensorOptional shift = scale(norm, initial, name + "/beta");
            TensorOptional mean =
                    new TensorOptional(torch.zeros(norm.channels()).to(device, ScalarType.Float));
            TensorOptional variance =
                    new TensorOptional(torch.ones(norm.channels()).to(device, ScalarType.Float));
            return x -> torch.batch_norm(x, gain, shift, mean, variance, true, MOMENTUM, EPSILON, false);
        }
        if (layer instanceof Upsampling) {
            long[] size = {output.height(), output.width()};
            return x -> torch.upsample_nearest2d(x, size);
        }
        if (layer instanceof AveragePooling pooling) {
            long[] block = square(pooling.factor());
            return x -> torch.avg_pool2d(x, block);
        }
        if (layer instanceof SumPooling) {
            return x -> x.sum(2, 3);
        }
        if (layer instanceof Residual block) {
            Operation residual = chain(block.residual(), k -> Stack.residualName(name, k), initial, true);
            Operation shortcut = chain(block.shortcut(), k -> Stack.shortcutName(name, k), initial, true);
            return x -> residual.apply(x).add_(shortcut.apply(x));
        }
        if (layer instanceof Reshape reshape) {
            long[] shape = reshape.shape().batch(-1);
            return x -> x.view(shape);
        }
        throw new IllegalArgumentException("no libtorch operation for " + layer);
    }

    private static Operation nonlinearity(Nonlinearity nonlinearity, boolean inPlace) {
        return switch (nonlinearity.kind()) {
            case RELU -> inPlace ? torch::relu_ : torch::relu;
            case LEAKY_RELU -> {
                Scalar slope = new Scalar(nonlinearity.slope());
                yield inPlace ? x -> torch.leaky_relu_(x, slope) : x -> torch.leaky_relu(x, slope);
            }
            case TANH -> torch::tanh;
        };
    }

    private TensorOptional scale(BatchNorm norm, Map<String, float[]> initial, String name) {
        return norm.trained() ? new TensorOptional(parameter(initial, name, norm.channels())) : new TensorOptional();
    }

    private TensorOptional bias(boolean present, Map<String, float[]> initial, String name, long length) {
        return present ? new TensorOptional(parameter(initial, name + "/b", length)) : new TensorOptional();
    }

    private Tensor parameter(Map<String, float[]> initial, String name, long... shape) {
        float[] values = initial.get(name);
        Tensor onHost = torch.empty(shape);
        if (values == null || values.length != onHost.numel()) {
            throw new IllegalStateException("no initial parameters of " + onHost.numel() + " numbers for " + name
                    + ", only " + initial.keySet());
        }
        new FloatPointer(onHost.data_ptr_float()).put(values);
        Tensor tensor = onHost.to(device, ScalarType.Float);
        tensor.set_requires_grad(true);
        parameters.add(tensor);
        return tensor;
    }

    /** Supplies the weights that a layer applies, divided by their spectral norm if asked for. */
    private Supplier<Tensor> weight(Map<String, float[]> initial, String name, long... shape) {
        Tensor weight = parameter(initial, name + "/W", shape);
        if (!normalised) {
            return () -> weight;
        }
        SpectralWeight spectral = new SpectralWeight(weight, name + "/W");
        spectralWeights.add(spectral);
        return spectral::normalised;
    }

    private static int padding(Window window) {
        return (window.kernel() - 1) / 2;
    }

    private static long[] square(long size) {
        return new long[] {size, size};
    }

    /** One layer's work. */
    private interface Operation {
        Tensor apply(Tensor input);
    }
}
