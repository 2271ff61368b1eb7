package org.ganlib.cli.reproduce;

import java.util.ArrayList;
import java.util.List;
import org.ganlib.metrics.density.ExactDivergence;
import org.ganlib.random.RandomStream;
import org.ganlib.random.RandomStreams;
import org.ganlib.spi.FDivergence;
import org.ganlib.spi.PointwiseDivergence;
import org.ganlib.spi.ScalarFunction;

/**
 * What the best critic is and what it measures: Goodfellow et al. 2014, proposition 1 and theorem 1; Mao et al. 2016, equations 5 to 9. Critics
 * are trained to their optimum on finite spaces.
 */
final class OptimalCritics implements Claims {
    private static final int TRIALS = 200;
    private static final int POINTS = 8;
    private static final double TRAINED = 1e-9;
    private static final double EXACT = 1e-12;
    private static final double LOG_4 = Math.log(4);

    @Override
    public List<Row> rows(NamedLosses losses, RandomStreams random) {
        List<Row> rows = new ArrayList<>();
        original(losses, random.named("theory/discriminator"), rows);
        leastSquares(losses, random.named("theory/least-squares"), rows);
        return rows;
    }

    private static void original(NamedLosses losses, RandomStream random, List<Row> rows) {
        FDivergence gan = losses.f("gan");
        FDivergence shannon = losses.f("weighted-jensen-shannon", "pi=0.5");
        double furthest = 0;
        double valueError = 0;
        double leastExcess = Double.POSITIVE_INFINITY;
        double equalValue = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            double[] p = FiniteSpace.draw(random, POINTS);
            double[] q = FiniteSpace.draw(random, POINTS);
            double[] scores = FiniteSpace.trainedCritic(gan, p, q);
            for (int i = 0; i < POINTS; i++) {
                double discriminator = 1 / (1 + Math.exp(-scores[i]));
                furthest = Math.max(furthest, Math.abs(discriminator - p[i] / (p[i] + q[i])));
            }
            double value = -FiniteSpace.criticLoss(gan, p, q, scores);
            valueError = Math.max(valueError, Math.abs(value - (2 * FiniteSpace.divergence(shannon, p, q) - LOG_4)));
            leastExcess = Math.min(leastExcess, value + LOG_4);
            equalValue = -FiniteSpace.criticLoss(gan, p, p, FiniteSpace.trainedCritic(gan, p, p));
        }
        rows.add(Row.checked(
                "discriminator/optimum",
                0,
                furthest,
                TRAINED,
                "largest |D − p/(p + q)| of " + TRIALS + " discriminators trained on finite spaces"));
        rows.add(Row.checked(
                "discriminator/value", 0, valueError, TRAINED, "largest |V(D*) − (2·JSD − log 4)| over the same"));
        rows.add(
                Row.checked("discriminator/value-at-equality", -LOG_4, equalValue, EXACT, "V(D*) for P = Q is −log 4"));
        rows.add(Row.checked(
                "discriminator/value-elsewhere",
                1,
                leastExcess > 0 ? 1 : 0,
                0,
                "1 if V(D*) exceeds −log 4 for every P ≠ Q drawn; the least excess was " + leastExcess));
        ExactDivergence normals = new ExactDivergence(KnownAnswers.P, KnownAnswers.Q);
        rows.add(Row.checked(
                "discriminator/value-of-densities",
                2 * normals.value(shannon) - LOG_4,
                normals.bound(gan),
                TRAINED,
                "V(D*) = 2·JSD − log 4 for N(0, 1) and N(0.6, 1.3²)"));
    }

    private static void leastSquares(NamedLosses losses, RandomStream random, List<Row> rows) {
        FDivergence pearson = losses.f("pearson");
        PointwiseDivergence middle = losses.pointwise("least-squares", "a=-1", "b=1", "c=0");
        PointwiseDivergence labels = losses.pointwise("least-squares", "a=0", "b=1", "c=1");
        double furthest = 0;
        double middleError = 0;
        double labelsError = 0;
        double equivalence = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            double[] p = FiniteSpace.draw(random, POINTS);
            double[] q = FiniteSpace.draw(random, POINTS);
            double a = 4 * random.nextDouble() - 2;
            double b = a + 0.5 + random.nextDouble();
            double[] scores = FiniteSpace.trainedCritic(losses.pointwise("least-squares", "a=" + a, "b=" + b), p, q);
            double triangular = 0;
            for (int i = 0; i < POINTS; i++) {
                furthest = Math.max(furthest, Math.abs(scores[i] - (b * p[i] + a * q[i]) / (p[i] + q[i])));
                triangular += (p[i] - q[i]) * (p[i] - q[i]) / (p[i] + q[i]);
            }
            double chiSquared =
                    FiniteSpace.divergence(pearson, FiniteSpace.combine(2, q, 0, q), FiniteSpace.combine(1, p, 1, q));
            equivalence = Math.max(equivalence, Math.abs(chiSquared - triangular));
            middleError = Math.max(middleError, Math.abs(twiceCost(middle, p, q) - chiSquared));
            labelsError = Math.max(labelsError, Math.abs(twiceCost(labels, p, q) - (0.5 + chiSquared / 4)));
        }
        rows.add(Row.checked(
                "least-squares/optimum",
                0,
                furthest,
                TRAINED,
                "largest |V − (bp + aq)/(p + q)| of " + TRIALS + " critics trained with random labels"));
        rows.add(Row.checked(
                "least-squares/chi-squared",
                0,
                equivalence,
                TRAINED,
                "S is the Pearson divergence of 2q from p + q (in print χ²(p + q ‖ 2q), with the arguments the other way): "
                        + "largest difference from ∫(p − q)²/(p + q)"));
        rows.add(Row.checked(
                "least-squares/a=-1/b=1/c=0",
                0,
                middleError,
                TRAINED,
                "largest |2C(G) − S|; C(G) is the generator's penalty on both sides, at the trained critic"));
        rows.add(Row.checked("least-squares/a=0/b=1/c=1", 0, labelsError, TRAINED, "largest |2C(G) − (½ + ¼S)|"));
    }

    /** 2C(G) = E_P[(V* − c)²] + E_Q[(V* − c)²], each penalty being ½(V − c)². */
    private static double twiceCost(PointwiseDivergence loss, double[] p, double[] q) {
        double[] scores = FiniteSpace.trainedCritic(loss, p, q);
        ScalarFunction aim = loss.generatorFake();
        double cost = 0;
        for (int i = 0; i < p.length; i++) {
            cost += (p[i] + q[i]) * aim.value(scores[i]);
        }
        return 2 * cost;
    }
}
