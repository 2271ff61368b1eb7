package org.ganlib.models.game;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.ganlib.network.NetworkRole;
import org.ganlib.spi.Batch;
import org.ganlib.spi.Game;
import org.ganlib.spi.GameParts;
import org.ganlib.spi.Measurements;
import org.ganlib.spi.Player;

/** The two-player game in progress. */
final class StandardGame implements Game {
    private final LatentBatch latents;
    private final RoundPass generator;
    private final Contest contest;

    StandardGame(Standard settings, GameParts parts) {
        latents = new LatentBatch(
                settings.latent(), parts.batchSize(), parts.streams().named("latent"));
        generator = new RoundPass(parts.networks().get(NetworkRole.GENERATOR), latents.values());
        contest = new Contest(parts, settings.criticBatches());
    }

    @Override
    public Set<Player> players() {
        return EnumSet.allOf(Player.class);
    }

    @Override
    public List<NetworkRole> moves(Player player) {
        return List.of(player == Player.CRITIC ? NetworkRole.CRITIC : NetworkRole.GENERATOR);
    }

    @Override
    public void beginStep(long step) {
        contest.beginStep(step);
    }

    @Override
    public Batch real() {
        return contest.examples();
    }

    @Override
    public void redeal() {
        generator.forget();
        latents.draw();
    }

    @Override
    public void play(Player player, Measurements measurements) {
        contest.showFake(0, generator.output());
        contest.play(player, generator, measurements);
    }

    @Override
    public void playTogether(Measurements measurements) {
        contest.showFake(0, generator.output());
        contest.playTogether(generator, measurements);
    }

    @Override
    public void close() {
        contest.close();
        generator.close();
    }
}
