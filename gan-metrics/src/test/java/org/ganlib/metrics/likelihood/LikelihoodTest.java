package org.ganlib.metrics.likelihood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.ganlib.metrics.Arranged;
import org.ganlib.metrics.Drawn;
import org.ganlib.metrics.Points;
import org.ganlib.metrics.linear.Selection;
import org.ganlib.network.ValueRange;
import org.ganlib.problem.GanException;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Examples;
import org.ganlib.spi.MetricResult;
import org.ganlib.testkit.GivenExamples;
import org.junit.jupiter.api.Test;

/** Likelihoods, chosen widths and standard errors agree with scripts/golden/definitions.py. */
final class LikelihoodTest {
    private static final Examples GENERATED = Points.of(3, Drawn.multiples(6, 360, 64));
    private static final Examples HELD_OUT = Points.of(3, Drawn.multiples(7, 150, 64));
    private static final Examples NONE = Points.of(3);
    private static final long SEED = 1;

    @Test
    void aParzenWindowIsChosenOnSomeAndScoredOnTheOthers() {
        MetricResult result =
                new Parzen(10_000, 20).evaluate(given(GENERATED, validatedFirst(20), ValueRange.UNBOUNDED));
        assertThat(result.value()).isCloseTo(-0.45788000636020826, within(1e-10));
        assertThat(result.details()).containsOnlyKeys("sigma", "standard-error");
        assertThat(result.details().get("sigma")).isCloseTo(0.1291549665014884, within(1e-12));
        assertThat(result.details().get("standard-error")).isCloseTo(0.07008328455118369, within(1e-10));
        assertThat(result.samples()).isEqualTo(120);
        assertThat(result.provenance())
                .containsEntry("reference", "points, by hand")
                .containsEntry("split", "held-out")
                .containsEntry("validation examples", "20")
                .containsEntry("test examples", "30");
    }

    /** At most half of the held-out examples choose, and a range of width 2 is brought to 1. */
    @Test
    void boundedDataIsRescaled() {
        MetricResult result = new Parzen().evaluate(given(GENERATED, validatedFirst(25), new ValueRange(-1, 1)));
        assertThat(result.value()).isCloseTo(1.5045899369745115, within(1e-10));
        assertThat(result.details().get("sigma")).isCloseTo(0.1, within(1e-12));
        assertThat(result.details().get("standard-error")).isCloseTo(0.05565515068128847, within(1e-10));
        assertThat(result.provenance())
                .containsEntry("validation examples", "25")
                .containsEntry("test examples", "25");
    }

    @Test
    void aBandwidthIsChosenByCrossValidation() {
        MetricResult result = new CrossValidatedDensity().evaluate(given(GENERATED, HELD_OUT, ValueRange.UNBOUNDED));
        assertThat(result.value()).isCloseTo(-0.44737083758139407, within(1e-10));
        assertThat(result.details()).containsOnlyKeys("chosen-bandwidth", "standard-error");
        assertThat(result.details().get("chosen-bandwidth")).isCloseTo(0.12589254117941676, within(1e-12));
        assertThat(result.details().get("standard-error")).isCloseTo(0.05432190818973402, within(1e-10));
        assertThat(result.samples()).isEqualTo(120);
        assertThat(result.provenance())
                .containsEntry("reference", "points, by hand")
                .containsEntry("split", "held-out")
                .containsEntry("test examples", "50");
        MetricResult bounded = new CrossValidatedDensity(4, 0.1, 0.5, 6, 16_000)
                .evaluate(given(GENERATED, HELD_OUT, new ValueRange(-1, 1)));
        assertThat(bounded.value()).isCloseTo(1.5200893072102741, within(1e-10));
        assertThat(bounded.details().get("chosen-bandwidth")).isCloseTo(0.1, within(1e-12));
        assertThat(bounded.details().get("standard-error")).isCloseTo(0.0420924161533876, within(1e-10));
    }

    @Test
    void noMoreExamplesAreUsedThanMayBe() {
        assertThat(new Parzen(110, 20)
                        .evaluate(given(GENERATED, HELD_OUT, ValueRange.UNBOUNDED))
                        .samples())
                .isEqualTo(110);
        assertThat(new CrossValidatedDensity(3, 0.01, 1, 21, 100)
                        .evaluate(given(GENERATED, HELD_OUT, ValueRange.UNBOUNDED))
                        .samples())
                .isEqualTo(100);
    }

    @Test
    void twentyHeldOutExamplesAreEnough() {
        assertThat(new Parzen()
                        .evaluate(given(GENERATED, Selection.first(HELD_OUT, 20), ValueRange.UNBOUNDED))
                        .provenance())
                .containsEntry("test examples", "10");
        assertThatThrownBy(() ->
                        new Parzen().evaluate(given(GENERATED, Selection.first(HELD_OUT, 19), ValueRange.UNBOUNDED)))
                .isInstanceOf(GanException.class)
                .hasMessage("parzen: needs at least 20 held-out examples, was 19. Compare with more.");
        assertThatThrownBy(() -> new Parzen().evaluate(given(GENERATED, NONE, ValueRange.UNBOUNDED)))
                .isInstanceOf(GanException.class)
                .hasMessageContaining("was 0");
    }

    @Test
    void damagedAndOtherExamplesAreRefused() {
        float[] damaged = HELD_OUT.values().clone();
        damaged[4] = Float.NEGATIVE_INFINITY;
        assertThatThrownBy(() -> new Parzen().evaluate(given(GENERATED, Points.of(3, damaged), ValueRange.UNBOUNDED)))
                .isInstanceOf(GanException.class)
                .hasMessage("parzen: held-out example 1 contains -Infinity. The file is damaged.");
        assertThatThrownBy(() -> new CrossValidatedDensity()
                        .evaluate(given(GENERATED, Points.of(2, HELD_OUT.values()), ValueRange.UNBOUNDED)))
                .isInstanceOf(GanException.class)
                .hasMessage("kde: generated examples are 3, the data's are 2. Compare examples of one shape.");
    }

    /** More folds than examples of the usual minimum ask for more examples. */
    @Test
    void eachFoldNeedsAnExample() {
        assertThat(new CrossValidatedDensity(3, 0.01, 1, 21, 16_000).info().minimumSamples())
                .isEqualTo(100);
        assertThat(new CrossValidatedDensity(130, 0.01, 1, 21, 16_000).info().minimumSamples())
                .isEqualTo(130);
        assertThatThrownBy(() -> new CrossValidatedDensity(130, 0.01, 1, 2, 16_000)
                        .evaluate(given(GENERATED, HELD_OUT, ValueRange.UNBOUNDED)))
                .isInstanceOf(GanException.class)
                .hasMessage("kde: needs at least 130 generated examples, was 120. Generate more.");
    }

    /** Far away only the largest terms count, and they are not 0. */
    @Test
    void densitiesFarAwayAreThoseOfTheNearestCentre() {
        Examples centres = Points.of(1, 0, 1);
        double[][] densities = KernelDensity.logDensities(Points.of(1, 1e19f, 0.5f), centres, 1, new double[] {1, 0.1});
        double constant = Math.log(2) + Math.log(Math.sqrt(2 * Math.PI));
        double far = (double) 1e19f - 1;
        assertThat(densities[0][0]).isCloseTo(-far * far / 2 - constant, within(1e-10 * far * far));
        assertThat(densities[0][1]).isCloseTo(-0.125 + Math.log(2) - constant, within(1e-12));
        assertThat(densities[1][1]).isCloseTo(-12.5 + Math.log(2) - constant - Math.log(0.1), within(1e-12));
        // A term of e^−40 counts in full, and one that comes later and is larger takes over.
        double[][] one = KernelDensity.logDensities(Points.of(1, 0), Points.of(1, 9, 0, 8.9f), 1, new double[] {1});
        assertThat(one[0][0])
                .isCloseTo(
                        Math.log1p(Math.exp(-40.5) + Math.exp(-8.9f * 8.9f / 2.0))
                                - Math.log(3)
                                - Math.log(Math.sqrt(2 * Math.PI)),
                        within(1e-15));
    }

    @Test
    void widthsAreEqualSteps() {
        assertThat(KernelDensity.grid(-1, 1, 3)).containsExactly(0.1, 1, 10);
        assertThat(KernelDensity.grid(-1, 1, 1)).containsExactly(0.1);
        assertThat(KernelDensity.mean(new double[] {1, 2, 6})).isEqualTo(3);
        // The published protocols divide by n: √(14/3)/√3.
        assertThat(KernelDensity.standardError(new double[] {1, 2, 6})).isCloseTo(Math.sqrt(14) / 3, within(1e-12));
    }

    /**
     * The known answers were computed with the first examples as those that choose the width, so
     * these examples come first.
     */
    private static Examples validatedFirst(int count) {
        return Arranged.chosenFirst(HELD_OUT, count, SEED, "parzen/validation");
    }

    private static GivenExamples given(Examples generated, Examples heldOut, ValueRange range) {
        DatasetInfo info = new DatasetInfo(
                "points", heldOut.shape(), range, OptionalInt.empty(), List.of(), "none", "nobody", "by hand");
        return new GivenExamples(info, generated, generated, heldOut, Optional.empty(), SEED);
    }
}
