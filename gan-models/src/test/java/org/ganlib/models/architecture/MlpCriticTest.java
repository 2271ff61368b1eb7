package org.ganlib.models.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ganlib.tensor.HostTensor.arrayOf;
import static org.ganlib.tensor.HostTensor.over;

import java.util.List;
import org.ganlib.dl4j.Dl4jEngine;
import org.ganlib.network.Mode;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkRequest;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.Pass;
import org.ganlib.network.ValueRange;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.NetworkSignature;
import org.ganlib.tensor.TensorShape;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

final class MlpCriticTest {
    private static final Mlp TANH_64_64 = new Mlp(
            List.of(64, 64),
            Nonlinearity.TANH,
            0,
            false,
            true,
            true,
            0,
            0,
            Initialisation.XAVIER,
            0.05,
            OutputActivation.LINEAR,
            0);

    @Test
    void scoresNumbersWithTwoTanhLayersAndALinearOutput() {
        NetworkSignature signature = new NetworkSignature(
                NetworkRole.CRITIC, List.of(TensorShape.of(1)), TensorShape.of(1), ValueRange.UNBOUNDED);
        try (Network critic = new Dl4jEngine()
                .build(new NetworkRequest(
                        "critic",
                        TANH_64_64.define(signature),
                        DataType.DOUBLE,
                        new RandomStream(1),
                        new RandomStream(2)))) {
            assertThat(critic.layout().trainable()).isEqualTo(64 + 64 + 64 * 64 + 64 + 64 + 1);
            arrayOf(critic.parameters()).muli(100);
            critic.parametersChanged();
            try (Pass pass = critic.forward(
                    Mode.EVALUATION,
                    over(Nd4j.linspace(DataType.DOUBLE, -3, 0.5, 13).reshape(13, 1)))) {
                assertThat(arrayOf(pass.output()).amaxNumber().doubleValue())
                        .as("the largest score of a critic with large weights: no nonlinearity bounds it")
                        .isGreaterThan(10);
            }
        }
    }
}
