package org.ganlib.losses;

import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.CriticScores;
import org.ganlib.spi.Divergence;
import org.ganlib.spi.PlayerLoss;
import org.ganlib.testkit.Allocations;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The losses are computed at every step, so they leave nothing for the collector. */
final class AllocationTest {
    static Stream<Divergence> divergences() {
        return ServiceLoader.load(Divergence.class).stream().map(ServiceLoader.Provider::get);
    }

    @ParameterizedTest
    @MethodSource("divergences")
    void aPreparedDivergenceAllocatesNothing(Divergence divergence) {
        Divergence prepared = divergence.prepared();
        CriticScores scores = new CriticScores(new double[64], new double[64]);
        PlayerLoss loss = PlayerLoss.sizedFor(scores);
        RandomStream random = new RandomStream(1);
        for (int i = 0; i < 64; i++) {
            scores.real()[i] = 3 * random.nextNormal();
            scores.fake()[i] = 3 * random.nextNormal();
        }
        Allocations.assertNone(20, 200, () -> {
            prepared.criticLoss(scores, loss);
            prepared.generatorLoss(scores, loss);
        });
    }
}
