package org.ganlib.bench.micro;

import static org.assertj.core.api.Assertions.assertThat;

import org.ganlib.spi.Divergence;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Param;

final class DivergenceBenchmarkTest {
    @Test
    void everyInstalledDivergenceIsMeasured() throws NoSuchFieldException {
        String[] measured = DivergenceBenchmark.class
                .getField("divergence")
                .getAnnotation(Param.class)
                .value();
        assertThat(measured).containsExactlyInAnyOrderElementsOf(Plugins.names(Divergence.class));
    }

    @Test
    void lossesAreFiniteOnTheScoresOfTheBenchmark() {
        DivergenceBenchmark benchmark = new DivergenceBenchmark();
        benchmark.batch = 64;
        for (String name : Plugins.names(Divergence.class)) {
            benchmark.divergence = name;
            benchmark.prepare();
            assertThat(benchmark.criticLoss()).as(name).isFinite();
            assertThat(benchmark.generatorLoss()).as(name).isFinite();
        }
    }
}
