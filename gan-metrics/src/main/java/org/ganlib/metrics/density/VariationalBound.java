package org.ganlib.metrics.density;

import java.util.function.DoubleUnaryOperator;

/**
 * The bound that f-GAN's critics are trained by, at the critic T = f′(û), û a guess of p/q (Nguyen,
 * Wainwright, Jordan 2010; Nowozin, Cseke, Tomioka 2016, equation 4). With the generator's linear
 * part left out, k(u) = f(u) − f(1) − f′(1)(u − 1), it reads
 *
 * <pre>{@code
 * D_f(P‖Q) ≥ f(1) + E_P[k′(û)] + E_Q[k(û) − û k′(û)]        since k*(k′(u)) = u k′(u) − k(u)
 * }</pre>
 *
 * with equality where û = p/q. As p and q̂ are both known, the first mean is taken under the
 * mixture r = (p + q̂)/2, half of the points from each: E_P[k′(û)] = E_r[p k′(û)/r]. Its terms are
 * bounded where those of E_P are not (reverse KL: p k′/r = −2q̂/(p + q̂)).
 */
final class VariationalBound {
    private final Generator generator;

    VariationalBound(Generator generator) {
        this.generator = generator;
    }

    /**
     * Estimates the bound.
     *
     * @param generated at draws from Q, which are independent of q̂
     * @param real at draws from P
     * @param modelled at draws from q̂
     * @param limits keep û
     */
    Estimate at(LogRatios generated, LogRatios real, LogRatios modelled, Limits limits) {
        Estimate ofData = Estimate.sum(
                0.5,
                mean(real, ratio -> dataTerm(ratio, limits)),
                0.5,
                mean(modelled, ratio -> dataTerm(ratio, limits)));
        Estimate ofModel = mean(generated, ratio -> modelTerm(limits.keep(ratio)));
        Estimate reduced = Estimate.sum(1, ofData, 1, ofModel);
        return new Estimate(generator.atOne() + reduced.value(), reduced.variance());
    }

    /** p k′(û)/r = 2u/(1 + u)/û · û k′(û). */
    private double dataTerm(double logRatio, Limits limits) {
        double kept = limits.keep(logRatio);
        double slope = generator.slope(kept);
        double ofKept = kept == logRatio ? 0 : logRatio - kept;
        return 2 * Math.exp(ofKept - softplus(logRatio)) * slope;
    }

    private double modelTerm(double logRatio) {
        return generator.value(logRatio) - generator.slope(logRatio);
    }

    /** log(1 + e^v). */
    private static double softplus(double v) {
        return v > 0 ? v + Math.log1p(Math.exp(-v)) : Math.log1p(Math.exp(v));
    }

    private static Estimate mean(LogRatios ratios, DoubleUnaryOperator term) {
        double sum = 0;
        double[] terms = new double[ratios.count()];
        for (int i = 0; i < terms.length; i++) {
            terms[i] = term.applyAsDouble(ratios.at(i));
            sum += terms[i];
        }
        double mean = sum / terms.length;
        double squares = 0;
        for (double one : terms) {
            squares += (one - mean) * (one - mean);
        }
        return new Estimate(mean, squares / (terms.length - 1) / terms.length);
    }
}
