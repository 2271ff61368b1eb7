package org.ganlib.cli.reproduce;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import org.ganlib.metrics.density.ExactDivergence;
import org.ganlib.metrics.density.Expectation;
import org.ganlib.metrics.density.Normal;
import org.ganlib.random.RandomStreams;
import org.ganlib.spi.FDivergence;
import org.ganlib.spi.ScalarFunction;

/**
 * What the generator descends, and where its slope vanishes: Goodfellow et al. 2014, section 3; Arjovsky and Bottou, Towards Principled Methods
 * for Training Generative Adversarial Networks, 2017, theorem 2.5.
 */
final class GeneratorSlopes implements Claims {
    private static final double STEP = 1e-4;
    private static final double DIFFERENCED = 1e-6;
    private static final double EXACT = 1e-12;
    private static final double CONFIDENT = -20;

    @Override
    public List<Row> rows(NamedLosses losses, RandomStreams random) {
        List<Row> rows = new ArrayList<>();
        direction(losses, rows, "mean", 0.6, mean -> new Normal(mean, 1.3));
        direction(losses, rows, "std", 1.3, std -> new Normal(0.6, std));
        saturation(losses, rows);
        return rows;
    }

    /** The critic is optimal for the parameter at hand and stays as it is while the parameter moves. */
    private static void direction(
            NamedLosses losses, List<Row> rows, String parameter, double at, DoubleFunction<Normal> model) {
        FDivergence reverse = losses.f("reverse-kl");
        FDivergence shannon = losses.f("weighted-jensen-shannon", "pi=0.5");
        double slopeOfReverse = Search.slope(t -> exact(model.apply(t)).value(reverse), at, STEP);
        double slopeOfShannon = Search.slope(t -> exact(model.apply(t)).value(shannon), at, STEP);
        rows.add(Row.checked(
                "non-saturating/slope-by-" + parameter,
                slopeOfReverse - 2 * slopeOfShannon,
                slope(losses.f("gan", "generator-objective=non-saturating"), at, model),
                DIFFERENCED,
                "∂E_Q[−log D*] = ∂[KL(Q‖P) − 2·JSD] with D* held, Q normal"));
        rows.add(Row.checked(
                "minimax/slope-by-" + parameter,
                2 * slopeOfShannon,
                slope(losses.f("gan", "generator-objective=minimax"), at, model),
                DIFFERENCED,
                "∂E_Q[log(1 − D*)] = ∂[2·JSD] with D* held, Q normal"));
    }

    private static double slope(FDivergence gan, double at, DoubleFunction<Normal> model) {
        Normal p = KnownAnswers.P;
        Normal held = model.apply(at);
        ScalarFunction penalty = gan.generatorFake();
        return Search.slope(
                t -> Expectation.of(model.apply(t), x -> penalty.value(p.logDensity(x) - held.logDensity(x))),
                at,
                STEP);
    }

    private static ExactDivergence exact(Normal model) {
        return new ExactDivergence(KnownAnswers.P, model);
    }

    private static void saturation(NamedLosses losses, List<Row> rows) {
        rows.add(Row.checked(
                "saturation/minimax",
                0,
                losses.f("gan", "generator-objective=minimax").generatorFake().derivative(CONFIDENT),
                1e-8,
                "slope of log(1 − σ(v)) at v = −20, where the discriminator is sure of a fake: vanishes"));
        rows.add(Row.checked(
                "saturation/non-saturating",
                -1,
                losses.f("gan", "generator-objective=non-saturating")
                        .generatorFake()
                        .derivative(CONFIDENT),
                1e-8,
                "slope of −log σ(v) there: does not vanish"));
        rows.add(Row.checked(
                "saturation/least-squares",
                CONFIDENT - 1,
                losses.pointwise("least-squares", "c=1").generatorFake().derivative(CONFIDENT),
                EXACT,
                "slope of ½(v − c)² there, c = 1: grows with the distance"));
        rows.add(Row.checked(
                "saturation/wasserstein",
                -1,
                losses.pointwise("wasserstein").generatorFake().derivative(CONFIDENT),
                EXACT,
                "slope of −v: the same everywhere"));
    }
}
