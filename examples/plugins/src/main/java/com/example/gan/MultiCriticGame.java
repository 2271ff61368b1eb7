package com.example.gan;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ganlib.game.CriticBatches;
import org.ganlib.game.CriticEvaluation;
import org.ganlib.game.LatentBatch;
import org.ganlib.game.RoundPass;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.NetworkSet;
import org.ganlib.spi.Batch;
import org.ganlib.spi.Game;
import org.ganlib.spi.GameParts;
import org.ganlib.spi.Measurements;
import org.ganlib.spi.Player;
import org.ganlib.tensor.Tensor;
import org.ganlib.tensor.TensorMemory;

/**
 * The game of one generator against several critics in progress. The losses and scores that it
 * reports are means over the critics.
 */
final class MultiCriticGame implements Game {
    private final TensorMemory memory;
    private final LatentBatch latents;
    private final RoundPass generator;
    private final List<CriticEvaluation> evaluations = new ArrayList<>();
    private final Means means = new Means();

    /** The mean of ∂loss/∂example over the critics. */
    private final Tensor gradient;

    MultiCriticGame(MultiCritic settings, GameParts parts) {
        Network network = parts.networks().get(NetworkRole.GENERATOR);
        memory = network.memory();
        latents = new LatentBatch(
                memory, settings.latent(), parts.batchSize(), parts.streams().named("latent"));
        generator = new RoundPass(network, latents.values());
        for (NetworkRole role : MultiCritic.CRITICS) {
            NetworkSet own =
                    new NetworkSet(Map.of(NetworkRole.CRITIC, parts.networks().get(role)));
            evaluations.add(new CriticEvaluation(parts.withNetworks(own), CriticBatches.AUTO));
        }
        gradient =
                memory.allocate(network.parameters().precision(), parts.data().shape(), parts.batchSize());
    }

    @Override
    public Set<Player> players() {
        return EnumSet.allOf(Player.class);
    }

    @Override
    public List<NetworkRole> moves(Player player) {
        return player == Player.CRITIC ? MultiCritic.CRITICS : List.of(NetworkRole.GENERATOR);
    }

    @Override
    public void beginStep(long step) {
        evaluations.forEach(evaluation -> evaluation.beginStep(step));
    }

    @Override
    public Batch real() {
        return evaluations.get(0).examples();
    }

    @Override
    public void deal() {
        Tensor examples = real().features();
        for (CriticEvaluation other : evaluations.subList(1, evaluations.size())) {
            memory.copy(examples, other.examples().features());
        }
        resampleLatents();
    }

    @Override
    public void resampleLatents() {
        generator.forget();
        latents.draw();
    }

    @Override
    public void play(Player player, Measurements measurements) {
        means.begin();
        boolean first = true;
        for (CriticEvaluation evaluation : evaluations) {
            evaluation.showFake(0, generator.output());
            if (player == Player.CRITIC) {
                evaluation.criticStep(means);
                continue;
            }
            try {
                means.record(Measurements.GENERATOR_LOSS, evaluation.beginGeneratorStep());
                if (first) {
                    memory.copy(evaluation.fakeGradient(0), gradient);
                } else {
                    memory.add(evaluation.fakeGradient(0), gradient);
                }
                first = false;
            } finally {
                evaluation.close();
            }
        }
        means.report(measurements);
        if (player == Player.GENERATOR) {
            memory.scale(1.0 / evaluations.size(), gradient);
            generator.backward(gradient);
        }
    }

    @Override
    public void close() {
        generator.close();
        gradient.close();
    }
}
