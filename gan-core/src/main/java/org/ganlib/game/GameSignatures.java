package org.ganlib.game;

import java.util.List;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.ValueRange;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.NetworkSignature;
import org.ganlib.tensor.TensorShape;

/** The signatures of the networks that most games have. */
public final class GameSignatures {
    private GameSignatures() {}

    /** A generator that reads a latent. */
    public static NetworkSignature generator(Latent latent, DatasetInfo data) {
        return new NetworkSignature(NetworkRole.GENERATOR, List.of(latent.shape()), data.shape(), data.range());
    }

    /** A generator that reads a latent and a label. */
    public static NetworkSignature conditionalGenerator(Latent latent, DatasetInfo data) {
        return new NetworkSignature(
                NetworkRole.GENERATOR,
                List.of(latent.shape(), NetworkSignature.LABEL),
                data.shape(),
                data.range(),
                data.classNames().size());
    }

    /** A critic that reads inputs of these shapes and gives one score. */
    public static NetworkSignature critic(List<TensorShape> inputs) {
        return new NetworkSignature(NetworkRole.CRITIC, inputs, TensorShape.of(1), ValueRange.UNBOUNDED);
    }

    /** A critic that reads an example and a label, and gives one score. */
    public static NetworkSignature conditionalCritic(DatasetInfo data) {
        return new NetworkSignature(
                NetworkRole.CRITIC,
                List.of(data.shape(), NetworkSignature.LABEL),
                TensorShape.of(1),
                ValueRange.UNBOUNDED,
                data.classNames().size());
    }

    /**
     * An encoder of examples. Its output has no bounds even if the prior has, as in the papers.
     */
    public static NetworkSignature encoder(Latent latent, DatasetInfo data) {
        return encoder(latent, data, ValueRange.UNBOUNDED);
    }

    /** An encoder of examples whose output lies in that range. */
    public static NetworkSignature encoder(Latent latent, DatasetInfo data, ValueRange range) {
        return new NetworkSignature(NetworkRole.ENCODER, List.of(data.shape()), latent.shape(), range);
    }
}
