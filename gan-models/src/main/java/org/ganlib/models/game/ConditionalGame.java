package org.ganlib.models.game;

import java.util.Optional;
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
import org.ganlib.spi.NetworkSignature;
import org.ganlib.spi.Player;
import org.ganlib.tensor.Tensor;

/** The game given classes in progress. */
final class ConditionalGame implements Game {
    private static final int EXAMPLE = 0;
    private static final int LABEL = 1;

    private final LatentBatch latents;
    private final LabelBatch realLabels;
    private final LabelBatch fakeLabels;
    private final boolean drawsLabels;
    private final RandomStream labelStream;
    private final RoundPass generator;
    private final CriticEvaluation evaluation;

    ConditionalGame(Conditional settings, GameParts parts) {
        int size = parts.batchSize();
        int classes = parts.data().classNames().size();
        latents = new LatentBatch(
                parts.networks().get(NetworkRole.GENERATOR).memory(),
                settings.latent(),
                size,
                parts.streams().named("latent"));
        labelStream = parts.streams().named("labels");
        drawsLabels = settings.fakeLabels() == FakeLabels.UNIFORM;
        Network network = parts.networks().get(NetworkRole.GENERATOR);
        realLabels = new LabelBatch(network.memory(), size, classes);
        fakeLabels = drawsLabels ? new LabelBatch(network.memory(), size, classes) : realLabels;
        generator = new RoundPass(network, latents.values(), fakeLabels.values());
        evaluation = new CriticEvaluation(parts, settings.criticBatches(), NetworkSignature.LABEL);
        evaluation.showReal(LABEL, realLabels.values());
        evaluation.showFake(LABEL, fakeLabels.values());
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
        generator.forget();
        realLabels.set(evaluation.examples().labels());
        resampleLatents();
    }

    @Override
    public void resampleLatents() {
        generator.forget();
        latents.draw();
        if (drawsLabels) {
            fakeLabels.draw(labelStream);
        }
    }

    @Override
    public void play(Player player, Measurements measurements) {
        evaluation.showFake(EXAMPLE, generator.output());
        evaluation.play(player, generator, measurements);
    }

    @Override
    public void playTogether(Measurements measurements) {
        evaluation.showFake(EXAMPLE, generator.output());
        evaluation.playTogether(generator, measurements);
    }

    @Override
    public Optional<Tensor[]> inputs(NetworkRole role) {
        return role.equals(NetworkRole.GENERATOR) ? Optional.of(generator.inputs()) : Optional.empty();
    }

    @Override
    public boolean inputsNeedExamples() {
        return !drawsLabels;
    }

    @Override
    public void close() {
        evaluation.close();
        generator.close();
    }
}
