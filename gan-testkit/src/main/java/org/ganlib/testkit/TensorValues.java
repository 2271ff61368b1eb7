package org.ganlib.testkit;

import org.ganlib.network.Network;
import org.ganlib.network.NetworkDefinition;
import org.ganlib.network.ParameterLayout.Segment;
import org.ganlib.random.RandomStream;
import org.ganlib.tensor.HostTensor;
import org.ganlib.tensor.Tensor;
import org.ganlib.tensor.TensorShape;
import org.nd4j.linalg.api.buffer.DataType;

/** The numbers of tensors, read and written without regard to the memory that they lie in. */
final class TensorValues {
    private TensorValues() {}

    /** A copy of all numbers. */
    static double[] of(Tensor tensor) {
        double[] numbers = new double[Math.toIntExact(tensor.length())];
        tensor.read(numbers);
        return numbers;
    }

    /** Standard normal numbers in double, on the host. */
    static Tensor normal(RandomStream random, int rows, TensorShape shape) {
        double[] numbers = new double[Math.multiplyExact(rows, shape.elements())];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = random.nextNormal();
        }
        return host(numbers, rows, shape);
    }

    /** Standard normal numbers in double, on the host, in rows of one or three dimensions. */
    static Tensor normal(RandomStream random, int rows, int... shape) {
        return normal(random, rows, TensorShape.of(shape));
    }

    /** These numbers in double, on the host. */
    static Tensor host(double[] numbers, int rows, TensorShape shape) {
        Tensor tensor = HostTensor.zeros(DataType.DOUBLE, shape, rows);
        tensor.write(numbers);
        return tensor;
    }

    /**
     * A batch for each input of a network, on the host: standard normal numbers in double, and
     * classes drawn uniformly where it is a label.
     */
    static Tensor[] inputs(NetworkDefinition definition, RandomStream random, int count) {
        Tensor[] inputs = new Tensor[definition.inputs().size()];
        for (int i = 0; i < inputs.length; i++) {
            int classes = definition.classes(i);
            TensorShape shape = definition.inputs().get(i);
            if (classes == 0) {
                inputs[i] = normal(random, count, shape);
                continue;
            }
            double[] labels = new double[count];
            for (int n = 0; n < count; n++) {
                labels[n] = random.nextInt(classes);
            }
            inputs[i] = host(labels, count, shape);
        }
        return inputs;
    }

    /**
     * Changes the parameters of a network, but not its statistics: θ ← factor·θ + deviation·n with n
     * standard normal, always the same. With biases of exactly 0, a rectifier whose inputs are all 0
     * would be at its kink, where it has no gradient to check.
     */
    static void leaveTheStart(Network network, double factor, double deviation) {
        RandomStream random = new RandomStream(5);
        double[] parameters = of(network.parameters());
        for (Segment segment : network.layout().segments()) {
            for (int i = (int) segment.offset(); i < segment.end() && !segment.isStatistic(); i++) {
                parameters[i] = factor * parameters[i] + deviation * random.nextNormal();
            }
        }
        network.parameters().write(parameters);
        network.parametersChanged();
    }

    /** The sum of the products of the elements. */
    static double dot(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }

    /** The largest absolute value; 0 for no numbers. */
    static double largest(double[] numbers) {
        double largest = 0;
        for (double number : numbers) {
            largest = Math.max(largest, Math.abs(number));
        }
        return largest;
    }
}
