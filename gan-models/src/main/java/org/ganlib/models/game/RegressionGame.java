package org.ganlib.models.game;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.ganlib.game.CriticBatches;
import org.ganlib.game.CriticEvaluation;
import org.ganlib.game.DistanceLoss;
import org.ganlib.game.Latent;
import org.ganlib.game.LatentBatch;
import org.ganlib.game.RoundPass;
import org.ganlib.network.Mode;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.Pass;
import org.ganlib.network.Wanted;
import org.ganlib.spi.Batch;
import org.ganlib.spi.Game;
import org.ganlib.spi.GameParts;
import org.ganlib.spi.Measurements;
import org.ganlib.spi.Player;
import org.ganlib.tensor.Norm;
import org.ganlib.tensor.Tensor;
import org.ganlib.tensor.TensorMemory;

/**
 * The two-player game in progress, with an encoder that regresses the latent on what was generated
 * from it.
 */
final class RegressionGame implements Game {
    private final LatentBatch latents;
    private final RoundPass generator;
    private final Network encoder;
    private final CriticEvaluation evaluation;
    private final boolean helped;
    private final DistanceLoss mismatch;

    /** The sum of the gradients that reach the generated examples; null until one is needed. */
    private Tensor sum;

    /**
     * The input of the encoder, in an array that is kept: each variadic call would allocate a new
     * one.
     */
    private final Tensor[] generated = new Tensor[1];

    /**
     * @param weight the weight of the regression for generator and encoder; empty if the generator
     *     ignores the encoder
     */
    RegressionGame(Latent latent, CriticBatches batches, OptionalDouble weight, GameParts parts) {
        Network network = parts.networks().get(NetworkRole.GENERATOR);
        latents = new LatentBatch(
                network.memory(), latent, parts.batchSize(), parts.streams().named("latent"));
        generator = new RoundPass(network, latents.values());
        encoder = parts.networks().get(NetworkRole.ENCODER);
        evaluation = new CriticEvaluation(parts, batches);
        helped = weight.isPresent();
        mismatch = new DistanceLoss(encoder.memory(), Norm.L2, weight.orElse(1));
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
        switch (player) {
            case CRITIC -> evaluation.criticStep(measurements);
            case GENERATOR -> playGenerator(measurements);
        }
    }

    private void playGenerator(Measurements measurements) {
        generated[0] = generator.output();
        try (Pass guess = encoder.forward(Mode.TRAINING, generated)) {
            double loss = evaluation.beginGeneratorStep();
            double missed = mismatch.measure(guess.output(), latents.values());
            guess.backward(mismatch.gradient(), helped ? Wanted.BOTH : Wanted.PARAMETERS);
            Tensor gradient = evaluation.fakeGradient(0);
            generator.backward(helped ? sum(gradient, guess.inputGradient(0)) : gradient);
            measurements.record(Measurements.GENERATOR_LOSS, loss);
            measurements.record(Measurements.LATENT_ERROR, missed);
        } finally {
            evaluation.close();
        }
    }

    private Tensor sum(Tensor one, Tensor other) {
        TensorMemory memory = encoder.memory();
        if (sum == null) {
            sum = memory.allocate(one.precision(), one.shape(), one.rows());
        }
        memory.copy(one, sum);
        memory.add(other, sum);
        return sum;
    }

    @Override
    public Optional<Tensor[]> inputs(NetworkRole role) {
        if (role.equals(NetworkRole.GENERATOR)) {
            return Optional.of(generator.inputs());
        }
        return role.equals(NetworkRole.ENCODER) ? Optional.of(new Tensor[] {generator.output()}) : Optional.empty();
    }

    @Override
    public boolean inputsNeedExamples() {
        return false;
    }

    @Override
    public void close() {
        evaluation.close();
        generator.close();
    }
}
