package org.ganlib.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.ganlib.network.ParameterLayout.Kind;
import org.ganlib.network.ParameterLayout.Segment;
import org.ganlib.network.ParameterLayout.Stretch;
import org.junit.jupiter.api.Test;

final class ParameterLayoutTest {
    private final ParameterLayout layout = new ParameterLayout(List.of(
            new Segment("a/W", 0, 3, Kind.WEIGHT),
            new Segment("a/b", 3, 1, Kind.BIAS),
            new Segment("n/mean", 4, 2, Kind.STATISTIC),
            new Segment("b/W", 6, 5, Kind.WEIGHT)));

    @Test
    void neighboursOfTheKindsAskedForAreOneStretch() {
        assertThat(layout.stretches(kind -> kind == Kind.WEIGHT))
                .containsExactly(new Stretch(0, 3), new Stretch(6, 11));
        assertThat(layout.stretches(kind -> kind != Kind.STATISTIC))
                .containsExactly(new Stretch(0, 4), new Stretch(6, 11));
        assertThat(layout.stretches(kind -> true)).containsExactly(new Stretch(0, 11));
        assertThat(layout.stretches(kind -> false)).isEmpty();
    }

    @Test
    void aStretchSaysWhichPartOfASlabItCovers() {
        Stretch stretch = new Stretch(6, 11);
        assertThat(stretch.startIn(4, 4)).isEqualTo(2);
        assertThat(stretch.endIn(4, 4)).isEqualTo(4);
        assertThat(stretch.startIn(8, 4)).isEqualTo(0);
        assertThat(stretch.endIn(8, 4)).isEqualTo(3);
        assertThat(stretch.startIn(0, 4)).isEqualTo(stretch.endIn(0, 4));
        assertThat(stretch.startIn(12, 4)).isEqualTo(stretch.endIn(12, 4));
    }
}
