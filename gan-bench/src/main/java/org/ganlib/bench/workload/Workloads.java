package org.ganlib.bench.workload;

import java.util.List;
import java.util.Optional;
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
import org.ganlib.tensor.TensorShape;

/**
 * The measured trainings. Linear maps that a batch norm follows have no bias, because its shift makes
 * one redundant, except in residual networks, whose convolutions all have one.
 */
public final class Workloads {
    private static final Nonlinearity RELU = Nonlinearity.RELU;
    private static final Nonlinearity TANH = Nonlinearity.TANH;

    private static final Window LSGAN_DOUBLING = new Window(3, 2);
    private static final Window LSGAN_KEEPING = new Window(3, 1);
    private static final Window LSGAN_HALVING = new Window(5, 2);

    private static final Window KERNEL_3 = new Window(3, 1);
    private static final Window KERNEL_1 = new Window(1, 1);

    private Workloads() {}

    /** All of them, in the order of reports. */
    public static List<Workload> all() {
        return List.of(
                toy2d(),
                mnistMlp(1),
                dcgan28(),
                dcgan64(),
                wganMlp(),
                wganGpMlp(),
                wganGpDcgan28(),
                maxoutMlp(),
                biganMnist(),
                lsgan112(),
                sngan28());
    }

    /** Their names. */
    public static List<String> names() {
        return all().stream().map(Workload::name).toList();
    }

    /**
     * The workload of that name.
     *
     * @throws IllegalArgumentException if there is none; lists them
     */
    public static Workload named(String name) {
        return all().stream()
                .filter(w -> w.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no workload '" + name + "'. There are " + names()));
    }

    /** Two-dimensional data, small networks: dominated by what a step costs besides arithmetic. */
    static Workload toy2d() {
        Nonlinearity leaky = Nonlinearity.leaky(.01);
        return new Workload(
                "toy-2d",
                256,
                Stack.of(
                        TensorShape.of(16),
                        new Dense(16, 128, true),
                        leaky,
                        new Dense(128, 128, true),
                        leaky,
                        new Dense(128, 2, true)),
                Stack.of(
                        TensorShape.of(2),
                        new Dense(2, 128, true),
                        leaky,
                        new Dense(128, 128, true),
                        leaky,
                        new Dense(128, 1, true)),
                DataKind.RING,
                Recipe.ADVERSARIAL);
    }

    /**
     * Digits with multilayer perceptrons whose hidden layers are {@code width} times as wide as in
     * the table of results.
     */
    public static Workload mnistMlp(double width) {
        Nonlinearity leaky = Nonlinearity.leaky(.01);
        int wide = units(1200, width);
        int first = units(512, width);
        int second = units(256, width);
        return new Workload(
                "mnist-mlp",
                100,
                Stack.of(
                        TensorShape.of(100),
                        new Dense(100, wide, true),
                        leaky,
                        new Dense(wide, wide, true),
                        leaky,
                        new Dense(wide, 784, true),
                        TANH),
                Stack.of(
                        TensorShape.of(784),
                        new Dense(784, first, true),
                        leaky,
                        new Dense(first, second, true),
                        leaky,
                        new Dense(second, 1, true)),
                DataKind.DIGITS,
                Recipe.ADVERSARIAL);
    }

    /** Digits with convolutions and batch norm. */
    static Workload dcgan28() {
        Nonlinearity leaky = Nonlinearity.leaky(.2);
        return new Workload(
                "dcgan-28",
                64,
                Stack.of(
                        TensorShape.of(100),
                        new Dense(100, 7 * 7 * 128, false),
                        new BatchNorm(7 * 7 * 128),
                        RELU,
                        new Reshape(TensorShape.of(128, 7, 7)),
                        new TransposedConvolution(128, 64, false),
                        new BatchNorm(64),
                        RELU,
                        new TransposedConvolution(64, 1, true),
                        TANH),
                Stack.of(
                        TensorShape.of(1, 28, 28),
                        new Convolution(1, 64, true),
                        leaky,
                        new Convolution(64, 128, false),
                        new BatchNorm(128),
                        leaky,
                        new Dense(7 * 7 * 128, 1, true)),
                DataKind.DIGITS,
                Recipe.ADVERSARIAL);
    }

    /** Colour images of 64×64 with the networks of Radford et al. 2016 at half their width. */
    static Workload dcgan64() {
        Nonlinearity leaky = Nonlinearity.leaky(.2);
        return new Workload(
                "dcgan-64",
                64,
                Stack.of(
                        TensorShape.of(100),
                        new Dense(100, 4 * 4 * 512, false),
                        new BatchNorm(4 * 4 * 512),
                        RELU,
                        new Reshape(TensorShape.of(512, 4, 4)),
                        new TransposedConvolution(512, 256, false),
                        new BatchNorm(256),
                        RELU,
                        new TransposedConvolution(256, 128, false),
                        new BatchNorm(128),
                        RELU,
                        new TransposedConvolution(128, 64, false),
                        new BatchNorm(64),
                        RELU,
                        new TransposedConvolution(64, 3, true),
                        TANH),
                Stack.of(
                        TensorShape.of(3, 64, 64),
                        new Convolution(3, 64, true),
                        leaky,
                        new Convolution(64, 128, false),
                        new BatchNorm(128),
                        leaky,
                        new Convolution(128, 256, false),
                        new BatchNorm(256),
                        leaky,
                        new Convolution(256, 512, false),
                        new BatchNorm(512),
                        leaky,
                        new Dense(4 * 4 * 512, 1, true)),
                DataKind.WAVES,
                Recipe.ADVERSARIAL);
    }

    /** Digits with the multilayer perceptrons and the recipe of Arjovsky et al. 2017. */
    static Workload wganMlp() {
        return new Workload(
                "wgan-mlp",
                64,
                Stack.of(
                        TensorShape.of(100),
                        new Dense(100, 512, true),
                        RELU,
                        new Dense(512, 512, true),
                        RELU,
                        new Dense(512, 512, true),
                        RELU,
                        new Dense(512, 784, true),
                        TANH),
                Stack.of(
                        TensorShape.of(784),
                        new Dense(784, 512, true),
                        RELU,
                        new Dense(512, 512, true),
                        RELU,
                        new Dense(512, 512, true),
                        RELU,
                        new Dense(512, 1, true)),
                DataKind.DIGITS,
                Recipe.WASSERSTEIN);
    }

    /** The networks of {@link #wganMlp} with the recipe of Gulrajani et al. 2017. */
    static Workload wganGpMlp() {
        Workload clipped = wganMlp();
        return new Workload(
                "wgan-gp-mlp",
                clipped.batch(),
                clipped.generator(),
                clipped.critic(),
                DataKind.DIGITS,
                Recipe.PENALISED);
    }

    /**
     * The networks of {@link #dcgan28} with the recipe of Gulrajani et al. 2017, whose critic has no
     * batch norm.
     */
    static Workload wganGpDcgan28() {
        Nonlinearity leaky = Nonlinearity.leaky(.2);
        return new Workload(
                "wgan-gp-dcgan-28",
                64,
                dcgan28().generator(),
                Stack.of(
                        TensorShape.of(1, 28, 28),
                        new Convolution(1, 64, true),
                        leaky,
                        new Convolution(64, 128, true),
                        leaky,
                        new Dense(7 * 7 * 128, 1, true)),
                DataKind.DIGITS,
                Recipe.PENALISED);
    }

    /**
     * Digits with the networks of Goodfellow et al. 2014: a critic of maxout units. Without
     * dropout, whose masks each library draws for itself, so that no two could be compared.
     */
    static Workload maxoutMlp() {
        return new Workload(
                "maxout-mlp",
                100,
                Stack.of(
                        TensorShape.of(100),
                        new Dense(100, 1200, true),
                        RELU,
                        new Dense(1200, 1200, true),
                        RELU,
                        new Dense(1200, 784, true),
                        TANH),
                Stack.of(
                        TensorShape.of(784), new Maxout(784, 240, 5), new Maxout(240, 240, 5), new Dense(240, 1, true)),
                DataKind.DIGITS,
                Recipe.ADVERSARIAL);
    }

    /** Digits with the networks and the recipe of Donahue et al. 2017, section 4.2. */
    static Workload biganMnist() {
        Nonlinearity leaky = Nonlinearity.leaky(.2);
        return new Workload(
                "bigan-mnist",
                128,
                Stack.of(
                        TensorShape.of(50),
                        new Dense(50, 1024, false),
                        new BatchNorm(1024, false),
                        RELU,
                        new Dense(1024, 1024, false),
                        new BatchNorm(1024, false),
                        RELU,
                        new Dense(1024, 784, true),
                        TANH),
                Stack.of(
                        TensorShape.of(784),
                        new Dense(784, 1024, true),
                        leaky,
                        new Joined(1024, 50, 1024),
                        new BatchNorm(1024, false),
                        leaky,
                        new Dense(1024, 1, true)),
                Optional.of(Stack.of(
                        TensorShape.of(784),
                        new Dense(784, 1024, true),
                        leaky,
                        new Dense(1024, 1024, false),
                        new BatchNorm(1024, false),
                        leaky,
                        new Dense(1024, 50, true))),
                DataKind.DIGITS,
                Recipe.BIDIRECTIONAL);
    }

    /**
     * Colour images of 112×112 with the networks and the losses of Mao et al. 2016, section 4.1, in
     * smaller batches.
     */
    static Workload lsgan112() {
        Nonlinearity leaky = Nonlinearity.leaky(.2);
        return new Workload(
                "lsgan-112",
                16,
                Stack.of(
                        TensorShape.of(1024),
                        new Dense(1024, 7 * 7 * 256, false),
                        new BatchNorm(7 * 7 * 256),
                        RELU,
                        new Reshape(TensorShape.of(256, 7, 7)),
                        new TransposedConvolution(256, 256, LSGAN_DOUBLING, false),
                        new BatchNorm(256),
                        RELU,
                        new TransposedConvolution(256, 256, LSGAN_KEEPING, false),
                        new BatchNorm(256),
                        RELU,
                        new TransposedConvolution(256, 256, LSGAN_DOUBLING, false),
                        new BatchNorm(256),
                        RELU,
                        new TransposedConvolution(256, 256, LSGAN_KEEPING, false),
                        new BatchNorm(256),
                        RELU,
                        new TransposedConvolution(256, 128, LSGAN_DOUBLING, false),
                        new BatchNorm(128),
                        RELU,
                        new TransposedConvolution(128, 64, LSGAN_DOUBLING, false),
                        new BatchNorm(64),
                        RELU,
                        new TransposedConvolution(64, 3, LSGAN_KEEPING, true),
                        TANH),
                Stack.of(
                        TensorShape.of(3, 112, 112),
                        new Convolution(3, 64, LSGAN_HALVING, true),
                        leaky,
                        new Convolution(64, 128, LSGAN_HALVING, false),
                        new BatchNorm(128),
                        leaky,
                        new Convolution(128, 256, LSGAN_HALVING, false),
                        new BatchNorm(256),
                        leaky,
                        new Convolution(256, 512, LSGAN_HALVING, false),
                        new BatchNorm(512),
                        leaky,
                        new Dense(7 * 7 * 512, 1, true)),
                DataKind.LARGE_WAVES,
                Recipe.LEAST_SQUARES);
    }

    /**
     * Digits with the residual networks and the recipe of Miyato et al. 2018, appendix B.4, in smaller
     * batches and at half the width of the published critic. The layers are those of the product's
     * {@code resnet}.
     */
    static Workload sngan28() {
        int width = 64;
        TensorShape small = TensorShape.of(width, 7, 7);
        TensorShape middle = TensorShape.of(width, 14, 14);
        return new Workload(
                "sngan-28",
                16,
                Stack.of(
                        TensorShape.of(128),
                        new Dense(128, small.elements(), true),
                        new Reshape(small),
                        growing(small),
                        growing(middle),
                        new BatchNorm(width),
                        RELU,
                        new Convolution(width, 1, KERNEL_3, true),
                        TANH),
                Stack.of(
                        TensorShape.of(1, 28, 28),
                        new Residual(
                                Stack.of(
                                        TensorShape.of(1, 28, 28),
                                        new Convolution(1, width, KERNEL_3, true),
                                        RELU,
                                        new Convolution(width, width, KERNEL_3, true),
                                        new AveragePooling(2)),
                                Stack.of(
                                        TensorShape.of(1, 28, 28),
                                        new AveragePooling(2),
                                        new Convolution(1, width, KERNEL_1, true))),
                        new Residual(
                                Stack.of(
                                        middle,
                                        RELU,
                                        new Convolution(width, width, KERNEL_3, true),
                                        RELU,
                                        new Convolution(width, width, KERNEL_3, true),
                                        new AveragePooling(2)),
                                Stack.of(middle, new Convolution(width, width, KERNEL_1, true), new AveragePooling(2))),
                        keeping(small),
                        keeping(small),
                        RELU,
                        new SumPooling(),
                        new Dense(width, 1, true)),
                DataKind.DIGITS,
                Recipe.SPECTRAL);
    }

    /** A generator's residual block, which doubles the sides. */
    private static Residual growing(TensorShape input) {
        int width = input.channels();
        return new Residual(
                Stack.of(
                        input,
                        new BatchNorm(width),
                        RELU,
                        new Upsampling(2),
                        new Convolution(width, width, KERNEL_3, true),
                        new BatchNorm(width),
                        RELU,
                        new Convolution(width, width, KERNEL_3, true)),
                Stack.of(input, new Upsampling(2), new Convolution(width, width, KERNEL_1, true)));
    }

    /** A critic's residual block that keeps the sides. */
    private static Residual keeping(TensorShape input) {
        int width = input.channels();
        return new Residual(
                Stack.of(
                        input,
                        RELU,
                        new Convolution(width, width, KERNEL_3, true),
                        RELU,
                        new Convolution(width, width, KERNEL_3, true)),
                Stack.of(input));
    }

    private static int units(int units, double width) {
        return (int) Math.round(units * width);
    }
}
