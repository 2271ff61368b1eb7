package org.ganlib.cli.reproduce.features;

import java.util.List;
import java.util.OptionalDouble;

/**
 * A way to learn an encoder.
 *
 * @param name what its rows are called
 * @param experiment the built-in experiment it is
 * @param overrides what differs from it
 * @param trained whether it is trained at all
 * @param published accuracy in the paper's table 1, as a share
 */
record EncoderVariant(
        String name, String experiment, List<String> overrides, boolean trained, OptionalDouble published) {
    /** The paper's, and an encoder as it is drawn. */
    static final List<EncoderVariant> ALL = List.of(
            new EncoderVariant("bigan", "bigan-mnist", List.of(), true, OptionalDouble.of(0.9739)),
            new EncoderVariant(
                    "latent-regressor",
                    "bigan-mnist",
                    List.of("model.name=latent-regressor"),
                    true,
                    OptionalDouble.of(0.9744)),
            new EncoderVariant(
                    "joint-latent-regressor",
                    "bigan-mnist",
                    List.of("model.name=joint-latent-regressor"),
                    true,
                    OptionalDouble.of(0.9713)),
            new EncoderVariant(
                    "autoencoder-l2", "autoencoder-mnist", List.of("model.norm=l2"), true, OptionalDouble.of(0.9758)),
            new EncoderVariant(
                    "autoencoder-l1", "autoencoder-mnist", List.of("model.norm=l1"), true, OptionalDouble.of(0.9763)),
            new EncoderVariant("random", "bigan-mnist", List.of(), false, OptionalDouble.empty()));
}
