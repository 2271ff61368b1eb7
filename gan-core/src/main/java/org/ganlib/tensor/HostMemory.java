package org.ganlib.tensor;

import org.ganlib.random.RandomStream;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The host's memory, and the arithmetic of games by plain loops. They run over a few thousand
 * numbers at a time, copied to arrays that stay in the processor's first cache.
 */
public final class HostMemory implements TensorMemory {
    private static final int CHUNK = 2048;

    private final float[] floats = new float[CHUNK];
    /** Numbers that an operation changes, and its result. */
    private final double[] values = new double[CHUNK];
    /** Numbers of the other tensor that it reads. */
    private final double[] others = new double[CHUNK];

    private final SpectralArithmetic spectral = new SpectralArithmetic();
    private final ImageArithmetic images = new ImageArithmetic();

    @Override
    public Tensor allocate(DataType precision, TensorShape shape, int rows) {
        return HostTensor.zeros(precision, shape, rows);
    }

    @Override
    public void copy(Tensor source, Tensor target) {
        TensorMemory.requireSameLength(source, target);
        copy(source, 0, target, 0, source.length());
    }

    @Override
    public void copyRows(Tensor source, int from, Tensor target, int to, int count) {
        TensorMemory.requireRows(source, from, target, to, count);
        int elements = source.shape().elements();
        copy(source, (long) from * elements, target, (long) to * elements, (long) count * elements);
    }

    private void copy(Tensor source, long from, Tensor target, long to, long length) {
        if (source instanceof HostTensor given && target instanceof HostTensor written) {
            written.copyFrom(given, from, to, Math.toIntExact(length));
            return;
        }
        for (long done = 0; done < length; done += CHUNK) {
            int count = chunk(length, done);
            source.read(from + done, values, count);
            target.write(values, count, to + done);
        }
    }

    @Override
    public void add(Tensor addend, Tensor target) {
        TensorMemory.requireSameLength(addend, target);
        for (long first = 0; first < target.length(); first += CHUNK) {
            int count = chunk(target.length(), first);
            addend.read(first, others, count);
            target.read(first, values, count);
            for (int i = 0; i < count; i++) {
                values[i] += others[i];
            }
            target.write(values, count, first);
        }
    }

    @Override
    public void scale(double factor, Tensor target) {
        for (long first = 0; first < target.length(); first += CHUNK) {
            int count = chunk(target.length(), first);
            if (target.precision() == DataType.DOUBLE) {
                target.read(first, values, count);
                for (int i = 0; i < count; i++) {
                    values[i] *= factor;
                }
                target.write(values, count, first);
            } else {
                float by = (float) factor;
                target.read(first, floats, count);
                for (int i = 0; i < count; i++) {
                    floats[i] *= by;
                }
                target.write(floats, count, first);
            }
        }
    }

    @Override
    public double squaredNorm(Tensor tensor) {
        boolean isDouble = tensor.precision() == DataType.DOUBLE;
        double sum = 0;
        for (long first = 0; first < tensor.length(); first += CHUNK) {
            int count = chunk(tensor.length(), first);
            if (isDouble) {
                tensor.read(first, values, count);
            } else {
                tensor.read(first, floats, count);
            }
            for (int i = 0; i < count; i++) {
                double value = isDouble ? values[i] : floats[i];
                sum += value * value;
            }
        }
        return sum;
    }

    @Override
    public void addNoise(Tensor source, double sigma, RandomStream random, Tensor target) {
        TensorMemory.requireSameLength(source, target);
        for (long first = 0; first < source.length(); first += CHUNK) {
            int count = chunk(source.length(), first);
            source.read(first, values, count);
            for (int i = 0; i < count; i++) {
                values[i] += sigma * random.nextNormal();
            }
            target.write(values, count, first);
        }
    }

    @Override
    public void changeImages(Tensor source, ImageChanges changes, Tensor target) {
        TensorMemory.requireImages(changes, source, target);
        images.change(source, changes, target);
    }

    @Override
    public void imageGradient(Tensor gradient, ImageChanges changes, Tensor target) {
        TensorMemory.requireImages(changes, gradient, target);
        images.gradient(gradient, changes, target);
    }

    @Override
    public void interpolate(Tensor one, Tensor other, double[] shares, Tensor target) {
        TensorMemory.requireSameLength(one, other);
        TensorMemory.requireSameLength(one, target);
        TensorMemory.requireOnePerRow(shares, one);
        int elements = one.shape().elements();
        for (long first = 0; first < target.length(); first += CHUNK) {
            int count = chunk(target.length(), first);
            one.read(first, values, count);
            other.read(first, others, count);
            for (int i = 0; i < count; i++) {
                double share = shares[(int) ((first + i) / elements)];
                values[i] = share * values[i] + (1 - share) * others[i];
            }
            target.write(values, count, first);
        }
    }

    @Override
    public void addSquaredRowNorms(Tensor tensor, double[] sums) {
        TensorMemory.requireOnePerRow(sums, tensor);
        int elements = tensor.shape().elements();
        for (long first = 0; first < tensor.length(); first += CHUNK) {
            int count = chunk(tensor.length(), first);
            tensor.read(first, values, count);
            for (int i = 0; i < count; i++) {
                sums[(int) ((first + i) / elements)] += values[i] * values[i];
            }
        }
    }

    @Override
    public void scaleRows(Tensor source, double[] factors, Tensor target) {
        TensorMemory.requireSameLength(source, target);
        TensorMemory.requireOnePerRow(factors, source);
        int elements = source.shape().elements();
        for (long first = 0; first < source.length(); first += CHUNK) {
            int count = chunk(source.length(), first);
            source.read(first, values, count);
            for (int i = 0; i < count; i++) {
                values[i] *= factors[(int) ((first + i) / elements)];
            }
            target.write(values, count, first);
        }
    }

    @Override
    public double distance(Norm norm, double weight, Tensor output, Tensor target, Tensor gradient) {
        TensorMemory.requireSameLength(output, target);
        TensorMemory.requireSameLength(output, gradient);
        long length = output.length();
        double sum = 0;
        for (long first = 0; first < length; first += CHUNK) {
            int count = chunk(length, first);
            output.read(first, values, count);
            target.read(first, others, count);
            for (int i = 0; i < count; i++) {
                double difference = values[i] - others[i];
                sum += norm == Norm.L1 ? Math.abs(difference) : difference * difference;
                values[i] = weight / length * (norm == Norm.L1 ? Math.signum(difference) : 2 * difference);
            }
            gradient.write(values, count, first);
        }
        return weight * sum / length;
    }

    @Override
    public void iteratePower(Tensor matrix, MatrixLayout layout, int count, Tensor u, Tensor v, Tensor sigma) {
        TensorMemory.requireMatrix(matrix, layout, u, v);
        spectral.iteratePower(matrix, layout, count, u, v, sigma);
    }

    /**
     * A matrix's spectral norm, to nine digits. It takes a few dozen products with the matrix, which
     * is read once for each.
     *
     * @return the norm; NaN if an entry is not finite
     */
    public double spectralNorm(Tensor matrix, MatrixLayout layout) {
        return spectral.norm(matrix, layout);
    }

    @Override
    public void gradientBeforeNormalisation(
            Tensor gradient, Tensor normalised, MatrixLayout layout, Tensor u, Tensor v, Tensor sigma) {
        TensorMemory.requireSameLength(gradient, normalised);
        TensorMemory.requireMatrix(gradient, layout, u, v);
        spectral.gradientBeforeNormalisation(gradient, normalised, layout, u, v, sigma);
    }

    @Override
    public void scale(Tensor factor, Tensor target) {
        factor.read(0, values, 1);
        scale(values[0], target);
    }

    @Override
    public void divide(Tensor divisor, double least, Tensor target) {
        divisor.read(0, values, 1);
        double by = values[0];
        // A number that is not one must spread.
        double bounded = by < least ? least : by;
        for (long first = 0; first < target.length(); first += CHUNK) {
            int count = chunk(target.length(), first);
            target.read(first, values, count);
            for (int i = 0; i < count; i++) {
                values[i] /= bounded;
            }
            target.write(values, count, first);
        }
    }

    private static int chunk(long length, long first) {
        return (int) Math.min(CHUNK, length - first);
    }
}
