package org.ganlib.models.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static org.ganlib.tensor.HostTensor.arrayOf;
import static org.ganlib.testkit.GradientCheck.tensors;

import java.util.LinkedHashMap;
import java.util.Map;
import org.ganlib.network.Mode;
import org.ganlib.network.Network;
import org.ganlib.network.Pass;
import org.ganlib.network.ValueRange;
import org.ganlib.plugin.InvalidSettingsException;
import org.ganlib.problem.GanException;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.Architecture;
import org.ganlib.tensor.TensorShape;
import org.ganlib.testkit.GradientCheck;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

final class BiganMlpTest implements ArchitectureLaws {
    private static final TensorShape DIGIT = TensorShape.of(1, 28, 28);
    private static final TensorShape LATENT = TensorShape.of(50);

    @Override
    public Architecture configured() {
        return new BiganMlp(3, 0.1, Initialisation.XAVIER, 0.5, OutputActivation.SIGMOID);
    }

    @Override
    public Map<String, Built> small() {
        BiganMlp narrow = new BiganMlp(5, 0.2, Initialisation.XAVIER, 1, OutputActivation.AUTO);
        TensorShape image = TensorShape.of(1, 2, 2);
        TensorShape latent = TensorShape.of(3);
        Map<String, Built> networks = new LinkedHashMap<>();
        networks.put("generator", new Built(narrow, Signatures.generator(ValueRange.UNIT, image, latent)));
        networks.put("encoder", new Built(narrow, Signatures.encoder(image, latent)));
        networks.put("joint critic", new Built(narrow, Signatures.critic(image, latent)));
        networks.put("critic of examples alone", new Built(narrow, Signatures.critic(image)));
        return networks;
    }

    /** Counted by hand: a normalised layer is a matrix alone, without bias, gain and shift. */
    @Test
    void hasThePublishedLayers() {
        BiganMlp bigan = new BiganMlp();
        assertThat(new Built(bigan, Signatures.generator(ValueRange.UNIT, DIGIT, LATENT)).parameters())
                .isEqualTo(50 * 1024 + 1024 * 1024 + (1024 + 1) * 784);
        assertThat(new Built(bigan, Signatures.encoder(DIGIT, LATENT)).parameters())
                .isEqualTo((784 + 1) * 1024 + 1024 * 1024 + (1024 + 1) * 50);
        assertThat(new Built(bigan, Signatures.critic(DIGIT, LATENT)).parameters())
                .isEqualTo((784 + 1) * 1024 + 1024 * 1024 + 50 * 1024 + (1024 + 1));
        assertThat(new Built(bigan, Signatures.critic(DIGIT)).parameters())
                .isEqualTo((784 + 1) * 1024 + 1024 * 1024 + (1024 + 1));
    }

    @Test
    void latentsAreAddedBeforeTheSecondLayersNormalisation() {
        try (Network critic = small().get("joint critic").network(DataType.DOUBLE, new RandomStream(1));
                Pass pass = critic.forward(
                        Mode.TRAINING,
                        tensors(
                                GradientCheck.normal(new RandomStream(2), 6, 4),
                                GradientCheck.normal(new RandomStream(3), 6, 3)))) {
            INDArray sum = arrayOf(pass.activation("hidden-1-0")).add(arrayOf(pass.activation("hidden-1-1")));
            assertThat(arrayOf(pass.activation("hidden-1-1")).amaxNumber().doubleValue())
                    .isPositive();
            INDArray deviations = sum.subRowVector(sum.mean(0));
            INDArray variances = deviations.mul(deviations).mean(0).add(1e-5);
            for (int n = 0; n < 6; n++) {
                for (int j = 0; j < 5; j++) {
                    double normal = deviations.getDouble(n, j) / Math.sqrt(variances.getDouble(j));
                    assertThat(arrayOf(pass.activation("hidden-1-activation")).getDouble(n, j))
                            .isCloseTo(normal > 0 ? normal : 0.2 * normal, within(1e-9));
                }
            }
        }
    }

    @Test
    void weightsStartNormalWithStandardDeviationOneFiftieth() {
        INDArray weights = new Built(new BiganMlp(), Signatures.critic(DIGIT, LATENT)).drawn("hidden-1-1/W");
        int count = 50 * 1024;
        assertThat(weights.length()).isEqualTo(count);
        assertThat(weights.meanNumber().doubleValue()).isCloseTo(0, within(5 * 0.02 / Math.sqrt(count)));
        assertThat(weights.stdNumber().doubleValue()).isCloseTo(0.02, within(5 * 0.02 / Math.sqrt(2.0 * count)));
    }

    @Test
    void refusesInputsItDoesNotKnow() {
        assertThatExceptionOfType(GanException.class)
                .isThrownBy(() -> new BiganMlp().define(Signatures.critic(DIGIT, LATENT, LATENT)))
                .withMessage("critic: bigan takes an example, or an example and its latent, here, but the model gives"
                        + " inputs of [1×28×28, 50, 50]. Choose another architecture or model");
        assertThatExceptionOfType(GanException.class)
                .isThrownBy(() ->
                        new BiganMlp().define(Signatures.generator(ValueRange.UNIT, DIGIT, LATENT, TensorShape.of(10))))
                .withMessageContaining("generator: bigan takes one latent here");
    }

    @Test
    void refusesSettingsOutOfRange() {
        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(() -> new BiganMlp(0, 1, Initialisation.NORMAL, 0, OutputActivation.AUTO))
                .withMessageContaining("hidden: must be ≥ 1, was 0")
                .withMessageContaining("leak: must be in [0, 1), was 1.0")
                .withMessageContaining("weight-scale: must be > 0, was 0");
    }
}
