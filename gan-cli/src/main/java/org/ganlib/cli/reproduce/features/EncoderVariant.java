package org.ganlib.cli.reproduce.features;

import java.util.List;
import java.util.OptionalDouble;

/**
 * A way to learn an encoder.
 *
 * @param name the name of its rows
 * @param experiment the built-in experiment it is
 * @param overrides the settings that differ from it
 * @param published accuracy in the paper's table 1, as a share
 */
record EncoderVariant(String name, String experiment, List<String> overrides, OptionalDouble published) {
    /** BiGAN as in the released code, where E(x) lies in the range of the latents. */
    static final EncoderVariant BIGAN =
            new EncoderVariant("bigan", "bigan-mnist", List.of("model.encoder-range=prior"), OptionalDouble.of(0.9739));

    /** The paper's encoders, and BiGAN's with an unbounded output. */
    static final List<EncoderVariant> ALL = List.of(
            BIGAN,
            new EncoderVariant("bigan-unbounded", "bigan-mnist", List.of(), OptionalDouble.empty()),
            new EncoderVariant(
                    "latent-regressor",
                    "bigan-mnist",
                    List.of("model.name=latent-regressor"),
                    OptionalDouble.of(0.9744)),
            new EncoderVariant(
                    "joint-latent-regressor",
                    "bigan-mnist",
                    List.of("model.name=joint-latent-regressor", "model.regression-weight=0.25"),
                    OptionalDouble.of(0.9713)),
            new EncoderVariant(
                    "autoencoder-l2", "autoencoder-mnist", List.of("model.norm=l2"), OptionalDouble.of(0.9758)),
            new EncoderVariant(
                    "autoencoder-l1", "autoencoder-mnist", List.of("model.norm=l1"), OptionalDouble.of(0.9763)));
}
