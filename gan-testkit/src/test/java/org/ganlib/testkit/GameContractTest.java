package org.ganlib.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.ganlib.game.CriticBatches;
import org.ganlib.game.CriticEvaluation;
import org.ganlib.game.DistanceLoss;
import org.ganlib.game.GameSignatures;
import org.ganlib.game.GeneratorSampler;
import org.ganlib.game.Latent;
import org.ganlib.game.LatentBatch;
import org.ganlib.game.Prior;
import org.ganlib.game.RoundPass;
import org.ganlib.game.TrainedEncoder;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.NetworkSet;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.Batch;
import org.ganlib.spi.CriticConstraint;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Encoder;
import org.ganlib.spi.Examples;
import org.ganlib.spi.Game;
import org.ganlib.spi.GameParts;
import org.ganlib.spi.GanModel;
import org.ganlib.spi.InstanceNoise;
import org.ganlib.spi.Measurements;
import org.ganlib.spi.NetworkSignature;
import org.ganlib.spi.Player;
import org.ganlib.spi.Sampler;
import org.ganlib.tensor.Norm;
import org.ganlib.tensor.TensorShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.testkit.engine.Events;

/** The contract holds for a sound game, and each of its laws fails for one that breaks it. */
final class GameContractTest {
    /** A fault of a game, and the law that must fail because of it. */
    private enum Fault {
        NONE(""),
        /** The critic is asked for twice. */
        TWICE("everyNetworkIsMovedByOnePlayer"),
        /** A turn replaces the gradients that were there. */
        REPLACES("aTurnAddsToTheGradientsOfWhatItMoves"),
        /** A turn changes a parameter. */
        MOVES("aTurnMovesNothing"),
        /** The generator's loss is not reported. */
        SILENT("lossesAndScoresAreReported"),
        /** The run's constraint is not asked. */
        FREE("theConstraintIsAskedInEachTurnOfTheCritic"),
        /** Instance noise is left out. */
        PLAIN("noiseLiesOverWhatTheCriticReads"),
        /** Latents come from a stream of the game's own. */
        OWN_LATENTS("whatIsDrawnFollowsFromTheStreams"),
        /** The generator alone plays where both should. */
        ALONE("playingTogetherIsPlayingInTurn"),
        /** Generated examples are read on the host. */
        VISITS("examplesStayWhereTheyWereMade"),
        /** There is one latent too many. */
        GENEROUS("samplesFitTheData"),
        /** The trained encoder is not offered. */
        HIDES("anEncoderAnswersForEveryExample");

        private final String law;

        Fault(String law) {
            this.law = law;
        }
    }

    @Test
    void aSoundGameKeepsEveryLaw() {
        Events events = WithFault.none(Subject.class);
        assertThat(events.failed().count()).isZero();
        assertThat(events.succeeded().count())
                .isEqualTo(Laws.statedBy(GameContract.class).size());
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aFaultIsNoticedByItsLaw(Fault fault) {
        assertThat(WithFault.brokenBy(fault, Subject.class, fault.law))
                .as("the law that notices %s", fault)
                .containsExactly(fault.law);
    }

    @Test
    void everyLawHasAFaultThatBreaksIt() {
        Set<String> proven = Arrays.stream(Fault.values())
                .filter(fault -> fault != Fault.NONE)
                .map(fault -> fault.law)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(proven).isEqualTo(Laws.statedBy(GameContract.class));
    }

    /** The fake with the fault that the configuration names. */
    @ExtendWith(WithFault.class)
    static final class Subject implements GameContract {
        private final Fault fault;

        Subject(Fault fault) {
            this.fault = fault == null ? Fault.NONE : fault;
        }

        @Override
        public GanModel model() {
            return new Fake(fault);
        }
    }

    /**
     * A generator against a critic, and an encoder that learns the latents of generated examples.
     */
    private record Fake(Fault fault) implements GanModel {
        private static final Latent LATENT = new Latent(3, Prior.NORMAL, 1);
        private static long drawn;

        @Override
        public List<NetworkSignature> networks(DatasetInfo data) {
            List<NetworkSignature> networks = new ArrayList<>(List.of(
                    GameSignatures.generator(LATENT, data),
                    GameSignatures.critic(List.of(data.shape())),
                    GameSignatures.encoder(LATENT, data)));
            if (fault == Fault.TWICE) {
                networks.add(networks.get(1));
            }
            return networks;
        }

        @Override
        public Game assemble(GameParts parts) {
            GameParts used = parts;
            if (fault == Fault.FREE) {
                used = parts.withConstraint(new CriticConstraint() {});
            } else if (fault == Fault.PLAIN) {
                used = new GameParts(
                        parts.data(),
                        parts.batchSize(),
                        parts.networks(),
                        parts.divergence(),
                        parts.constraint(),
                        parts.streams(),
                        InstanceNoise.NONE);
            }
            return new FakeGame(fault, used);
        }

        @Override
        public Sampler sampler(DatasetInfo data, NetworkSet networks) {
            Sampler sampler = new GeneratorSampler(LATENT, data.shape(), networks.get(NetworkRole.GENERATOR), 0);
            return fault == Fault.GENEROUS ? new Generous(sampler) : sampler;
        }

        @Override
        public Optional<Encoder> encoder(DatasetInfo data, NetworkSet networks) {
            return fault == Fault.HIDES
                    ? Optional.empty()
                    : Optional.of(new TrainedEncoder(LATENT.shape(), data.shape(), networks));
        }

        private static long nextSeed() {
            return ++drawn;
        }
    }

    private static final class FakeGame implements Game {
        private final Fault fault;
        private final NetworkSet networks;
        private final LatentBatch latents;
        private final RoundPass generator;
        private final CriticEvaluation evaluation;
        private final DistanceLoss missed;

        FakeGame(Fault fault, GameParts parts) {
            this.fault = fault;
            networks = parts.networks();
            Network network = networks.get(NetworkRole.GENERATOR);
            RandomStream random = fault == Fault.OWN_LATENTS
                    ? new RandomStream(Fake.nextSeed())
                    : parts.streams().named("latent");
            latents = new LatentBatch(network.memory(), Fake.LATENT, parts.batchSize(), random);
            generator = new RoundPass(network, latents.values());
            evaluation = new CriticEvaluation(parts, CriticBatches.AUTO);
            missed = new DistanceLoss(network.memory(), Norm.L2, 1);
        }

        @Override
        public Set<Player> players() {
            return EnumSet.allOf(Player.class);
        }

        @Override
        public List<NetworkRole> moves(Player player) {
            return player == Player.CRITIC
                    ? List.of(NetworkRole.CRITIC)
                    : List.of(NetworkRole.GENERATOR, NetworkRole.ENCODER);
        }

        @Override
        public void beginStep(long step) {
            evaluation.beginStep(step);
        }

        @Override
        public Batch real() {
            return evaluation.examples();
        }

        @Override
        public void resampleLatents() {
            generator.forget();
            latents.draw();
        }

        @Override
        public void play(Player player, Measurements measurements) {
            evaluation.showFake(0, generator.output());
            if (fault == Fault.VISITS) {
                generator.output().read(new double[(int) generator.output().length()]);
            }
            if (fault == Fault.REPLACES) {
                networks.all().values().forEach(Network::clearGradients);
            }
            if (fault == Fault.MOVES) {
                networks.get(NetworkRole.GENERATOR).parameters().write(new double[] {0.5});
            }
            if (player == Player.CRITIC) {
                evaluation.criticStep(measurements);
                return;
            }
            try (RoundPass code = new RoundPass(networks.get(NetworkRole.ENCODER), generator.output())) {
                double distance = missed.measure(code.output(), latents.values());
                code.backward(missed.gradient());
                double loss = evaluation.beginGeneratorStep();
                generator.backward(evaluation.fakeGradient(0));
                if (fault != Fault.SILENT) {
                    measurements.record(Measurements.GENERATOR_LOSS, loss);
                }
                measurements.record(Measurements.LATENT_ERROR, distance);
            } finally {
                evaluation.close();
            }
        }

        @Override
        public void playTogether(Measurements measurements) {
            if (fault != Fault.ALONE) {
                play(Player.CRITIC, measurements);
            }
            play(Player.GENERATOR, measurements);
        }

        @Override
        public void close() {
            evaluation.close();
            generator.close();
        }
    }

    /** Draws one latent more than it was asked for. */
    private record Generous(Sampler sampler) implements Sampler {
        @Override
        public TensorShape latentShape() {
            return sampler.latentShape();
        }

        @Override
        public int classes() {
            return sampler.classes();
        }

        @Override
        public Examples drawLatents(int count, RandomStream random) {
            return sampler.drawLatents(count + 1, random);
        }

        @Override
        public Examples generate(Examples latents, int[] labels) {
            return sampler.generate(latents, labels);
        }
    }
}
