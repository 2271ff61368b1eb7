package org.ganlib.models.game;

import org.ganlib.game.Latent;
import org.ganlib.game.Prior;
import org.ganlib.network.ValueRange;
import org.ganlib.plugin.Settings;

/** The range of an encoder's output. */
public enum EncoderRange {
    /** All numbers, as in the papers. */
    UNBOUNDED,
    /**
     * The range of the latents, as in BiGAN's released code: the encoder's last layer ends in tanh.
     */
    PRIOR;

    /**
     * The range as numbers.
     *
     * @throws org.ganlib.problem.GanException if it is that of the latents, and these are not in
     *     −1..1
     */
    ValueRange over(Latent latent) {
        if (this == UNBOUNDED) {
            return ValueRange.UNBOUNDED;
        }
        boolean bounded = latent.prior() != Prior.NORMAL && latent.scale() == 1;
        Settings.check()
                .rule(
                        bounded,
                        "encoder-range",
                        "prior needs latents in -1..1: latent.prior uniform or binary, latent.scale 1")
                .orThrow();
        return ValueRange.SIGNED;
    }
}
