package org.ganlib.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.ganlib.bench.measure.LossComparison.Trajectory;
import org.junit.jupiter.api.Test;

final class LossComparisonTest {
    private static final Trajectory EXPECTED = new Trajectory(List.of(1.4, 1.2, 1.0), List.of(.7, .8, .9));

    @Test
    void equalTrainingsAgree() {
        assertThat(difference(EXPECTED)).isEmpty();
        assertThat(LossComparison.largest(EXPECTED, EXPECTED)).isZero();
    }

    @Test
    void roundingIsTolerated() {
        Trajectory rounded = new Trajectory(List.of(1.40001, 1.2008, 1.001), List.of(.7005, .8005, .901));
        assertThat(difference(rounded)).isEmpty();
        assertThat(LossComparison.largest(EXPECTED, rounded)).isBetween(.1, 1.0);
    }

    @Test
    void aWrongForwardPassShowsInTheFirstCriticLoss() {
        Trajectory wrong = new Trajectory(List.of(1.4001, 1.2, 1.0), List.of(.7, .8, .9));
        assertThat(difference(wrong))
                .contains(
                        "libtorch and other do not train the same: the critic's loss at step 1 is 1.400000 and 1.400100,"
                                + " and may differ by 5e-05");
    }

    @Test
    void aWrongUpdateShowsInTheNextLoss() {
        Trajectory wrong = new Trajectory(List.of(1.4, 1.2, 1.0), List.of(.7, .81, .9));
        assertThat(difference(wrong))
                .contains(
                        "libtorch and other do not train the same: the generator's loss at step 2 is 0.8000000 and 0.8100000,"
                                + " and may differ by 0.002");
        assertThat(LossComparison.largest(EXPECTED, wrong)).isCloseTo(.01 / 1.8e-3, within(1e-9));
    }

    @Test
    void whatIsNotANumberNeverAgrees() {
        Trajectory wrong = new Trajectory(List.of(1.4, Double.NaN, 1.0), List.of(.7, .8, .9));
        assertThat(difference(wrong)).isPresent();
        assertThat(LossComparison.largest(EXPECTED, wrong)).isInfinite();
    }

    @Test
    void onlyStepsThatBothHaveAreCompared() {
        assertThat(difference(new Trajectory(List.of(1.4), List.of(.7)))).isEmpty();
    }

    private static Optional<String> difference(Trajectory other) {
        return LossComparison.difference("libtorch", EXPECTED, "other", other);
    }
}
