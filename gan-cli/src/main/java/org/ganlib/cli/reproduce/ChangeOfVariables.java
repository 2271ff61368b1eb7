package org.ganlib.cli.reproduce;

import java.util.List;
import java.util.Locale;
import org.ganlib.metrics.density.Expectation;
import org.ganlib.metrics.density.Normal;
import org.ganlib.metrics.density.Uniform;
import org.ganlib.random.RandomStream;
import org.ganlib.random.RandomStreams;

/** E_z[h(G(z))] = E_{x ~ p_g}[h(x)] needs no inverse of G: the mean over latents, by Monte Carlo, beside the integral against p_g. */
final class ChangeOfVariables implements Claims {
    private static final int DRAWS = 1_000_000;
    /** Fails once in 10⁵ seeds where the claim holds. */
    private static final double STANDARD_ERRORS = 4.5;

    @Override
    public List<Row> rows(NamedLosses losses, RandomStreams random) {
        RandomStream stream = random.named("theory/change-of-variables");
        // z uniform on [−1, 2] folded at 0: twice as many z reach a point below 1 as reach one above it.
        double folded = 2.0 / 3 * Expectation.of(new Uniform(0, 1), Math::cos)
                + 1.0 / 3 * Expectation.of(new Uniform(1, 2), Math::cos);
        double oneBranch = Expectation.of(new Uniform(0, 2), Math::cos);
        return List.of(
                row(
                        "change-of-variables/invertible",
                        Expectation.of(new Normal(1, 2), Math::cos),
                        () -> Math.cos(1 + 2 * stream.nextNormal()),
                        Expectation.of(new Normal(1, 1), Math::cos),
                        "G(z) = 1 + 2z, z normal, h = cos"),
                row(
                        "change-of-variables/folded",
                        folded,
                        () -> Math.cos(Math.abs(3 * stream.nextDouble() - 1)),
                        oneBranch,
                        "G(z) = |z|, z uniform on [−1, 2], h = cos: not invertible"));
    }

    private interface Draw {
        double next();
    }

    private static Row row(String name, double expected, Draw draw, double mistaken, String note) {
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < DRAWS; i++) {
            double h = draw.next();
            sum += h;
            squares += h * h;
        }
        double mean = sum / DRAWS;
        double error = Math.sqrt((squares / DRAWS - mean * mean) / DRAWS);
        return Row.checked(
                name,
                expected,
                mean,
                STANDARD_ERRORS * error,
                String.format(
                        Locale.ROOT,
                        "%s; mean of %d draws within %.1f standard errors. Forgetting how G moves mass would be off by %.0f",
                        note,
                        DRAWS,
                        STANDARD_ERRORS,
                        Math.abs(mistaken - expected) / error));
    }
}
