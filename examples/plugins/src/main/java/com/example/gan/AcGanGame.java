package com.example.gan;

import java.util.List;
import java.util.Set;
import org.ganlib.game.CriticBatches;
import org.ganlib.game.CriticEvaluation;
import org.ganlib.game.LabelBatch;
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

/** The game of the auxiliary-classifier GAN in progress. */
final class AcGanGame implements Game {
    private final LatentBatch latents;
    private final LabelBatch labels;
    private final RandomStream labelStream;
    private final ClassLoss classes;
    private final RoundPass generator;
    private final CriticEvaluation evaluation;

    AcGanGame(AcGan settings, GameParts parts) {
        Network network = parts.networks().get(NetworkRole.GENERATOR);
        int count = parts.data().classNames().size();
        latents = new LatentBatch(
                network.memory(),
                settings.latent(),
                parts.batchSize(),
                parts.streams().named("latent"));
        labels = new LabelBatch(network.memory(), parts.batchSize(), count);
        labelStream = parts.streams().named("labels");
        classes = new ClassLoss(count, parts.batchSize(), settings.weight());
        generator = new RoundPass(network, latents.values(), labels.values());
        evaluation = new CriticEvaluation(parts, CriticBatches.AUTO, classes);
    }

    @Override
    public Set<Player> players() {
        return Set.of(Player.CRITIC, Player.GENERATOR);
    }

    @Override
    public List<NetworkRole> moves(Player player) {
        return List.of(player == Player.CRITIC ? NetworkRole.CRITIC : NetworkRole.GENERATOR);
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
        labels.set(classes.draw(real().labels(), labelStream));
    }

    @Override
    public void play(Player player, Measurements measurements) {
        evaluation.showFake(0, generator.output());
        evaluation.play(player, generator, measurements);
    }

    @Override
    public void close() {
        generator.close();
    }
}
