package org.ganlib.losses.constraint;

import org.ganlib.network.Network;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.Settings;
import org.ganlib.spi.CriticConstraint;
import org.ganlib.spi.Measurements;

/**
 * Projects the weights of each of the critic's layers onto the matrices whose largest singular value
 * is at most a limit, approximately: after each update
 *
 * <pre>
 * W ← W / max(1, σ(W)/limit)
 * </pre>
 *
 * <p>The relative of {@link SpectralNorm} that costs no gradient through σ, and lets weights below
 * the limit be. σ is estimated by power iteration, whose vector goes on from update to update; the
 * matrices are those of {@link SpectralNorm}.
 *
 * @param limit the largest σ
 * @param iterations the iterations after each update of the critic
 */
@PluginName(
        value = "spectral-projection",
        summary = "Scales the weights of a critic's layer down when their largest singular value exceeds a limit.",
        paper = "Gouk, Frank, Pfahringer, Cree, Regularisation of Neural Networks by Enforcing Lipschitz Continuity,"
                + " 2018, algorithm 2")
public record SpectralProjection(
        @Setting("the largest singular value; > 0") double limit,

        @Setting("iterations that follow each update of the critic; ≥ 1")
        int iterations)
        implements CriticConstraint {
    /** The largest exact norm of a layer's weights. */
    public static final String EXACT = Measurements.CONSTRAINT + "exact-norm";

    /** The limit 1, one iteration. */
    public SpectralProjection() {
        this(1, 1);
    }

    /**
     * @throws org.ganlib.plugin.InvalidSettingsException if the limit is not positive, or there is
     *     no iteration
     */
    public SpectralProjection {
        Settings.check()
                .positive("limit", limit)
                .atLeast("iterations", iterations, 1)
                .orThrow();
    }

    @Override
    public CriticConstraint forRun(Network critic) {
        return new EachCritic(critic, each -> new SpectralProjectionOfCritic(limit, iterations, each));
    }
}
