package org.ganlib.losses.constraint;

import org.ganlib.plugin.Settings;

/**
 * The penalty of one norm, weight · (norm − target)².
 *
 * @param weight > 0
 * @param target ≥ 0
 * @param oneSided true if norms below the target are not penalised
 * @param every k: the penalty is evaluated in every k-th update, and multiplied by k; ≥ 1
 */
record NormPenalty(double weight, double target, boolean oneSided, int every) {
    /** The penalty of that norm. */
    double of(double norm) {
        return weight * excess(norm) * excess(norm);
    }

    /** Its derivative at that norm, divided by the norm; 0 at 0. */
    double slopeOverNorm(double norm) {
        return norm == 0 ? 0 : 2 * weight * excess(norm) / norm;
    }

    private double excess(double norm) {
        return oneSided ? Math.max(0, norm - target) : norm - target;
    }

    /**
     * Checks the settings that all penalties have.
     *
     * @param name the name of the weight among the settings
     */
    static Settings check(String name, double weight, int every) {
        return Settings.check().positive(name, weight).atLeast("every", every, 1);
    }
}
