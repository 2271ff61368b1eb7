package org.ganlib.optimize;

import java.util.Optional;
import org.ganlib.network.UpdateRule;
import org.ganlib.network.VectorUpdate;
import org.ganlib.plugin.Settings;

/**
 * The update of Adam, written with the root of the raw mean of squares:
 *
 * <pre>
 * m ← β₁m + (1 − β₁)g
 * v ← β₂v + (1 − β₂)g²
 * θ ← θ − η √(1 − β₂ᵗ⁺¹) / (1 − β₁ᵗ⁺¹) · m / (√v + ε)
 * </pre>
 *
 * Where ε is to be added to the corrected root √v / √(1 − β₂ᵗ⁺¹) instead, ε√(1 − β₂ᵗ⁺¹) stands in
 * its place.
 *
 * <p>Keeps m and v. Where the gradient always was 0, m and v are 0 and the parameter stays as it
 * is, to the bit.
 */
final class AdamRule implements UpdateRule {
    private final double beta1;
    private final double beta2;
    private final double epsilon;
    private final boolean ofCorrectedRoot;
    private double rate;
    private long updates;
    private double corrected;
    private double epsilonOfRawRoot;

    private AdamRule(double beta1, double beta2, double epsilon, boolean ofCorrectedRoot) {
        this.beta1 = beta1;
        this.beta2 = beta2;
        this.epsilon = epsilon;
        this.ofCorrectedRoot = ofCorrectedRoot;
    }

    /** Adds ε to √v, as the form at the end of section 2 of Adam's paper does. */
    static AdamRule withRawRoot(double beta1, double beta2, double epsilon) {
        return new AdamRule(beta1, beta2, epsilon, false);
    }

    /** Adds ε to √v / √(1 − β₂ᵗ⁺¹), as algorithm 1 of Adam's paper does. */
    static AdamRule withCorrectedRoot(double beta1, double beta2, double epsilon) {
        return new AdamRule(beta1, beta2, epsilon, true);
    }

    /**
     * Checks the settings that Adam has in either form.
     *
     * @throws org.ganlib.plugin.InvalidSettingsException if one is out of its range
     */
    static void check(double learningRate, double beta1, double beta2, double epsilon, double weightDecay) {
        Settings.check()
                .positive("learning-rate", learningRate)
                .rule(Ranges.isFraction(beta1), "beta1", Ranges.fraction(beta1))
                .rule(Ranges.isFraction(beta2), "beta2", Ranges.fraction(beta2))
                .positive("epsilon", epsilon)
                .rule(Ranges.isDecay(weightDecay), "weight-decay", Ranges.decay(weightDecay))
                .orThrow();
    }

    @Override
    public int stateVectors() {
        return 2;
    }

    @Override
    public void begin(long step, double learningRate) {
        rate = learningRate;
        updates = step + 1;
        double correction = Math.sqrt(1 - Math.pow(beta2, (double) updates));
        corrected = rate * correction / (1 - Math.pow(beta1, (double) updates));
        epsilonOfRawRoot = ofCorrectedRoot ? epsilon * correction : epsilon;
    }

    @Override
    public void update(float[] parameters, float[] gradients, float[][] state, int count) {
        float[] first = state[0];
        float[] second = state[1];
        float keep1 = (float) beta1;
        float take1 = (float) (1 - beta1);
        float keep2 = (float) beta2;
        float take2 = (float) (1 - beta2);
        float step = (float) corrected;
        float floor = Ranges.positiveFloat(epsilonOfRawRoot);
        for (int i = 0; i < count; i++) {
            float g = gradients[i];
            float m = keep1 * first[i] + take1 * g;
            float v = keep2 * second[i] + take2 * g * g;
            first[i] = m;
            second[i] = v;
            parameters[i] -= step * m / ((float) Math.sqrt(v) + floor);
        }
    }

    @Override
    public void update(double[] parameters, double[] gradients, double[][] state, int count) {
        double[] first = state[0];
        double[] second = state[1];
        double take1 = 1 - beta1;
        double take2 = 1 - beta2;
        for (int i = 0; i < count; i++) {
            double g = gradients[i];
            double m = beta1 * first[i] + take1 * g;
            double v = beta2 * second[i] + take2 * g * g;
            first[i] = m;
            second[i] = v;
            parameters[i] -= corrected * m / (Math.sqrt(v) + epsilonOfRawRoot);
        }
    }

    @Override
    public Optional<VectorUpdate> onVectors() {
        return Optional.of((arithmetic, parameters, gradients, state) -> arithmetic.adam(
                parameters, gradients, state.get(0), state.get(1), beta1, beta2, rate, epsilonOfRawRoot, updates));
    }
}
