package org.ganlib.models.game;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ganlib.game.DistanceLoss;
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
import org.nd4j.linalg.api.buffer.DataType;

/** The autoencoder in training: one side, which has nobody to play against. */
final class ReconstructionGame implements Game {
    private final Network generator;
    private final Batch examples;
    private final RoundPass encoder;
    private final DistanceLoss mismatch;

    /**
     * The input of the generator, in an array that is kept: each variadic call would allocate a new
     * one.
     */
    private final Tensor[] code = new Tensor[1];

    ReconstructionGame(Norm norm, GameParts parts) {
        generator = parts.networks().get(NetworkRole.GENERATOR);
        Network network = parts.networks().get(NetworkRole.ENCODER);
        examples =
                new Batch(network.memory().allocate(DataType.FLOAT, parts.data().shape(), parts.batchSize()));
        encoder = new RoundPass(network, examples.features());
        mismatch = new DistanceLoss(generator.memory(), norm, 1);
    }

    @Override
    public Set<Player> players() {
        return EnumSet.of(Player.GENERATOR);
    }

    @Override
    public List<NetworkRole> moves(Player player) {
        return player == Player.GENERATOR ? List.of(NetworkRole.GENERATOR, NetworkRole.ENCODER) : List.of();
    }

    @Override
    public Batch real() {
        return examples;
    }

    @Override
    public void deal() {
        encoder.forget();
    }

    @Override
    public void resampleLatents() {}

    @Override
    public void play(Player player, Measurements measurements) {
        if (player != Player.GENERATOR) {
            throw new IllegalArgumentException("an autoencoder has no critic");
        }
        code[0] = encoder.output();
        try (Pass reconstruction = generator.forward(Mode.TRAINING, code)) {
            double loss = mismatch.measure(reconstruction.output(), examples.features());
            reconstruction.backward(mismatch.gradient(), Wanted.BOTH);
            encoder.backward(reconstruction.inputGradient(0));
            measurements.record(Measurements.GENERATOR_LOSS, loss);
        }
    }

    @Override
    public Optional<Tensor[]> inputs(NetworkRole role) {
        if (role.equals(NetworkRole.GENERATOR)) {
            return Optional.of(new Tensor[] {encoder.output()});
        }
        return role.equals(NetworkRole.ENCODER) ? Optional.of(encoder.inputs()) : Optional.empty();
    }

    @Override
    public void close() {
        encoder.close();
    }
}
