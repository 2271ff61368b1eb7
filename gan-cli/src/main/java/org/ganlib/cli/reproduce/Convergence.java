package org.ganlib.cli.reproduce;

import java.util.List;
import org.ganlib.random.RandomStream;
import org.ganlib.random.RandomStreams;
import org.ganlib.spi.FDivergence;
import org.ganlib.spi.ScalarFunction;

/**
 * Goodfellow et al. 2014, proposition 2: with the discriminator at its optimum in every step, small gradient steps on p_g reach p_data. Here
 * p_g is any distribution on finitely many points, moved by exponentiated gradient, which is steepest descent on the simplex.
 */
final class Convergence implements Claims {
    private static final int POINTS = 10;
    private static final int STEPS = 4000;
    private static final double RATE = 0.5;
    private static final double REACHED = 1e-9;
    private static final double EXACT = 1e-12;

    @Override
    public List<Row> rows(NamedLosses losses, RandomStreams random) {
        FDivergence gan = losses.f("gan", "generator-objective=minimax");
        ScalarFunction penalty = gan.generatorFake();
        RandomStream stream = random.named("theory/convergence");
        double[] data = FiniteSpace.draw(stream, POINTS);
        double[] model = FiniteSpace.draw(stream, POINTS);
        double start = FiniteSpace.distance(data, model);
        double value = Double.POSITIVE_INFINITY;
        double rise = 0;
        for (int step = 0; step < STEPS; step++) {
            double[] scores = FiniteSpace.trainedCritic(gan, data, model);
            double next = -FiniteSpace.criticLoss(gan, data, model, scores);
            rise = Math.max(rise, next - value);
            value = next;
            double sum = 0;
            for (int i = 0; i < POINTS; i++) {
                // ∂/∂p_g(x) of E_{p_g}[log(1 − D)], the only term of the value that moves.
                model[i] *= Math.exp(-RATE * penalty.value(scores[i]));
                sum += model[i];
            }
            for (int i = 0; i < POINTS; i++) {
                model[i] /= sum;
            }
        }
        return List.of(
                Row.checked(
                        "convergence/distribution",
                        0,
                        FiniteSpace.distance(data, model),
                        REACHED,
                        "largest |p_g − p_data| after " + STEPS
                                + " steps, the discriminator trained to its optimum in each; " + "at the start it was "
                                + start),
                Row.checked("convergence/value", -Math.log(4), value, EXACT, "C(G) has come down to −log 4"),
                Row.checked("convergence/descent", 0, rise, EXACT, "largest rise of C(G) in any step"));
    }
}
