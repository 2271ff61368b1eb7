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
import org.ganlib.spi.Player;
import org.ganlib.tensor.Tensor;

/** The game with a critic that tells classes, in progress. */
final class AuxiliaryClassifierGame implements Game {
    private final LatentBatch latents;
    private final LabelBatch fakeLabels;
    private final int[] real;
    private final int[] fake;
    private final int classes;
    private final boolean drawsLabels;
    private final RandomStream labelStream;
    private final RoundPass generator;
    private final CriticEvaluation evaluation;

    AuxiliaryClassifierGame(AuxiliaryClassifier settings, GameParts parts) {
        Network network = parts.networks().get(NetworkRole.GENERATOR);
        int size = parts.batchSize();
        classes = parts.data().classNames().size();
        real = new int[size];
        fake = new int[size];
        latents = new LatentBatch(
                network.memory(), settings.latent(), size, parts.streams().named("latent"));
        labelStream = parts.streams().named("labels");
        drawsLabels = settings.fakeLabels() == FakeLabels.UNIFORM;
        fakeLabels = new LabelBatch(network.memory(), size, classes);
        generator = new RoundPass(network, latents.values(), fakeLabels.values());
        evaluation = new CriticEvaluation(
                parts, settings.criticBatches(), new ClassLoss(classes, settings.weight(), real, fake));
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
        // This refuses examples without a class; the classes themselves are set again below.
        fakeLabels.set(real().labels());
        System.arraycopy(real().labels(), 0, real, 0, real.length);
        resampleLatents();
    }

    @Override
    public void resampleLatents() {
        generator.forget();
        latents.draw();
        for (int i = 0; i < fake.length; i++) {
            fake[i] = drawsLabels ? labelStream.nextInt(classes) : real[i];
        }
        fakeLabels.set(fake);
    }

    @Override
    public void play(Player player, Measurements measurements) {
        evaluation.showFake(0, generator.output());
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
        return !drawsLabels;
    }

    @Override
    public void close() {
        evaluation.close();
        generator.close();
    }
}
