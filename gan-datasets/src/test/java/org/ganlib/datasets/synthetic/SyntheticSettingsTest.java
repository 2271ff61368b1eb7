package org.ganlib.datasets.synthetic;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.ganlib.plugin.InvalidSettingsException;
import org.junit.jupiter.api.Test;

/**
 * Numbers at the end of a range are accepted; numbers beyond it are refused, and the message names
 * the setting.
 */
final class SyntheticSettingsTest {
    @Test
    void spirals() {
        refused(() -> new Spiral(0, 1, 1, 1), "arms: must be in [1, 100], was 0");
        refused(() -> new Spiral(101, 1, 1, 1), "arms: must be in [1, 100], was 101");
        refused(() -> new Spiral(1, 0, 1, 1), "turns: must be > 0, was 0");
        refused(() -> new Spiral(1, 1, 0, 1), "radius: must be > 0, was 0");
        refused(() -> new Spiral(1, 1, 1, 0), "std: must be > 0, was 0");
        taken(() -> new Spiral(100, 1, 1, 1));
        // Three arms from the centre to radius 2, each of half a turn, have a total length of 3 · 2
        // · √(1 + π²), which may be at most 20,000 standard deviations.
        double least = 6 * Math.sqrt(1 + Math.PI * Math.PI) / 20_000;
        taken(() -> new Spiral(3, 0.5, 2, 1.0001 * least));
        refused(() -> new Spiral(3, 0.5, 2, 0.9999 * least), "std: must be ≥ 9.89");
    }

    @Test
    void swissRolls() {
        refused(() -> new SwissRoll(0, 1), "radius: must be > 0, was 0");
        refused(() -> new SwissRoll(1, 0), "std: must be > 0, was 0");
        taken(() -> new SwissRoll(2, 0.002));
        refused(() -> new SwissRoll(2, 0.0019), "std: must be ≥ radius/1000 = 0.002, was 0.0019");
    }

    @Test
    void boardsGridsAndMoons() {
        refused(() -> new Checkerboard(1, 1), "squares: must be in [2, 100], was 1");
        refused(() -> new Checkerboard(101, 1), "squares: must be in [2, 100], was 101");
        refused(() -> new Checkerboard(2, 1e7), "extent: must be in [0.001, ");
        taken(() -> new Checkerboard(100, 1e-3));
        refused(() -> new GaussianGrid(0, 1, 1), "side: must be in [1, 100], was 0");
        refused(() -> new GaussianGrid(1, 0, 1), "spacing: must be > 0, was 0");
        refused(() -> new GaussianGrid(1, 1, 0), "std: must be > 0, was 0");
        refused(() -> new TwoMoons(11), "std: must be in [0.001, 10], was 11");
        taken(() -> new TwoMoons(10));
        refused(() -> new PlaneGrid(1, 1, 1, 1, 0), "dimension: must be in [2, ");
        refused(() -> new PlaneGrid(2, 101, 1, 1, 0), "side: must be in [1, 100], was 101");
        refused(() -> new PlaneGrid(2, 1, 0, 1, 0), "spacing: must be > 0, was 0");
        refused(() -> new PlaneGrid(2, 1, 1, 0, 0), "std: must be > 0, was 0");
    }

    @Test
    void rings() {
        refused(() -> new GaussianRing(0, 1, 1, false), "modes: must be in [1, ");
        refused(() -> new GaussianRing(2, 1, 1, true), "modes: must be in [3, ");
        taken(() -> new GaussianRing(1, 1, 1, false));
        taken(() -> new GaussianRing(3, 1, 1, true));
        refused(() -> new GaussianRing(1, 0, 1, false), "radius: must be > 0, was 0");
        refused(() -> new GaussianRing(1, 1, 0, false), "std: must be > 0, was 0");
    }

    @Test
    void mixtures() {
        List<Double> halves = List.of(0.5, 0.5);
        List<Double> ends = List.of(-1.0, 1.0);
        // A deviation as small as a rounding error is accepted; a larger one is not.
        taken(() -> new Gaussian1d(List.of(0.5, 0.5 + 0.9e-9), ends, halves));
        refused(() -> new Gaussian1d(List.of(0.5, 0.5 + 1.1e-9), ends, halves), "weights: must add up to 1");
        refused(() -> new Gaussian1d(List.of(1.0, 0.0), ends, halves), "weights: must all be > 0");
        refused(() -> new Gaussian1d(halves, ends, List.of(1.0, 0.0)), "deviations: must all be > 0");
        refused(() -> new Gaussian1d(halves, List.of(0.0, Double.NaN), halves), "means: must all be finite");
        refused(() -> new Gaussian1d(halves, List.of(0.0), halves), "means: ");
    }

    private static void taken(ThrowingCallable maker) {
        assertThatCode(maker).doesNotThrowAnyException();
    }

    private static void refused(ThrowingCallable maker, String message) {
        assertThatThrownBy(maker).isInstanceOf(InvalidSettingsException.class).hasMessageStartingWith(message);
    }
}
