package org.ganlib.game;

import java.nio.FloatBuffer;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.Settings;
import org.ganlib.random.RandomStream;
import org.ganlib.tensor.TensorShape;

/**
 * The latent space.
 *
 * @param size its dimension
 * @param prior the distribution latents are drawn from
 * @param scale half-width of the uniform prior, standard deviation of the normal one, size of the
 *     binary one
 */
public record Latent(
        @Setting("Dimension of the latent space, ≥ 1.") int size,
        @Setting("Distribution of each latent coordinate.") Prior prior,

        @Setting("Half-width of the uniform prior, standard deviation of the normal one, size of the binary one, > 0.")
        double scale) {
    /** 100 numbers, uniform in −1..1. */
    public Latent() {
        this(100, Prior.UNIFORM, 1);
    }

    /** Validates the settings. */
    public Latent {
        Settings.check().atLeast("size", size, 1).positive("scale", scale).orThrow();
    }

    /** The shape of one latent. */
    public TensorShape shape() {
        return TensorShape.of(size);
    }

    /** Fills a buffer, up to its limit, with latents drawn from the prior. */
    public void draw(FloatBuffer latents, RandomStream random) {
        switch (prior) {
            case UNIFORM -> random.fillUniform(latents, -scale, scale);
            case BINARY -> {
                for (int i = 0; i < latents.limit(); i++) {
                    latents.put(i, (float) (random.nextInt(2) == 0 ? -scale : scale));
                }
            }
            case NORMAL -> {
                random.fillNormal(latents);
                if (scale != 1) {
                    for (int i = 0; i < latents.limit(); i++) {
                        latents.put(i, (float) (scale * latents.get(i)));
                    }
                }
            }
        }
    }
}
