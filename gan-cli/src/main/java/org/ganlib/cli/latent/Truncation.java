package org.ganlib.cli.latent;

import java.nio.FloatBuffer;
import org.ganlib.network.HostArrays;
import org.ganlib.problem.GanException;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.Sampler;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The truncation trick (Brock, Donahue, Simonyan 2019, section 3.1): every coordinate of a latent that is larger than a bound is drawn again
 * until it is not. A smaller bound gives better and more similar examples.
 */
public final class Truncation {
    private static final int MOST_ROUNDS = 100_000;

    private Truncation() {}

    /**
     * Draws latents from the prior, cut off at ±{@code bound}.
     *
     * @param bound > 0, in the units of the latent; infinite for the prior itself
     * @return a new array [count, latent]
     * @throws GanException if the prior has nothing within the bound, as a binary one of a larger scale
     */
    public static INDArray draw(Sampler sampler, int count, RandomStream random, double bound) {
        INDArray latents = sampler.drawLatents(count, random);
        if (Double.isInfinite(bound)) {
            return latents;
        }
        FloatBuffer values = HostArrays.floats(latents);
        int next = firstBeyond(values, 0, bound);
        for (int round = 0; next < values.limit(); round++) {
            if (round == MOST_ROUNDS) {
                latents.close();
                throw new GanException("--truncation: the latents' prior has next to nothing within ±" + bound
                        + ". Give a larger bound");
            }
            try (INDArray fresh = sampler.drawLatents(count, random)) {
                FloatBuffer draws = HostArrays.floats(fresh);
                for (int i = 0; i < draws.limit() && next < values.limit(); i++) {
                    if (Math.abs(draws.get(i)) <= bound) {
                        values.put(next, draws.get(i));
                        next = firstBeyond(values, next + 1, bound);
                    }
                }
            }
        }
        HostArrays.written(latents);
        return latents;
    }

    private static int firstBeyond(FloatBuffer values, int from, double bound) {
        int index = from;
        while (index < values.limit() && Math.abs(values.get(index)) <= bound) {
            index++;
        }
        return index;
    }
}
