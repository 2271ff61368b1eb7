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
        assertThat(largest(EXPECTED)).isZero();
    }

    @Test
    void roundingIsTolerated() {
        Trajectory rounded = new Trajectory(List.of(1.40001, 1.2008, 1.001), List.of(.7005, .8005, .901));
        assertThat(difference(rounded)).isEmpty();
        assertThat(largest(rounded)).isBetween(.1, 1.0);
    }

    @Test
    void aWrongForwardPassShowsInTheFirstCriticLoss() {
        Trajectory wrong = new Trajectory(List.of(1.4001, 1.2, 1.0), List.of(.7, .8, .9));
        assertThat(difference(wrong))
                .contains(
                        "libtorch and other do not train the same: the critic's loss at step 1 is 1.400000 and 1.400100,"
                                + " and may differ by 4.8e-05");
    }

    @Test
    void aWrongUpdateShowsInTheNextLoss() {
        Trajectory wrong = new Trajectory(List.of(1.4, 1.2, 1.0), List.of(.7, .81, .9));
        assertThat(difference(wrong))
                .contains(
                        "libtorch and other do not train the same: the generator's loss at step 2 is 0.8000000 and 0.8100000,"
                                + " and may differ by 0.0018");
        assertThat(largest(wrong)).isCloseTo(.01 / 1.8e-3, within(1e-9));
    }

    @Test
    void whatIsNotANumberNeverAgrees() {
        Trajectory wrong = new Trajectory(List.of(1.4, Double.NaN, 1.0), List.of(.7, .8, .9));
        assertThat(difference(wrong)).isPresent();
        assertThat(largest(wrong)).isInfinite();
    }

    @Test
    void onlyStepsThatBothHaveAreCompared() {
        assertThat(difference(new Trajectory(List.of(1.4), List.of(.7)))).isEmpty();
    }

    @Test
    void aTrainingMayDriftFourTimesAsFarAsTheFurthestTwinHas() {
        Trajectory twin = new Trajectory(List.of(1.4, 1.2, 1.0), List.of(.7, .8 + .01 * 1.8, .9));
        LossComparison lenient = new LossComparison("libtorch", EXPECTED, List.of(EXPECTED, twin, Trajectory.NONE));
        Trajectory near = new Trajectory(List.of(1.4, 1.2 + .039 * 2.2, 1.0 + .039 * 2), List.of(.7, .8, .9));
        Trajectory far = new Trajectory(List.of(1.4, 1.2 + .041 * 2.2, 1.0), List.of(.7, .8, .9));
        assertThat(lenient.difference("other", near)).isEmpty();
        assertThat(lenient.largest(near)).isCloseTo(.039 / .04, within(1e-9));
        assertThat(lenient.difference("other", far)).isPresent();
    }

    /** The critic of a recipe with several updates a step has moved before its first loss. */
    @Test
    void theFirstCriticLossMayDriftFourTimesAsFarAsTheFurthestTwins() {
        Trajectory twin = new Trajectory(List.of(1.4 + 1e-4 * 2.4, 1.2, 1.0), List.of(.7, .8, .9));
        LossComparison lenient = new LossComparison("libtorch", EXPECTED, List.of(EXPECTED, twin, Trajectory.NONE));
        Trajectory near = new Trajectory(List.of(1.4 + 3.9e-4 * 2.4, 1.2, 1.0), List.of(.7, .8, .9));
        Trajectory far = new Trajectory(List.of(1.4 + 4.1e-4 * 2.4, 1.2, 1.0), List.of(.7, .8, .9));
        assertThat(lenient.difference("other", near)).isEmpty();
        assertThat(lenient.difference("other", far)).isPresent();
    }

    @Test
    void whatTheTwinDoesLaterExcusesNothingBefore() {
        Trajectory twin = new Trajectory(List.of(1.4, 1.2, 2.0), List.of(.7, .8, 1.9));
        LossComparison lenient = new LossComparison("libtorch", EXPECTED, List.of(twin));
        assertThat(lenient.difference("other", new Trajectory(List.of(1.4, 1.21, 1.0), List.of(.7, .8, .9))))
                .hasValueSatisfying(message -> assertThat(message).contains("step 2"));
        assertThat(lenient.difference("other", new Trajectory(List.of(1.4001, 1.2, 1.0), List.of(.7, .8, .9))))
                .hasValueSatisfying(message -> assertThat(message).contains("step 1"));
    }

    @Test
    void whereRoundingDecidesNothingIsComparedAnyMoreButThatThereAreLosses() {
        Trajectory twin = new Trajectory(List.of(1.4, 1.2, 1.0 + .051 * 2), List.of(.7, .8, .9));
        LossComparison lost = new LossComparison("libtorch", EXPECTED, List.of(twin));
        Trajectory elsewhere = new Trajectory(List.of(1.4, 1.2, 50.0), List.of(.7, .8, .9));
        assertThat(lost.difference("other", elsewhere)).isEmpty();
        assertThat(lost.largest(elsewhere)).isZero();
        assertThat(lost.difference("other", new Trajectory(List.of(1.4, 1.21, 1.0), List.of(.7, .8, .9))))
                .isPresent();
        assertThat(lost.difference("other", new Trajectory(List.of(1.4, 1.2, 1.0), List.of(.7, .8, Double.NaN))))
                .isPresent();
    }

    private static Optional<String> difference(Trajectory other) {
        return comparison().difference("other", other);
    }

    private static double largest(Trajectory other) {
        return comparison().largest(other);
    }

    private static LossComparison comparison() {
        return new LossComparison("libtorch", EXPECTED, List.of());
    }
}
