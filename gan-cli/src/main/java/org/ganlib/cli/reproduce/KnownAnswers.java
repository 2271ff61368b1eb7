package org.ganlib.cli.reproduce;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ganlib.metrics.density.Normal;
import org.ganlib.random.RandomStreams;
import org.ganlib.spi.Divergence;

/** Every divergence of two normal densities, its variational bound, and the cases that are infinite. */
final class KnownAnswers implements Claims {
    static final Normal P = new Normal(0, 1);
    static final Normal Q = new Normal(0.6, 1.3);

    /** Half a unit of the last digit in which the answers are written, and what integration may add. */
    private static final double TOLERANCE = 6e-7;

    private static final double BOUND_TOLERANCE = 1e-8;

    private static final List<Map.Entry<String, Double>> ANSWERS = List.of(
            Map.entry("total-variation", 0.229821),
            Map.entry("kl", 0.164731),
            Map.entry("reverse-kl", 0.262636),
            Map.entry("pearson", 0.274353),
            Map.entry("neyman", 3.412836),
            Map.entry("squared-hellinger", 0.098439),
            Map.entry("jeffrey", 0.427367),
            Map.entry("weighted-jensen-shannon pi=0.5", 0.046412),
            Map.entry("jensen-shannon", 0.092824),
            Map.entry("weighted-jensen-shannon pi=0.3", 0.036794),
            Map.entry("gan", -1.293470),
            Map.entry("alpha alpha=-1", 1.706418),
            Map.entry("alpha alpha=0.5", 0.196878),
            Map.entry("alpha alpha=1.5", 0.147077),
            Map.entry("alpha alpha=2", 0.137177),
            Map.entry("wasserstein", 0.605094),
            Map.entry("least-squares", 0.170588));

    @Override
    public List<Row> rows(NamedLosses losses, RandomStreams random) {
        List<Row> rows = new ArrayList<>();
        for (Map.Entry<String, Double> answer : ANSWERS) {
            String name = answer.getKey().replace(' ', '/');
            ExactValue exact = exact(losses, answer.getKey(), P, Q);
            rows.add(Row.checked(
                    "known/" + name,
                    answer.getValue(),
                    exact.value(),
                    TOLERANCE,
                    "divergence of N(0, 1) and N(0.6, 1.3²), integrated"));
            rows.add(Row.checked(
                    "bound/" + name,
                    exact.value(),
                    exact.bound(),
                    BOUND_TOLERANCE,
                    "variational bound at the optimal critic, integrated by itself, reaches the divergence"));
        }
        rows.add(Row.checked(
                "infinite/pearson",
                Double.POSITIVE_INFINITY,
                exact(losses, "pearson", new Normal(0, 2), P).value(),
                0,
                "of N(0, 2²) and N(0, 1): the tail of p²/q grows"));
        rows.add(Row.checked(
                "infinite/neyman",
                Double.POSITIVE_INFINITY,
                exact(losses, "neyman", P, new Normal(0, 2)).value(),
                0,
                "of N(0, 1) and N(0, 2²): the tail of q²/p grows"));
        return rows;
    }

    private static ExactValue exact(NamedLosses losses, String divergence, Normal p, Normal q) {
        int space = divergence.indexOf(' ');
        Divergence plugin = space < 0
                ? losses.named(divergence)
                : losses.named(divergence.substring(0, space), divergence.substring(space + 1));
        return ExactValue.of(plugin, p, q).orElseThrow();
    }
}
