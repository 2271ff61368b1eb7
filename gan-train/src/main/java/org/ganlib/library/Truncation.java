package org.ganlib.library;

import org.ganlib.problem.GanException;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.Examples;
import org.ganlib.spi.Sampler;

/**
 * The truncation trick (Brock, Donahue, Simonyan 2019, section 3.1): every coordinate of a latent
 * that is larger than a bound is drawn again until it is not. A smaller bound gives better and more
 * similar examples.
 */
final class Truncation {
    private static final int MOST_ROUNDS = 100_000;

    private Truncation() {}

    /**
     * Draws latents from the prior, cut off at ±{@code bound}.
     *
     * @param bound > 0, in the units of the latent; infinite for the prior itself
     * @throws GanException if the prior has nothing within the bound, as a binary one of a larger
     *     scale
     */
    public static Examples draw(Sampler sampler, int count, RandomStream random, double bound) {
        Examples latents = sampler.drawLatents(count, random);
        if (Double.isInfinite(bound)) {
            return latents;
        }
        float[] values = latents.values().clone();
        int next = firstBeyond(values, 0, bound);
        for (int round = 0; next < values.length; round++) {
            if (round == MOST_ROUNDS) {
                throw new GanException("--truncation: the latents' prior has next to nothing within ±" + bound
                        + ". Give a larger bound");
            }
            float[] draws = sampler.drawLatents(count, random).values();
            for (int i = 0; i < draws.length && next < values.length; i++) {
                if (Math.abs(draws[i]) <= bound) {
                    values[next] = draws[i];
                    next = firstBeyond(values, next + 1, bound);
                }
            }
        }
        return Examples.unlabelled(latents.shape(), values);
    }

    private static int firstBeyond(float[] values, int from, double bound) {
        int index = from;
        while (index < values.length && Math.abs(values[index]) <= bound) {
            index++;
        }
        return index;
    }
}
