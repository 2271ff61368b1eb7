package org.ganlib.config;

import org.ganlib.plugin.Setting;
import org.ganlib.spi.Optimizer;

/**
 * The optimizers of both players.
 *
 * @param generator moves the generator, and the encoder where there is one
 * @param critic moves the critic
 */
public record Optimizers(
        @Setting("moves the generator, and the encoder where there is one")
        Optimizer generator,

        @Setting("moves the critic") Optimizer critic) {}
