package org.ganlib.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.DoubleSupplier;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ganlib.network.Mode;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkDefinition;
import org.ganlib.network.ParameterLayout.Segment;
import org.ganlib.network.Pass;
import org.ganlib.network.Wanted;
import org.ganlib.random.RandomStream;
import org.ganlib.tensor.HostTensor;
import org.ganlib.tensor.Tensor;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Compares analytic gradients with central differences, (L(x + h) − L(x − h)) / 2h. Losses are
 * random projections of outputs, so that every output matters. The relative tolerance is 1e-5 for a
 * network in double, and 2e-2 for one in float because of its rounding.
 */
public final class GradientCheck {

    private GradientCheck() {}

    /**
     * Checks every parameter and every input of a network in training mode.
     *
     * @param dropout the stream the network draws its masks from; put back before each evaluation
     *     so that all see the same masks
     */
    public static void check(Network network, RandomStream dropout, RandomStream random, Tensor... inputs) {
        checkSome(Integer.MAX_VALUE, network, dropout, random, inputs);
    }

    /** Does the same with inputs that lie in arrays, [N, …]. */
    public static void check(Network network, RandomStream dropout, RandomStream random, INDArray... inputs) {
        check(network, dropout, random, tensors(inputs));
    }

    /** Does what the method of the same name does, with inputs that lie in arrays, [N, …]. */
    public static void checkSome(
            int elements, Network network, RandomStream dropout, RandomStream random, INDArray... inputs) {
        checkSome(elements, network, dropout, random, tensors(inputs));
    }

    /**
     * Does the same as {@link #check}, for networks that take long: it checks a given number of
     * elements of every parameter array and every input, drawn at random.
     *
     * @param elements the number of elements of each; all if there are fewer
     */
    public static void checkSome(
            int elements, Network network, RandomStream dropout, RandomStream random, Tensor... inputs) {
        byte[] masks = dropout.state();
        Tensor projection;
        double[][] inputGradients = new double[inputs.length][];
        network.clearGradients();
        try (Pass pass = network.forward(Mode.TRAINING, inputs)) {
            projection = TensorValues.normal(
                    random, pass.output().rows(), pass.output().shape());
            pass.backward(projection, Wanted.BOTH);
            for (int i = 0; i < inputs.length; i++) {
                inputGradients[i] = TensorValues.of(pass.inputGradient(i));
            }
        }
        double[] weights = TensorValues.of(projection);
        DoubleSupplier loss = () -> {
            dropout.restore(masks);
            try (Pass pass = network.forward(Mode.TRAINING, inputs)) {
                return TensorValues.dot(TensorValues.of(pass.output()), weights);
            }
        };
        BitSet drawn = new BitSet();
        for (Segment segment : network.layout().segments()) {
            draw(elements, segment.offset(), segment.length(), random, drawn);
        }
        parameters(network, TensorValues.of(network.gradients()), loss, index -> drawn.get((int) index));
        for (int i = 0; i < inputs.length; i++) {
            if (network.definition().classes(i) > 0) {
                assertThat(TensorValues.largest(inputGradients[i]))
                        .as("%s, input %d is a label, which has no gradient", network.name(), i)
                        .isZero();
                continue;
            }
            BitSet ofInput = new BitSet();
            draw(elements, 0, inputs[i].length(), random, ofInput);
            compare(
                    network.name() + ", input " + i,
                    inputs[i],
                    inputGradients[i],
                    () -> {},
                    loss,
                    Accuracy.of(network),
                    index -> ofInput.get((int) index));
        }
    }

    private static void draw(int elements, long offset, long length, RandomStream random, BitSet drawn) {
        int[] order = IntStream.range((int) offset, (int) (offset + length)).toArray();
        if (elements < order.length) {
            random.shuffle(order);
        }
        Arrays.stream(order).limit(elements).forEach(drawn::set);
    }

    /**
     * Checks the gradient of {@code loss} by every trained parameter of {@code network}.
     *
     * @param analytic the network's gradients after the backward passes, [1, n]
     * @param loss evaluates the loss with the network's present parameters
     */
    public static void parameters(Network network, INDArray analytic, DoubleSupplier loss) {
        parameters(network, analytic.castTo(DataType.DOUBLE).dup('c').data().asDouble(), loss);
    }

    /**
     * Checks the gradient of {@code loss} by every trained parameter of {@code network}.
     *
     * @param analytic a copy of the network's gradients after the backward passes
     * @param loss evaluates the loss with the network's present parameters
     */
    public static void parameters(Network network, double[] analytic, DoubleSupplier loss) {
        parameters(network, analytic, loss, index -> true);
    }

    private static void parameters(Network network, double[] analytic, DoubleSupplier loss, LongPredicate drawn) {
        compare(
                network.name() + ", parameters",
                network.parameters(),
                analytic,
                network::parametersChanged,
                loss,
                Accuracy.of(network),
                index -> drawn.test(index) && !network.layout().at(index).isStatistic());
    }

    /** Standard normal numbers in double. */
    public static INDArray normal(RandomStream random, long... shape) {
        INDArray array = Nd4j.create(DataType.DOUBLE, shape);
        for (long i = 0; i < array.length(); i++) {
            array.putScalar(i, random.nextNormal());
        }
        return array;
    }

    /**
     * A batch for each input of a network: standard normal numbers in double, and classes drawn
     * uniformly where it is a label.
     */
    public static INDArray[] inputs(NetworkDefinition definition, RandomStream random, int count) {
        return Stream.of(TensorValues.inputs(definition, random, count))
                .map(HostTensor::arrayOf)
                .toArray(INDArray[]::new);
    }

    private static void put(double value, Tensor point, long element) {
        point.write(new double[] {value}, 1, element);
    }

    /** Tensors over arrays, [N, …]. */
    public static Tensor[] tensors(INDArray... arrays) {
        return Arrays.stream(arrays).map(HostTensor::over).toArray(Tensor[]::new);
    }

    /**
     * The same tensors. Tests call this with tensors as they call {@link #tensors(INDArray...)}
     * with arrays.
     */
    public static Tensor[] tensors(Tensor... tensors) {
        return tensors;
    }

    private static void compare(
            String what,
            Tensor point,
            double[] analytic,
            Runnable moved,
            DoubleSupplier loss,
            Accuracy accuracy,
            LongPredicate considered) {
        double largest = TensorValues.largest(analytic);
        assertThat(largest).as(what + ": largest gradient").isPositive();
        for (long i = 0; i < point.length(); i++) {
            if (!considered.test(i)) {
                continue;
            }
            double[] number = new double[1];
            point.read(i, number, 1);
            double value = number[0];
            put(value + accuracy.step, point, i);
            moved.run();
            double above = loss.getAsDouble();
            put(value - accuracy.step, point, i);
            moved.run();
            double below = loss.getAsDouble();
            put(value, point, i);
            moved.run();
            double numeric = (above - below) / (2 * accuracy.step);
            double exact = analytic[(int) i];
            double allowed =
                    accuracy.tolerance * Math.max(Math.abs(exact), Math.abs(numeric)) + accuracy.rounding * largest;
            assertThat(Math.abs(exact - numeric))
                    .as("%s, element %d: gradient %s, central difference %s", what, i, exact, numeric)
                    .isLessThanOrEqualTo(allowed);
        }
    }

    /**
     * The accuracy that can be expected of a precision.
     *
     * @param step h
     * @param tolerance relative difference that is allowed
     * @param rounding differences this far below the largest gradient are rounding of the loss, not
     *     gradients
     */
    private record Accuracy(double step, double tolerance, double rounding) {
        private static final Accuracy DOUBLE = new Accuracy(1e-5, 1e-5, 1e-8);
        private static final Accuracy FLOAT = new Accuracy(3e-4, 2e-2, 1e-2);

        static Accuracy of(Network network) {
            return network.parameters().precision() == DataType.DOUBLE ? DOUBLE : FLOAT;
        }
    }
}
