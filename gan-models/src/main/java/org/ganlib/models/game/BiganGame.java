package org.ganlib.models.game;

import java.util.List;
import java.util.Optional;
import org.ganlib.game.CriticEvaluation;
import org.ganlib.game.LatentBatch;
import org.ganlib.game.RoundPass;
import org.ganlib.network.NetworkRole;
import org.ganlib.spi.Batch;
import org.ganlib.spi.Game;
import org.ganlib.spi.GameParts;
import org.ganlib.spi.Measurements;
import org.ganlib.spi.Player;
import org.ganlib.tensor.Tensor;
import org.ganlib.tensor.TensorShape;

/**
 * The game of pairs in progress: on the real side the encoder determines what the critic reads, on
 * the fake side the generator.
 */
final class BiganGame implements Game {
    private static final int EXAMPLE = 0;
    private static final int LATENT = 1;

    private final LatentBatch latents;
    private final RoundPass generator;
    private final RoundPass encoder;
    private final CriticEvaluation evaluation;

    BiganGame(Bigan settings, GameParts parts) {
        TensorShape latent = settings.latent().shape();
        latents = new LatentBatch(
                parts.networks().get(NetworkRole.GENERATOR).memory(),
                settings.latent(),
                parts.batchSize(),
                parts.streams().named("latent"));
        evaluation = new CriticEvaluation(parts, settings.criticBatches(), latent);
        generator = new RoundPass(parts.networks().get(NetworkRole.GENERATOR), latents.values());
        encoder = new RoundPass(
                parts.networks().get(NetworkRole.ENCODER), evaluation.examples().features());
        evaluation.showFake(LATENT, latents.values());
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
    public void deal() {
        encoder.forget();
        resampleLatents();
    }

    @Override
    public void resampleLatents() {
        generator.forget();
        latents.draw();
    }

    @Override
    public void play(Player player, Measurements measurements) {
        showPairs();
        if (player == Player.CRITIC) {
            evaluation.criticStep(measurements);
            return;
        }
        try {
            takeBack(evaluation.beginJointGeneratorStep(), measurements);
        } finally {
            evaluation.close();
        }
    }

    @Override
    public void playTogether(Measurements measurements) {
        showPairs();
        try {
            evaluation.beginCriticStep(measurements);
            takeBack(evaluation.continueWithJointGeneratorStep(), measurements);
        } finally {
            evaluation.close();
        }
    }

    private void showPairs() {
        evaluation.showFake(EXAMPLE, generator.output());
        evaluation.showReal(LATENT, encoder.output());
    }

    private void takeBack(double loss, Measurements measurements) {
        measurements.record(Measurements.GENERATOR_LOSS, loss);
        generator.backward(evaluation.fakeGradient(EXAMPLE));
        encoder.backward(evaluation.realGradient(LATENT));
    }

    @Override
    public Optional<Tensor[]> inputs(NetworkRole role) {
        if (role.equals(NetworkRole.GENERATOR)) {
            return Optional.of(generator.inputs());
        }
        return role.equals(NetworkRole.ENCODER) ? Optional.of(encoder.inputs()) : Optional.empty();
    }

    @Override
    public void close() {
        evaluation.close();
        generator.close();
        encoder.close();
    }
}
