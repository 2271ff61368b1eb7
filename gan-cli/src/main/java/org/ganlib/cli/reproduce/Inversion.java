package org.ganlib.cli.reproduce;

import java.util.Arrays;
import java.util.List;
import org.ganlib.random.RandomStreams;
import org.ganlib.spi.FDivergence;

/**
 * BiGAN's theorem on a finite space (Donahue et al. 2017, theorem 2): where the joint distributions of (x, E(x)) and (G(z), z) are as near as
 * they can be, E and G are each other's inverse almost everywhere. All deterministic encoders and generators are tried.
 */
final class Inversion implements Claims {
    private static final double AT_MINIMUM = 1e-12;
    private static final double LEAST = -Math.log(4);

    @Override
    public List<Row> rows(NamedLosses losses, RandomStreams random) {
        FDivergence gan = losses.f("gan");
        Outcome uniform = search(gan, new double[] {0.25, 0.25, 0.25, 0.25}, new double[] {0.25, 0.25, 0.25, 0.25});
        Outcome distinct = search(gan, new double[] {0.5, 0.3, 0.2}, new double[] {0.2, 0.5, 0.3});
        Outcome nothing = search(gan, new double[] {0.6, 0.4, 0}, new double[] {0.4, 0.6, 0});
        return List.of(
                Row.checked(
                        "bigan/least-value",
                        LEAST,
                        uniform.value(),
                        AT_MINIMUM,
                        "least of the game over all 65536 pairs of encoder and generator on 4 equal points"),
                Row.checked(
                        "bigan/optima",
                        24,
                        uniform.optima(),
                        0,
                        "how many pairs attain it: one for each of the 4! matchings"),
                Row.checked(
                        "bigan/inversion", 0, uniform.missed(), 0, "largest mass on which one of them fails to invert"),
                Row.checked(
                        "bigan/unequal-points/optima",
                        1,
                        distinct.optima(),
                        0,
                        "with probabilities 0.5, 0.3, 0.2 a single pair attains the least value"),
                Row.checked("bigan/unequal-points/inversion", 0, distinct.missed(), 0, "and it inverts"),
                Row.checked(
                        "bigan/null-points/optima",
                        9,
                        nothing.optima(),
                        0,
                        "with a point of probability 0 on either side, what happens to it is free"),
                Row.checked(
                        "bigan/null-points/inversion",
                        0,
                        nothing.missed(),
                        0,
                        "almost everywhere: the mass on which they fail to invert is still 0"));
    }

    private record Outcome(double value, int optima, double missed) {}

    private static Outcome search(FDivergence gan, double[] data, double[] latent) {
        int n = data.length;
        int maps = (int) Math.pow(n, n);
        double least = Double.POSITIVE_INFINITY;
        int optima = 0;
        double missed = 0;
        double[] encoded = new double[n * n];
        double[] generated = new double[n * n];
        for (int e = 0; e < maps; e++) {
            int[] encoder = digits(e, n);
            for (int g = 0; g < maps; g++) {
                int[] generator = digits(g, n);
                Arrays.fill(encoded, 0);
                Arrays.fill(generated, 0);
                for (int i = 0; i < n; i++) {
                    encoded[i * n + encoder[i]] += data[i];
                    generated[generator[i] * n + i] += latent[i];
                }
                double value = FiniteSpace.divergence(gan, encoded, generated);
                if (value < least - AT_MINIMUM) {
                    least = value;
                    optima = 0;
                    missed = 0;
                }
                if (value <= least + AT_MINIMUM) {
                    optima++;
                    missed = Math.max(missed, missedMass(data, latent, encoder, generator));
                }
            }
        }
        return new Outcome(least, optima, missed);
    }

    private static double missedMass(double[] data, double[] latent, int[] encoder, int[] generator) {
        double missed = 0;
        for (int i = 0; i < data.length; i++) {
            missed += (generator[encoder[i]] == i ? 0 : data[i]) + (encoder[generator[i]] == i ? 0 : latent[i]);
        }
        return missed;
    }

    private static int[] digits(int number, int base) {
        int[] digits = new int[base];
        int rest = number;
        for (int i = 0; i < base; i++) {
            digits[i] = rest % base;
            rest /= base;
        }
        return digits;
    }
}
