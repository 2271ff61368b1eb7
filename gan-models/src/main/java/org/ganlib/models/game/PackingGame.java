package org.ganlib.models.game;

import java.util.Optional;
import org.ganlib.game.CriticEvaluation;
import org.ganlib.game.LatentBatch;
import org.ganlib.game.RoundPass;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkRole;
import org.ganlib.spi.Batch;
import org.ganlib.spi.Game;
import org.ganlib.spi.GameParts;
import org.ganlib.spi.Measurements;
import org.ganlib.spi.Player;
import org.ganlib.tensor.Tensor;
import org.ganlib.tensor.TensorShape;

/**
 * The game of packs in progress. Examples that lie one behind the other in memory are a pack
 * already, so nothing is copied.
 */
final class PackingGame implements Game {
    private final TensorShape pack;
    private final LatentBatch latents;
    private final RoundPass generator;
    private final CriticEvaluation evaluation;
    private final Batch real;

    /** The latest output of the generator, and the packs that it makes. */
    private Tensor output;

    private Tensor packs;

    /**
     * @param parts the parts for single examples
     * @param ofPacks the parts for packs of them
     */
    PackingGame(Packing settings, GameParts parts, GameParts ofPacks) {
        pack = ofPacks.data().shape();
        Network network = parts.networks().get(NetworkRole.GENERATOR);
        latents = new LatentBatch(
                network.memory(),
                settings.latent(),
                parts.batchSize(),
                parts.streams().named("latent"));
        generator = new RoundPass(network, latents.values());
        evaluation = new CriticEvaluation(ofPacks, settings.criticBatches());
        real = new Batch(evaluation.examples().features().inRowsOf(parts.data().shape()));
    }

    @Override
    public void beginStep(long step) {
        evaluation.beginStep(step);
    }

    @Override
    public Batch real() {
        return real;
    }

    @Override
    public void resampleLatents() {
        generator.forget();
        latents.draw();
    }

    @Override
    public void play(Player player, Measurements measurements) {
        evaluation.showFake(0, packs());
        evaluation.play(player, generator, measurements);
    }

    @Override
    public void playTogether(Measurements measurements) {
        evaluation.showFake(0, packs());
        evaluation.playTogether(generator, measurements);
    }

    private Tensor packs() {
        Tensor latest = generator.output();
        if (latest != output) {
            output = latest;
            packs = latest.inRowsOf(pack);
        }
        return packs;
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
        generator.close();
    }
}
