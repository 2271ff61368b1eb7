package org.ganlib.datasets.synthetic;

import java.util.Arrays;
import java.util.Optional;
import org.ganlib.random.RandomStream;

/**
 * {@code Σ wᵢ N(mᵢ, sᵢ²·I)}: a mixture of round normal distributions. Its parts are its components.
 */
final class NormalMixture implements Law {
    private final double[] weights;
    private final double[] cumulativeWeights;
    private final double[][] centres;
    private final double[] deviations;

    /**
     * Takes the arrays over.
     *
     * @param weights > 0, together 1
     * @param centres a point per component
     * @param deviations > 0, one per component
     */
    NormalMixture(double[] weights, double[][] centres, double[] deviations) {
        this.weights = weights;
        this.centres = centres;
        this.deviations = deviations;
        cumulativeWeights = weights.clone();
        for (int i = 1; i < weights.length; i++) {
            cumulativeWeights[i] += cumulativeWeights[i - 1];
        }
    }

    /** Components of one standard deviation. */
    static NormalMixture of(double[] weights, double[][] centres, double std) {
        double[] deviations = new double[weights.length];
        Arrays.fill(deviations, std);
        return new NormalMixture(weights, centres, deviations);
    }

    /** Components of one standard deviation and equal shares. */
    static NormalMixture of(double[][] centres, double std) {
        double[] weights = new double[centres.length];
        Arrays.fill(weights, 1.0 / centres.length);
        return of(weights, centres, std);
    }

    @Override
    public int dimension() {
        return centres[0].length;
    }

    @Override
    public int draw(RandomStream random, double[] point) {
        double share = random.nextDouble();
        int component = 0;
        while (component < cumulativeWeights.length - 1 && share >= cumulativeWeights[component]) {
            component++;
        }
        double[] centre = centres[component];
        for (int k = 0; k < point.length; k++) {
            point[k] = centre[k] + deviations[component] * random.nextNormal();
        }
        return component;
    }

    @Override
    public double logDensity(double[] point) {
        Points.requireDimension(point, dimension());
        double[] terms = new double[weights.length];
        for (int i = 0; i < weights.length; i++) {
            double squared = 0;
            for (int k = 0; k < point.length; k++) {
                double difference = point[k] - centres[i][k];
                squared += difference * difference;
            }
            terms[i] = Math.log(weights[i]) + Points.logNormal(squared, deviations[i], point.length);
        }
        return Points.logSumExp(terms, terms.length);
    }

    @Override
    public Optional<Modes> modes() {
        boolean oneDeviation = Arrays.stream(deviations).allMatch(d -> d == deviations[0]);
        return oneDeviation ? Optional.of(new Modes(centres, weights, deviations[0])) : Optional.empty();
    }
}
