package org.ganlib.losses.constraint;

import org.ganlib.network.Network;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.Settings;
import org.ganlib.spi.CriticConstraint;
import org.ganlib.spi.Measurements;

/**
 * Spectral normalisation: the critic computes with W/σ(W) in the place of the weights W of each
 * layer, where σ(W) is the largest singular value. Each of its linear maps has then the norm 1, so
 * that a dense critic with rectifiers is Lipschitz with the constant 1. σ is estimated by power
 * iteration, W is what is trained, and the gradient through σ is included:
 *
 * <pre>
 * v = Wᵀu/‖Wᵀu‖,  u = W v/‖W v‖,  σ = uᵀW v
 * ∂L/∂W = (∂L/∂W̄ − ⟨∂L/∂W̄, W̄⟩ u vᵀ)/σ,  W̄ = W/σ
 * </pre>
 *
 * <p>The matrix of a convolution has a row for each output channel and a column for each input
 * channel and place of the kernel; so has that of a transposed convolution. The norm of the
 * convolution itself may be larger. Tables of labels are normalised, biases and normalisation layers
 * are not.
 *
 * <p>Between two updates the critic's parameters are W̄, in checkpoints too, so that whatever reads
 * the critic sees the one that scores. For an update they are multiplied by σ, whose rounding moves
 * W by one unit in the last place. The vectors and σ are part of the checkpoint. They begin with
 * fifteen iterations from a random vector that depends on the layer's name alone.
 *
 * @param iterations the iterations after each update of the critic
 */
@PluginName(
        value = "spectral-norm",
        summary = "Divides the weights of each of the critic's layers by their largest singular value.",
        paper = "Miyato, Kataoka, Koyama, Yoshida, Spectral Normalization for Generative Adversarial Networks, 2018,"
                + " equations 8 and 12 and algorithm 1")
public record SpectralNorm(
        @Setting("iterations that follow each update of the critic; ≥ 1")
        int iterations) implements CriticConstraint {
    /** The largest estimate of σ(W) among the layers. */
    public static final String ESTIMATE = Measurements.CONSTRAINT + "largest-sigma";

    /** The largest exact norm among the normalised weights: 1 if every estimate is exact. */
    public static final String EXACT = Measurements.CONSTRAINT + "exact-norm";

    /** One iteration, as published. */
    public SpectralNorm() {
        this(1);
    }

    /**
     * @throws org.ganlib.plugin.InvalidSettingsException if there is no iteration
     */
    public SpectralNorm {
        Settings.check().atLeast("iterations", iterations, 1).orThrow();
    }

    @Override
    public CriticConstraint forRun(Network critic) {
        return new EachCritic(critic, each -> new SpectralNormOfCritic(iterations, each));
    }
}
