package org.ganlib.models.game;

import java.util.Optional;
import org.ganlib.game.CriticEvaluation;
import org.ganlib.game.ExamplesAhead;
import org.ganlib.game.LatentBatch;
import org.ganlib.game.RoundPass;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkRole;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.Batch;
import org.ganlib.spi.Game;
import org.ganlib.spi.GameParts;
import org.ganlib.spi.Measurements;
import org.ganlib.spi.Player;
import org.ganlib.tensor.Tensor;

/** The two-player game in progress. */
final class StandardGame implements Game {
    private final LatentBatch latents;
    private final RoundPass generator;
    private final ExamplesAhead ahead;
    private final CriticEvaluation evaluation;

    /**
     * True if the round was announced as one of the critic alone and its examples were generated
     * ahead.
     */
    private boolean isAhead;

    StandardGame(Standard settings, GameParts parts) {
        RandomStream random = parts.streams().named("latent");
        Network network = parts.networks().get(NetworkRole.GENERATOR);
        latents = new LatentBatch(network.memory(), settings.latent(), parts.batchSize(), random);
        generator = new RoundPass(network, latents.values());
        ahead = new ExamplesAhead(network, settings.latent(), parts.batchSize(), random);
        evaluation = new CriticEvaluation(parts, settings.criticBatches());
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
    public void announceCriticRounds(int rounds) {
        ahead.announce(rounds);
    }

    @Override
    public void resampleLatents() {
        generator.forget();
        isAhead = ahead.deal();
        if (!isAhead) {
            latents.draw();
        }
    }

    @Override
    public void play(Player player, Measurements measurements) {
        if (isAhead && player == Player.GENERATOR) {
            throw new IllegalStateException("the round was announced as one of the critic alone");
        }
        evaluation.showFake(0, isAhead ? ahead.examples() : generator.output());
        evaluation.play(player, generator, measurements);
    }

    @Override
    public void playTogether(Measurements measurements) {
        evaluation.showFake(0, generator.output());
        evaluation.playTogether(generator, measurements);
    }

    @Override
    public Optional<Tensor[]> inputs(NetworkRole role) {
        return role.equals(NetworkRole.GENERATOR) ? Optional.of(generator.inputs()) : Optional.empty();
    }

    @Override
    public boolean inputsNeedExamples() {
        return false;
    }

    @Override
    public void close() {
        evaluation.close();
        ahead.close();
        generator.close();
    }
}
