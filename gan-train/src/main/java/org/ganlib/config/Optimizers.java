package org.ganlib.config;

import java.util.Optional;
import org.ganlib.plugin.Setting;
import org.ganlib.spi.Optimizer;

/**
 * The optimizers of both players.
 *
 * @param generator the optimizer of the generator, and of the encoder if there is one
 * @param critic the optimizer of the critic, if the model has one
 */
public record Optimizers(
        @Setting("moves the generator, and the encoder where there is one")
        Optimizer generator,

        @Setting("moves the critic, if the model has one") Optional<Optimizer> critic) {
    /** Both players'. */
    public Optimizers(Optimizer generator, Optimizer critic) {
        this(generator, Optional.of(critic));
    }
}
