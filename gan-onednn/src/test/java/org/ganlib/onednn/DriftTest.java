package org.ganlib.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ganlib.tensor.HostTensor.arrayOf;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ganlib.config.Optimizers;
import org.ganlib.datasets.image.Mnist;
import org.ganlib.dl4j.Dl4jEngine;
import org.ganlib.losses.adversarial.GanDivergence;
import org.ganlib.losses.constraint.NoConstraint;
import org.ganlib.models.architecture.Dcgan;
import org.ganlib.models.architecture.Initialisation;
import org.ganlib.models.architecture.OutputActivation;
import org.ganlib.models.game.Standard;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkEngine;
import org.ganlib.network.NetworkRequest;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.NetworkSet;
import org.ganlib.optimize.ConstantRate;
import org.ganlib.optimize.Sgd;
import org.ganlib.random.RandomStream;
import org.ganlib.random.RandomStreams;
import org.ganlib.spi.DataLocation;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.GameParts;
import org.ganlib.spi.NetworkSignature;
import org.ganlib.spi.Optimizer;
import org.ganlib.spi.Split;
import org.ganlib.testkit.SmoothNetwork;
import org.ganlib.train.TrainingStep;
import org.ganlib.updateschedule.RegularSchedule;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Two engines that train the same networks from the same seed drift apart, because each step rounds
 * anew and training amplifies it. By how much is measured: the same engine trains once more, its
 * parameters moved by one rounding each before every step. The networks are {@link SmoothNetwork}:
 * one number that crosses a rectifier's kink moves a training more than all rounding, and whether one
 * does is chance.
 */
final class DriftTest {
    private static final int STEPS = 100;
    private static final int BATCH = 16;
    private static final double ROUNDING = 0x1p-24;

    @Test
    void hundredStepsOfTrainingDriftApartNoFurtherThanRoundingDoes() throws IOException {
        Map<NetworkRole, INDArray> reference = trained(new Dl4jEngine(), 0);
        Map<NetworkRole, INDArray> actual = trained(new OneDnnEngine(), 0);
        Map<NetworkRole, INDArray> rounded = trained(new OneDnnEngine(), ROUNDING);
        for (NetworkRole role : reference.keySet()) {
            double control = distance(rounded.get(role), actual.get(role));
            assertThat(control).as("%s: the measure of rounding", role.key()).isBetween(1e-9, 1e-5);
            assertThat(distance(actual.get(role), reference.get(role)))
                    .as(role.key())
                    .isLessThanOrEqualTo(control);
        }
    }

    private static double distance(INDArray a, INDArray b) {
        return a.sub(b).norm2Number().doubleValue() / b.norm2Number().doubleValue();
    }

    private static Map<NetworkRole, INDArray> trained(NetworkEngine engine, double nudge) throws IOException {
        RandomStreams streams = new RandomStreams(7);
        Dcgan architecture = new Dcgan(8, false, true, 4, 0.2, Initialisation.NORMAL, 0.02, OutputActivation.AUTO);
        Standard game = new Standard();
        Optimizer descent = new Sgd(0.0005, 0, false, 0, new ConstantRate());
        try (Dataset data = new Mnist().open(new DataLocation(List.of(Path.of("none"))), Split.TRAINING)) {
            Map<NetworkRole, Network> networks = new LinkedHashMap<>();
            for (NetworkSignature signature : game.networks(data.info())) {
                String role = signature.role().key();
                networks.put(
                        signature.role(),
                        engine.build(new NetworkRequest(
                                role,
                                SmoothNetwork.of(architecture.define(signature)),
                                DataType.FLOAT,
                                streams.named("initialisation/" + role),
                                streams.named("dropout/" + role))));
            }
            RandomStream random = streams.named("nudge");
            try (NetworkSet set = new NetworkSet(networks);
                    TrainingStep training = new TrainingStep(
                            game,
                            new GameParts(data.info(), BATCH, set, new GanDivergence(), new NoConstraint(), streams),
                            new Optimizers(descent, descent),
                            new RegularSchedule(),
                            data.stream(streams.named("data")))) {
                for (int step = 1; step <= STEPS; step++) {
                    if (nudge > 0) {
                        networks.values().forEach(network -> move(network, nudge, random));
                    }
                    training.run(step);
                }
                Map<NetworkRole, INDArray> parameters = new LinkedHashMap<>();
                networks.forEach((role, network) ->
                        parameters.put(role, arrayOf(network.parameters()).dup()));
                return parameters;
            }
        }
    }

    private static void move(Network network, double nudge, RandomStream random) {
        INDArray parameters = arrayOf(network.parameters());
        for (long i = 0; i < parameters.length(); i++) {
            parameters.putScalar(i, parameters.getDouble(i) * (1 + nudge * random.nextNormal()));
        }
        network.parametersChanged();
    }
}
