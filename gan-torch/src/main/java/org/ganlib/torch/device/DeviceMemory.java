package org.ganlib.torch.device;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.ganlib.random.RandomStream;
import org.ganlib.tensor.ImageChanges;
import org.ganlib.tensor.MatrixLayout;
import org.ganlib.tensor.Norm;
import org.ganlib.tensor.TensorMemory;
import org.ganlib.tensor.TensorShape;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The memory of a place, with the arithmetic of games by libtorch's operations. Sums that the
 * contract asks for in double precision are added in double where the device has it, and in float
 * on Apple's, which has not.
 */
public final class DeviceMemory implements TensorMemory, AutoCloseable {
    private final Place place;
    /** The tensors that were allocated here and not closed yet. */
    private final Set<DeviceTensor> open = Collections.newSetFromMap(new IdentityHashMap<>());

    /** The memory of that place. */
    public DeviceMemory(Place place) {
        this.place = place;
    }

    @Override
    public org.ganlib.tensor.Tensor allocate(DataType precision, TensorShape shape, int rows) {
        DeviceTensor tensor = DeviceTensor.zeros(place, precision, shape, rows, open::remove);
        open.add(tensor);
        return tensor;
    }

    @Override
    public void copy(org.ganlib.tensor.Tensor source, org.ganlib.tensor.Tensor target) {
        TensorMemory.requireSameLength(source, target);
        carry(source, 0, target, 0, source.length());
    }

    @Override
    public void copyRows(
            org.ganlib.tensor.Tensor source, int from, org.ganlib.tensor.Tensor target, int to, int count) {
        TensorMemory.requireRows(source, from, target, to, count);
        int elements = source.shape().elements();
        carry(source, (long) from * elements, target, (long) to * elements, (long) count * elements);
    }

    /** Copies elements, within this place or by way of the host. */
    private void carry(
            org.ganlib.tensor.Tensor source, long from, org.ganlib.tensor.Tensor target, long to, long length) {
        if (isHere(source) && isHere(target)) {
            Natives.constant(
                    () -> flat(target).narrow(0, to, length).copy_(flat(source).narrow(0, from, length)));
            return;
        }
        int count = Math.toIntExact(length);
        if (source.precision() == DataType.DOUBLE) {
            double[] numbers = new double[count];
            source.read(from, numbers, count);
            target.write(numbers, count, to);
        } else {
            float[] numbers = new float[count];
            source.read(from, numbers, count);
            target.write(numbers, count, to);
        }
    }

    @Override
    public void add(org.ganlib.tensor.Tensor addend, org.ganlib.tensor.Tensor target) {
        TensorMemory.requireSameLength(addend, target);
        Natives.constant(() -> flat(target).add_(read(addend)));
    }

    @Override
    public void scale(double factor, org.ganlib.tensor.Tensor target) {
        Natives.constant(() -> flat(target).mul_(new Scalar(factor)));
    }

    @Override
    public double squaredNorm(org.ganlib.tensor.Tensor tensor) {
        return Natives.constant(() -> number(precise(read(tensor)).square().sum()));
    }

    @Override
    public void addNoise(
            org.ganlib.tensor.Tensor source, double sigma, RandomStream random, org.ganlib.tensor.Tensor target) {
        TensorMemory.requireSameLength(source, target);
        int count = Math.toIntExact(source.length());
        double[] noise = new double[count];
        for (int i = 0; i < count; i++) {
            noise[i] = sigma * random.nextNormal();
        }
        Natives.constant(() -> flat(target).copy_(precise(read(source)).add(onDevice(noise))));
    }

    @Override
    public void changeImages(org.ganlib.tensor.Tensor source, ImageChanges changes, org.ganlib.tensor.Tensor target) {
        TensorMemory.requireImages(changes, source, target);
        Natives.constant(() -> {
            Tensor given = read(source);
            Tensor changed =
                    new DeviceImages(changes, onDevice(changes.numbers()).to(given.scalar_type())).change(given);
            flat(target).copy_(changed);
        });
    }

    @Override
    public void imageGradient(
            org.ganlib.tensor.Tensor gradient, ImageChanges changes, org.ganlib.tensor.Tensor target) {
        TensorMemory.requireImages(changes, gradient, target);
        Natives.constant(() -> {
            Tensor given = read(gradient);
            Tensor before =
                    new DeviceImages(changes, onDevice(changes.numbers()).to(given.scalar_type())).gradient(given);
            flat(target).copy_(before);
        });
    }

    @Override
    public void interpolate(
            org.ganlib.tensor.Tensor one,
            org.ganlib.tensor.Tensor other,
            double[] shares,
            org.ganlib.tensor.Tensor target) {
        TensorMemory.requireSameLength(one, other);
        TensorMemory.requireSameLength(one, target);
        TensorMemory.requireOnePerRow(shares, one);
        Natives.constant(() -> {
            Tensor share = onDevice(shares).view(shares.length, 1);
            Tensor x = precise(read(one)).view(shares.length, -1);
            Tensor y = precise(read(other)).view(shares.length, -1);
            Tensor mixed = x.mul(share).add(y.mul(share.neg().add(new Scalar(1.))));
            flat(target).copy_(mixed.view(-1));
        });
    }

    @Override
    public void addSquaredRowNorms(org.ganlib.tensor.Tensor tensor, double[] sums) {
        TensorMemory.requireOnePerRow(sums, tensor);
        Natives.constant(() -> {
            Tensor norms = precise(read(tensor)).view(sums.length, -1).square().sum(1);
            double[] fetched = new double[sums.length];
            try (DeviceTensor result = DeviceTensor.over(place, norms, TensorShape.of(1))) {
                result.read(fetched);
            }
            for (int i = 0; i < sums.length; i++) {
                sums[i] += fetched[i];
            }
        });
    }

    @Override
    public void scaleRows(org.ganlib.tensor.Tensor source, double[] factors, org.ganlib.tensor.Tensor target) {
        TensorMemory.requireSameLength(source, target);
        TensorMemory.requireOnePerRow(factors, source);
        Natives.constant(() -> {
            Tensor factor = onDevice(factors).view(factors.length, 1);
            Tensor scaled = precise(read(source)).view(factors.length, -1).mul(factor);
            flat(target).copy_(scaled.view(-1));
        });
    }

    @Override
    public double distance(
            Norm norm,
            double weight,
            org.ganlib.tensor.Tensor output,
            org.ganlib.tensor.Tensor target,
            org.ganlib.tensor.Tensor gradient) {
        TensorMemory.requireSameLength(output, target);
        TensorMemory.requireSameLength(output, gradient);
        double share = weight / output.length();
        return Natives.constant(() -> {
            Tensor difference = precise(read(output)).sub(precise(read(target)));
            boolean absolute = norm == Norm.L1;
            Tensor slope = absolute ? difference.sign() : difference.mul(new Scalar(2.));
            flat(gradient).copy_(slope.mul(new Scalar(share)));
            Tensor sizes = absolute ? difference.abs() : difference.square();
            return share * number(sizes.sum());
        });
    }

    /** It computes in the precision of the matrix. */
    @Override
    public void iteratePower(
            org.ganlib.tensor.Tensor matrix,
            MatrixLayout layout,
            int count,
            org.ganlib.tensor.Tensor u,
            org.ganlib.tensor.Tensor v,
            org.ganlib.tensor.Tensor sigma) {
        TensorMemory.requireMatrix(matrix, layout, u, v);
        Natives.constant(() -> {
            Tensor arranged = arranged(matrix, layout);
            Tensor left = flat(u).to(arranged.scalar_type());
            for (int i = 0; i < count; i++) {
                Tensor right = arranged.t().mv(left);
                right.div_(norm(right));
                Tensor product = arranged.mv(right);
                Tensor norm = norm(product);
                left = product.div(norm);
                if (i == count - 1) {
                    flat(u).copy_(left);
                    flat(v).copy_(right);
                    flat(sigma).copy_(norm);
                }
            }
        });
    }

    /** The Euclidean norm of a vector, but at least the smallest normal float, to divide by. */
    private static Tensor norm(Tensor vector) {
        return vector.square().sum().sqrt().clamp_min(new Scalar((double) Float.MIN_NORMAL));
    }

    /** The matrix with the layout that libtorch's products take, rows by columns. */
    private Tensor arranged(org.ganlib.tensor.Tensor matrix, MatrixLayout layout) {
        Tensor blocks = read(matrix).view(layout.blocks(), layout.rows(), layout.columns());
        return layout.blocks() == 1
                ? blocks.squeeze(0)
                : blocks.permute(1, 0, 2).reshape(layout.rows(), layout.width());
    }

    @Override
    public void gradientBeforeNormalisation(
            org.ganlib.tensor.Tensor gradient,
            org.ganlib.tensor.Tensor normalised,
            MatrixLayout layout,
            org.ganlib.tensor.Tensor u,
            org.ganlib.tensor.Tensor v,
            org.ganlib.tensor.Tensor sigma) {
        TensorMemory.requireSameLength(gradient, normalised);
        TensorMemory.requireMatrix(gradient, layout, u, v);
        Natives.constant(() -> {
            Tensor before = flat(gradient);
            Tensor inner = before.mul(read(normalised)).sum();
            Tensor outer = read(u).view(1, -1, 1).mul(read(v).view(layout.blocks(), 1, layout.columns()));
            before.sub_(outer.reshape(-1).mul(inner)).div_(read(sigma));
        });
    }

    @Override
    public void scale(org.ganlib.tensor.Tensor factor, org.ganlib.tensor.Tensor target) {
        Natives.constant(() -> flat(target).mul_(read(factor)));
    }

    @Override
    public void divide(org.ganlib.tensor.Tensor divisor, double least, org.ganlib.tensor.Tensor target) {
        Natives.constant(() -> flat(target).div_(read(divisor).clamp_min(new Scalar(least))));
    }

    /** Frees the tensors that were allocated here and not closed. */
    @Override
    public void close() {
        List.copyOf(open).forEach(DeviceTensor::close);
    }

    /** A tensor as a vector in this place; one of another memory is uploaded. */
    public Tensor read(org.ganlib.tensor.Tensor tensor) {
        if (isHere(tensor)) {
            return flat(tensor);
        }
        int count = Math.toIntExact(tensor.length());
        DataType precision = tensor.precision();
        try (DeviceTensor carried = DeviceTensor.zeros(place, precision, TensorShape.of(1), count, closed -> {})) {
            carry(tensor, 0, carried, 0, count);
            return carried.flat().alias();
        }
    }

    /** The vector of libtorch's under a tensor that lies here. */
    private static Tensor flat(org.ganlib.tensor.Tensor tensor) {
        return ((DeviceTensor) tensor).flat();
    }

    private boolean isHere(org.ganlib.tensor.Tensor tensor) {
        return tensor instanceof DeviceTensor given && given.place() == place;
    }

    /** Uploads numbers, in double where the device has it. */
    private Tensor onDevice(double[] numbers) {
        DataType precision = hasDoubles() ? DataType.DOUBLE : DataType.FLOAT;
        try (DeviceTensor carried =
                DeviceTensor.zeros(place, precision, TensorShape.of(1), numbers.length, closed -> {})) {
            carried.write(numbers);
            return carried.flat().alias();
        }
    }

    /** The values in double where the device has it. */
    private Tensor precise(Tensor values) {
        return hasDoubles() ? values.to(ScalarType.Double) : values;
    }

    private boolean hasDoubles() {
        return !place.device().is_mps();
    }

    /** Fetches the only number of a tensor. */
    private double number(Tensor scalar) {
        place.transfers().down(1);
        return scalar.item_double();
    }
}
