package org.ganlib.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.ganlib.dl4j.Dl4jEngine;
import org.ganlib.losses.constraint.WeightClip;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkRequest;
import org.ganlib.network.NumericPrecision;
import org.ganlib.network.ParameterRule;
import org.ganlib.network.UpdatePlan;
import org.ganlib.network.UpdateRule;
import org.ganlib.network.ValueRange;
import org.ganlib.optimize.Adam;
import org.ganlib.optimize.AdamW;
import org.ganlib.optimize.ConstantRate;
import org.ganlib.optimize.RmsProp;
import org.ganlib.optimize.Sgd;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.ImageAugmentation;
import org.ganlib.spi.Optimizer;
import org.ganlib.tensor.HostMemory;
import org.ganlib.tensor.ImageChanges;
import org.ganlib.tensor.MatrixLayout;
import org.ganlib.tensor.Tensor;
import org.ganlib.tensor.TensorMemory;
import org.ganlib.tensor.TensorShape;
import org.ganlib.testkit.SmallNetworks;
import org.ganlib.torch.device.DeviceMemory;
import org.ganlib.torch.device.Place;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;

/** Updates on whole vectors are those that the rules make slab by slab. */
final class DeviceArithmeticTest {
    static Stream<Optimizer> optimizers() {
        ConstantRate constant = new ConstantRate();
        return Stream.of(
                new Adam(0.01, 0.5, 0.99, 1e-4, 0.1, constant),
                new Adam(0.01, 0, 0.9, 1e-8, 0, constant),
                new AdamW(0.01, 0.5, 0.99, 1e-4, 0.1, constant),
                new RmsProp(0.01, 0.9, 1e-3, 0.1, constant),
                new Sgd(0.1, 0, false, 0.1, constant),
                new Sgd(0.1, 0.9, false, 0, constant),
                new Sgd(0.1, 0.9, true, 0, constant));
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void updatesAreThoseOfTheHost(Optimizer optimizer) {
        for (Place place : List.of(Place.processor(), Place.simulated())) {
            try (Network reference = new Dl4jEngine().build(request());
                    Network network = new TorchOnDevice(place, NumericPrecision.FLOAT32).build(request())) {
                UpdatePlan expected = plan(optimizer, reference);
                UpdatePlan plan = plan(optimizer, network);
                ParameterRule clip = new WeightClip(0.3, WeightClip.Moment.AFTER_UPDATE, false)
                        .ruleAfterUpdate(reference.layout())
                        .orElseThrow();
                RandomStream random = new RandomStream(4);
                for (int step = 0; step < 5; step++) {
                    double[] gradients = gradients(random, reference);
                    reference.gradients().write(gradients);
                    network.gradients().write(gradients);
                    expected.begin(step, optimizer.learningRate(step), clip);
                    plan.begin(step, optimizer.learningRate(step), clip);
                    reference.apply(expected);
                    network.apply(plan);
                    assertClose(network.parameters(), reference.parameters());
                    assertThat(numbers(network.gradients())).containsOnly(0);
                }
                assertThat(numbers(network.parameters())).contains(0.3);
                if (expected.state() != null) {
                    assertClose(plan.state(), expected.state());
                }
            }
        }
    }

    /** The memory of a device finds the singular vectors that the host's finds, and goes on so. */
    @Test
    void spectralNormalisationIsThatOfTheHost() {
        TensorShape number = TensorShape.of(1);
        MatrixLayout layout = new MatrixLayout(4, 3, 5);
        for (Place place : List.of(Place.processor(), Place.simulated())) {
            List<double[]> results = new ArrayList<>();
            try (DeviceMemory device = new DeviceMemory(place)) {
                for (TensorMemory memory : List.of(new HostMemory(), device)) {
                    RandomStream random = new RandomStream(9);
                    Tensor matrix = drawn(memory, random, 60);
                    Tensor gradient = drawn(memory, random, 60);
                    Tensor u = drawn(memory, random, 3);
                    Tensor v = memory.allocate(DataType.DOUBLE, number, 20);
                    Tensor sigma = memory.allocate(DataType.DOUBLE, number, 1);
                    memory.iteratePower(matrix, layout, 2, u, v, sigma);
                    memory.iteratePower(matrix, layout, 1, u, v, sigma);
                    memory.divide(sigma, 1e-12, matrix);
                    memory.gradientBeforeNormalisation(gradient, matrix, layout, u, v, sigma);
                    results.add(Stream.of(matrix, gradient, u, v, sigma)
                            .flatMapToDouble(tensor -> Arrays.stream(numbers(tensor)))
                            .toArray());
                    memory.scale(sigma, matrix);
                    memory.divide(sigma, 100, matrix);
                    results.add(numbers(matrix));
                }
            }
            for (int i = 0; i < 2; i++) {
                assertThat(results.get(2 + i))
                        .as("%s", place)
                        .usingComparatorWithPrecision(1e-12)
                        .containsExactly(results.get(i));
            }
        }
    }

    /** A device changes images as the host does; their numbers alone are carried to it. */
    @Test
    void changesOfImagesAreThoseOfTheHost() {
        TensorShape image = TensorShape.of(3, 5, 4);
        ImageAugmentation augmentation = new ImageAugmentation(0.5, 0.5, 1, 1, 1, 0.8, 0, 1);
        ImageChanges changes = augmentation.changes(image, ValueRange.UNIT, 20);
        augmentation.draw(0.8, new RandomStream(3), changes);
        int count = 20 * image.elements();
        for (boolean simulated : new boolean[] {false, true}) {
            Place place = simulated ? Place.simulated() : Place.processor();
            List<double[]> results = new ArrayList<>();
            try (DeviceMemory device = new DeviceMemory(place)) {
                for (TensorMemory memory : List.of(new HostMemory(), device)) {
                    Tensor source = drawn(memory, new RandomStream(9), count);
                    Tensor changed = memory.allocate(DataType.DOUBLE, TensorShape.of(1), count);
                    Tensor gradient = memory.allocate(DataType.DOUBLE, TensorShape.of(1), count);
                    place.transfers().reset();
                    memory.changeImages(source, changes, changed);
                    memory.imageGradient(changed, changes, gradient);
                    if (memory == device && simulated) {
                        assertThat(place.transfers().uploadedNumbers()).isEqualTo(2L * 20 * ImageChanges.PER_IMAGE);
                        assertThat(place.transfers().downloadedNumbers()).isZero();
                    }
                    results.add(numbers(changed));
                    results.add(numbers(gradient));
                }
            }
            for (int i = 0; i < 2; i++) {
                assertThat(results.get(2 + i))
                        .as("%s", place)
                        .usingComparatorWithPrecision(1e-12)
                        .containsExactly(results.get(i));
            }
        }
    }

    private static Tensor drawn(TensorMemory memory, RandomStream random, int count) {
        double[] numbers = new double[count];
        Arrays.setAll(numbers, i -> random.nextNormal());
        Tensor tensor = memory.allocate(DataType.DOUBLE, TensorShape.of(1), count);
        tensor.write(numbers);
        return tensor;
    }

    /** A rule without a form on vectors updates on the host, with the same result. */
    @ParameterizedTest
    @MethodSource("optimizers")
    void aRuleThatKnowsSlabsAloneVisitsTheHost(Optimizer optimizer) {
        Place place = Place.simulated();
        try (Network reference = new Dl4jEngine().build(request());
                Network network = new TorchOnDevice(place, NumericPrecision.FLOAT32).build(request())) {
            UpdatePlan expected = plan(optimizer, reference);
            UpdatePlan plan = plan(new SlabsAlone(optimizer.rule()), optimizer, network);
            RandomStream random = new RandomStream(4);
            for (int step = 0; step < 3; step++) {
                double[] gradients = gradients(random, reference);
                reference.gradients().write(gradients);
                network.gradients().write(gradients);
                expected.begin(step, optimizer.learningRate(step), ParameterRule.NONE);
                plan.begin(step, optimizer.learningRate(step), ParameterRule.NONE);
                reference.apply(expected);
                place.transfers().reset();
                network.apply(plan);
                assertThat(place.transfers().uploadedNumbers())
                        .isEqualTo(network.layout().length());
                assertClose(network.parameters(), reference.parameters());
            }
        }
    }

    private record SlabsAlone(UpdateRule rule) implements UpdateRule {
        @Override
        public int stateVectors() {
            return rule.stateVectors();
        }

        @Override
        public void begin(long step, double learningRate) {
            rule.begin(step, learningRate);
        }

        @Override
        public void update(float[] parameters, float[] gradients, float[][] state, int count) {
            rule.update(parameters, gradients, state, count);
        }

        @Override
        public void update(double[] parameters, double[] gradients, double[][] state, int count) {
            rule.update(parameters, gradients, state, count);
        }
    }

    private static NetworkRequest request() {
        return new NetworkRequest(
                "test", SmallNetworks.convolutionalCritic(), DataType.DOUBLE, new RandomStream(1), new RandomStream(2));
    }

    private static UpdatePlan plan(Optimizer optimizer, Network network) {
        return plan(optimizer.rule(), optimizer, network);
    }

    private static UpdatePlan plan(UpdateRule rule, Optimizer optimizer, Network network) {
        boolean decoupled = optimizer.decouplesWeightDecay();
        double decay = optimizer.weightDecay();
        return new UpdatePlan(rule, decoupled ? 0 : decay, decoupled ? decay : 0, network.layout(), DataType.DOUBLE);
    }

    /** Standard normal, and 0 for running statistics. */
    private static double[] gradients(RandomStream random, Network network) {
        double[] gradients = new double[(int) network.layout().length()];
        for (int i = 0; i < gradients.length; i++) {
            gradients[i] = network.layout().at(i).isStatistic() ? 0 : random.nextNormal();
        }
        return gradients;
    }

    private static double[] numbers(Tensor tensor) {
        double[] numbers = new double[(int) tensor.length()];
        tensor.read(numbers);
        return numbers;
    }

    private static void assertClose(Tensor actual, Tensor expected) {
        double[] one = numbers(actual);
        double[] other = numbers(expected);
        for (int i = 0; i < one.length; i++) {
            assertThat(one[i]).as("element %d", i).isCloseTo(other[i], within(1e-12));
        }
    }
}
