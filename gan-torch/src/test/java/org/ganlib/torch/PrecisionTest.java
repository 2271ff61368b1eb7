package org.ganlib.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.ganlib.network.EngineOptions;
import org.ganlib.network.Mode;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkRequest;
import org.ganlib.network.NumericPrecision;
import org.ganlib.network.Pass;
import org.ganlib.network.Wanted;
import org.ganlib.problem.GanException;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.Architecture;
import org.ganlib.tensor.HostTensor;
import org.ganlib.tensor.TensorShape;
import org.ganlib.testkit.EngineAgreement;
import org.ganlib.testkit.SmallNetworks;
import org.ganlib.testkit.SmoothNetwork;
import org.ganlib.torch.device.Place;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.buffer.DataType;

/** Matrix products and convolutions in bfloat16, on the processor. */
final class PrecisionTest {
    /**
     * bfloat16 rounds by up to 2⁻⁹, the layers add up (to 0.27 in the deepest network), and batch
     * norm of three examples divides by small numbers.
     */
    @TestFactory
    Stream<DynamicTest> publishedNetworksAgreeRoughly() {
        return ServiceLoader.load(Architecture.class).stream()
                .map(ServiceLoader.Provider::get)
                .flatMap(architecture -> architecture.examples().stream()
                        .map(signature -> DynamicTest.dynamicTest(
                                architecture.getClass().getSimpleName() + ", " + signature.inputs() + " → "
                                        + signature.output(),
                                () -> new EngineAgreement(
                                                new TorchOnDevice(Place.processor(), NumericPrecision.BF16), 0.3)
                                        .agree(
                                                SmoothNetwork.of(architecture.define(signature)),
                                                DataType.FLOAT,
                                                3,
                                                List.of(Wanted.BOTH)))));
    }

    /** The result differs from float's by more than float's rounding: the precision is in effect. */
    @Test
    void resultsAreRounded() {
        double[] exact = output(NumericPrecision.FLOAT32);
        double[] rounded = output(NumericPrecision.BF16);
        double largest = 0;
        for (int i = 0; i < exact.length; i++) {
            largest = Math.max(largest, Math.abs(exact[i] - rounded[i]));
        }
        assertThat(largest).isBetween(1e-5, 0.1);
    }

    private static double[] output(NumericPrecision precision) {
        HostTensor input = HostTensor.zeros(DataType.FLOAT, TensorShape.of(1, 6, 6), 8);
        RandomStream random = new RandomStream(3);
        random.fillNormal(input.toFill());
        try (Network network = new TorchOnDevice(Place.processor(), precision)
                        .build(new NetworkRequest(
                                "test",
                                SmallNetworks.convolutionalCritic(),
                                DataType.FLOAT,
                                new RandomStream(1),
                                new RandomStream(2)));
                Pass pass = network.forward(Mode.TRAINING, input)) {
            double[] numbers = new double[8];
            pass.output().read(numbers);
            return numbers;
        }
    }

    @Test
    void aPrecisionThatTheDeviceLacksIsRefused() {
        assertThatExceptionOfType(GanException.class)
                .isThrownBy(() -> new TorchEngine().with(new EngineOptions("cpu", NumericPrecision.TF32)))
                .withMessage(
                        "precision: tf32 is a precision of NVIDIA's devices, and device cpu has none. Use float32 or"
                                + " bf16");
    }

    @Test
    void aDeviceThatIsNotThereIsRefused() {
        assertThatExceptionOfType(GanException.class)
                .isThrownBy(() -> new TorchEngine().with(new EngineOptions("cuda", NumericPrecision.FLOAT32)))
                .withMessage("device: cuda needs libtorch for CUDA, and this one is for the processor. Start with gan"
                        + " --with torch-cuda, or use device=cpu");
        assertThatExceptionOfType(GanException.class)
                .isThrownBy(() -> new TorchEngine().with(new EngineOptions("mps", NumericPrecision.FLOAT32)))
                .withMessageStartingWith("device: mps is Apple's");
    }
}
