package org.ganlib.tensor;

import org.ganlib.random.RandomStream;
import org.nd4j.linalg.api.buffer.DataType;

/** The host's memory, and the arithmetic of games by plain loops. */
public final class HostMemory implements TensorMemory {
    /** The numbers of an operation's first tensor, and its result. */
    private double[] values = {};
    /** The numbers of its second tensor. */
    private double[] others = {};

    @Override
    public Tensor allocate(DataType precision, TensorShape shape, int rows) {
        return HostTensor.zeros(precision, shape, rows);
    }

    @Override
    public void copy(Tensor source, Tensor target) {
        requireSameLength(source, target);
        if (source instanceof HostTensor given && target instanceof HostTensor written) {
            written.copyFrom(given, 0, 0, Math.toIntExact(source.length()));
            return;
        }
        int count = load(source);
        target.write(values, count, 0);
    }

    @Override
    public void copyRows(Tensor source, int from, Tensor target, int to, int count) {
        int elements = source.shape().elements();
        if (elements != target.shape().elements()) {
            throw new IllegalArgumentException("rows of " + source.shape() + " and of " + target.shape());
        }
        requireRows(source, from, count);
        requireRows(target, to, count);
        long first = (long) from * elements;
        long place = (long) to * elements;
        int length = Math.multiplyExact(count, elements);
        if (source instanceof HostTensor given && target instanceof HostTensor written) {
            written.copyFrom(given, first, place, length);
            return;
        }
        reserve(length);
        source.read(first, values, length);
        target.write(values, length, place);
    }

    private static void requireRows(Tensor tensor, int from, int count) {
        if (from < 0 || count < 0 || from + count > tensor.rows()) {
            throw new IllegalArgumentException(
                    "rows " + from + " to " + (from + count) + " of a tensor of " + tensor.rows() + " rows");
        }
    }

    @Override
    public void add(Tensor addend, Tensor target) {
        requireSameLength(addend, target);
        int count = load(addend);
        target.read(0, others, count);
        for (int i = 0; i < count; i++) {
            others[i] += values[i];
        }
        target.write(others, count, 0);
    }

    @Override
    public void addNoise(Tensor source, double sigma, RandomStream random, Tensor target) {
        requireSameLength(source, target);
        int count = load(source);
        for (int i = 0; i < count; i++) {
            values[i] += sigma * random.nextNormal();
        }
        target.write(values, count, 0);
    }

    @Override
    public double distance(Norm norm, double weight, Tensor output, Tensor target, Tensor gradient) {
        requireSameLength(output, target);
        requireSameLength(output, gradient);
        int count = load(output);
        target.read(0, others, count);
        double sum = 0;
        for (int i = 0; i < count; i++) {
            double difference = values[i] - others[i];
            sum += norm == Norm.L1 ? Math.abs(difference) : difference * difference;
            values[i] = weight / count * (norm == Norm.L1 ? Math.signum(difference) : 2 * difference);
        }
        gradient.write(values, count, 0);
        return weight * sum / count;
    }

    /** Copies a tensor's numbers to the first of two arrays that are both long enough for them. */
    private int load(Tensor tensor) {
        int count = Math.toIntExact(tensor.length());
        reserve(count);
        tensor.read(0, values, count);
        return count;
    }

    private void reserve(int count) {
        if (values.length < count) {
            values = new double[count];
            others = new double[count];
        }
    }

    private static void requireSameLength(Tensor one, Tensor other) {
        if (one.length() != other.length()) {
            throw new IllegalArgumentException("tensors of " + one.length() + " and of " + other.length() + " numbers");
        }
    }
}
