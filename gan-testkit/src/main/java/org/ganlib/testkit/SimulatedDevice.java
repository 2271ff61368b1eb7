package org.ganlib.testkit;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.ganlib.network.Mode;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkDefinition;
import org.ganlib.network.NetworkEngine;
import org.ganlib.network.NetworkRequest;
import org.ganlib.network.ParameterLayout;
import org.ganlib.network.Pass;
import org.ganlib.network.UpdatePlan;
import org.ganlib.network.Wanted;
import org.ganlib.random.RandomStream;
import org.ganlib.tensor.HostMemory;
import org.ganlib.tensor.HostTensor;
import org.ganlib.tensor.ImageChanges;
import org.ganlib.tensor.MatrixLayout;
import org.ganlib.tensor.Norm;
import org.ganlib.tensor.Tensor;
import org.ganlib.tensor.TensorMemory;
import org.ganlib.tensor.TensorShape;
import org.ganlib.tensor.TransferCount;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A device that is simulated on the host: an engine whose tensors lie in a memory of their own, and
 * which counts what is carried to it and back. Everything is computed by another engine, so that
 * the results are that engine's. With it a test shows, on any machine, that a game or a trainer
 * transfers no more numbers to the host than necessary.
 */
public final class SimulatedDevice implements NetworkEngine {
    private final NetworkEngine engine;
    private final TransferCount transfers = new TransferCount();
    private final DeviceMemory memory = new DeviceMemory(transfers);

    /**
     * A device that computes what another engine does.
     *
     * @param engine an engine whose tensors lie on the host
     */
    public SimulatedDevice(NetworkEngine engine) {
        this.engine = engine;
    }

    /** The transfers to this device and back since it was made or the counts were reset. */
    public TransferCount transfers() {
        return transfers;
    }

    @Override
    public Optional<String> unavailable() {
        return engine.unavailable();
    }

    @Override
    public Optional<String> unsupported(NetworkDefinition definition) {
        return engine.unsupported(definition);
    }

    @Override
    public Network build(NetworkRequest request) {
        return new DeviceNetwork(engine.build(request), memory);
    }

    /** A tensor whose numbers are reached only by a transfer. */
    private static final class DeviceTensor implements Tensor {
        private final HostTensor hidden;
        private final TransferCount transfers;
        /** The host buffer for numbers that are about to be transferred; null until the first. */
        private float[] staging;

        DeviceTensor(HostTensor hidden, TransferCount transfers) {
            this.hidden = hidden;
            this.transfers = transfers;
        }

        @Override
        public int rows() {
            return hidden.rows();
        }

        @Override
        public TensorShape shape() {
            return hidden.shape();
        }

        @Override
        public DataType precision() {
            return hidden.precision();
        }

        @Override
        public void read(long from, float[] target, int count) {
            transfers.down(count);
            hidden.read(from, target, count);
        }

        @Override
        public void read(long from, double[] target, int count) {
            transfers.down(count);
            hidden.read(from, target, count);
        }

        @Override
        public void write(float[] source, int count, long to) {
            transfers.up(count);
            hidden.write(source, count, to);
        }

        @Override
        public void write(double[] source, int count, long to) {
            transfers.up(count);
            hidden.write(source, count, to);
        }

        @Override
        public FloatBuffer toFill() {
            if (precision() != DataType.FLOAT) {
                throw new IllegalStateException("only a tensor of FLOAT is filled, this one is of " + precision());
            }
            if (staging == null) {
                staging = new float[Math.toIntExact(length())];
            }
            return FloatBuffer.wrap(staging);
        }

        @Override
        public void filled() {
            transfers.up(staging.length);
            hidden.write(staging, staging.length, 0);
        }

        @Override
        public Tensor inRowsOf(TensorShape other) {
            return new DeviceTensor(hidden.inRowsOf(other), transfers);
        }

        @Override
        public Tensor rows(int from, int count) {
            return new DeviceTensor(hidden.rows(from, count), transfers);
        }

        @Override
        public void close() {
            hidden.close();
        }
    }

    /**
     * Computes with the hidden numbers. Tensors of other memories are transferred to the device
     * first.
     */
    private record DeviceMemory(TransferCount transfers, TensorMemory hidden) implements TensorMemory {
        DeviceMemory(TransferCount transfers) {
            this(transfers, new HostMemory());
        }

        @Override
        public Tensor allocate(DataType precision, TensorShape shape, int rows) {
            return new DeviceTensor(HostTensor.zeros(precision, shape, rows), transfers);
        }

        /** The numbers of a tensor that is read. */
        HostTensor read(Tensor tensor) {
            if (tensor instanceof DeviceTensor here) {
                return here.hidden;
            }
            transfers.up(tensor.length());
            return HostTensor.copyOf(tensor);
        }

        /** The numbers of a tensor that is written to, which lies on this device. */
        private static HostTensor written(Tensor tensor) {
            return ((DeviceTensor) tensor).hidden;
        }

        @Override
        public void copy(Tensor source, Tensor target) {
            if (target instanceof DeviceTensor) {
                hidden.copy(read(source), written(target));
            } else {
                transfers.down(source.length());
                hidden.copy(read(source), target);
            }
        }

        @Override
        public void copyRows(Tensor source, int from, Tensor target, int to, int count) {
            hidden.copyRows(read(source), from, written(target), to, count);
        }

        @Override
        public void add(Tensor addend, Tensor target) {
            hidden.add(read(addend), written(target));
        }

        @Override
        public void scale(double factor, Tensor target) {
            hidden.scale(factor, written(target));
        }

        @Override
        public double squaredNorm(Tensor tensor) {
            transfers.down(1);
            return hidden.squaredNorm(read(tensor));
        }

        @Override
        public void addNoise(Tensor source, double sigma, RandomStream random, Tensor target) {
            transfers.up(source.length());
            hidden.addNoise(read(source), sigma, random, written(target));
        }

        @Override
        public void changeImages(Tensor source, ImageChanges changes, Tensor target) {
            transfers.up(changes.numbers().length);
            hidden.changeImages(read(source), changes, written(target));
        }

        @Override
        public void imageGradient(Tensor gradient, ImageChanges changes, Tensor target) {
            transfers.up(changes.numbers().length);
            hidden.imageGradient(read(gradient), changes, written(target));
        }

        @Override
        public void interpolate(Tensor one, Tensor other, double[] shares, Tensor target) {
            transfers.up(shares.length);
            hidden.interpolate(read(one), read(other), shares, written(target));
        }

        @Override
        public void addSquaredRowNorms(Tensor tensor, double[] sums) {
            transfers.down(sums.length);
            hidden.addSquaredRowNorms(read(tensor), sums);
        }

        @Override
        public void scaleRows(Tensor source, double[] factors, Tensor target) {
            transfers.up(factors.length);
            hidden.scaleRows(read(source), factors, written(target));
        }

        @Override
        public double distance(Norm norm, double weight, Tensor output, Tensor target, Tensor gradient) {
            transfers.down(1);
            return hidden.distance(norm, weight, read(output), read(target), written(gradient));
        }

        @Override
        public void iteratePower(Tensor matrix, MatrixLayout layout, int count, Tensor u, Tensor v, Tensor sigma) {
            hidden.iteratePower(read(matrix), layout, count, written(u), written(v), written(sigma));
        }

        @Override
        public void gradientBeforeNormalisation(
                Tensor gradient, Tensor normalised, MatrixLayout layout, Tensor u, Tensor v, Tensor sigma) {
            hidden.gradientBeforeNormalisation(
                    written(gradient), read(normalised), layout, read(u), read(v), read(sigma));
        }

        @Override
        public void scale(Tensor factor, Tensor target) {
            hidden.scale(read(factor), written(target));
        }

        @Override
        public void divide(Tensor divisor, double least, Tensor target) {
            hidden.divide(read(divisor), least, written(target));
        }

        Tensor hide(Tensor tensor) {
            return new DeviceTensor((HostTensor) tensor, transfers);
        }
    }

    private record DeviceNetwork(Network hidden, DeviceMemory memory) implements Network {
        @Override
        public String name() {
            return hidden.name();
        }

        @Override
        public NetworkDefinition definition() {
            return hidden.definition();
        }

        @Override
        public ParameterLayout layout() {
            return hidden.layout();
        }

        @Override
        public Tensor parameters() {
            return memory.hide(hidden.parameters());
        }

        @Override
        public Tensor gradients() {
            return memory.hide(hidden.gradients());
        }

        @Override
        public void clearGradients() {
            hidden.clearGradients();
        }

        @Override
        public void parametersChanged() {
            hidden.parametersChanged();
        }

        /** The device carries the plan out itself. */
        @Override
        public void apply(UpdatePlan plan) {
            hidden.apply(plan);
        }

        @Override
        public Pass forward(Mode mode, Tensor... inputs) {
            return new DevicePass(
                    hidden.forward(mode, Arrays.stream(inputs).map(memory::read).toArray(Tensor[]::new)), memory);
        }

        @Override
        public void close() {
            hidden.close();
        }
    }

    private record DevicePass(Pass hidden, DeviceMemory memory) implements Pass {
        @Override
        public Tensor output() {
            return memory.hide(hidden.output());
        }

        @Override
        public Tensor activation(String layer) {
            return memory.hide(hidden.activation(layer));
        }

        @Override
        public void backward(Tensor outputGradient, Wanted wanted) {
            hidden.backward(memory.read(outputGradient), wanted);
        }

        @Override
        public Tensor inputGradient(int input) {
            return memory.hide(hidden.inputGradient(input));
        }

        @Override
        public void addMixedGradient(int input, Tensor v) {
            hidden.addMixedGradient(input, memory.read(v));
        }

        @Override
        public void close() {
            hidden.close();
        }
    }
}
