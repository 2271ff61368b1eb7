package org.ganlib.losses.adversarial;

import org.ganlib.spi.Divergence;
import org.ganlib.spi.GeneratorObjective;
import org.ganlib.testkit.DivergenceContract;

/** The generator's own term is not the critic's with labels swapped here, so what is asked of every f-divergence's is not asked of it. */
final class SmoothedNonSaturatingGanTest implements DivergenceContract {
    @Override
    public Divergence divergence() {
        return new GanDivergence(GeneratorObjective.NON_SATURATING, 0.8);
    }

    @Override
    public Divergence configured() {
        return new GanDivergence(GeneratorObjective.MINIMAX, 0.8);
    }
}
