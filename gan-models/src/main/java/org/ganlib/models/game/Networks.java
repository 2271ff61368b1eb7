package org.ganlib.models.game;

import java.util.List;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.ValueRange;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.NetworkSignature;
import org.ganlib.tensor.TensorShape;

/** What games ask of their networks. */
final class Networks {
    private Networks() {}

    static NetworkSignature generator(Latent latent, DatasetInfo data) {
        return new NetworkSignature(NetworkRole.GENERATOR, List.of(latent.shape()), data.shape(), data.range());
    }

    static NetworkSignature conditionalGenerator(Latent latent, DatasetInfo data) {
        return new NetworkSignature(
                NetworkRole.GENERATOR,
                List.of(latent.shape(), NetworkSignature.LABEL),
                data.shape(),
                data.range(),
                data.classNames().size());
    }

    static NetworkSignature critic(List<TensorShape> inputs) {
        return new NetworkSignature(NetworkRole.CRITIC, inputs, TensorShape.of(1), ValueRange.UNBOUNDED);
    }

    static NetworkSignature conditionalCritic(DatasetInfo data) {
        return new NetworkSignature(
                NetworkRole.CRITIC,
                List.of(data.shape(), NetworkSignature.LABEL),
                TensorShape.of(1),
                ValueRange.UNBOUNDED,
                data.classNames().size());
    }

    /** Its output is free of bounds even where the prior has them, as the papers' are. */
    static NetworkSignature encoder(Latent latent, DatasetInfo data) {
        return new NetworkSignature(NetworkRole.ENCODER, List.of(data.shape()), latent.shape(), ValueRange.UNBOUNDED);
    }
}
