package org.ganlib.datasets.indexed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.ganlib.random.RandomStream;
import org.junit.jupiter.api.Test;

final class EpochOrderTest {
    @Test
    void everyEpochVisitsEveryExampleOnceInAnotherOrder() {
        EpochOrder order = new EpochOrder(50, new RandomStream(1));
        int[] first = draw(order, 50);
        int[] second = draw(order, 50);
        int[] all = IntStream.range(0, 50).toArray();
        assertThat(Arrays.stream(first).sorted().toArray()).isEqualTo(all);
        assertThat(Arrays.stream(second).sorted().toArray()).isEqualTo(all);
        assertThat(first).isNotEqualTo(second).isNotEqualTo(all);
    }

    @Test
    void continuesExactlyFromEveryPosition() {
        for (int drawn = 0; drawn <= 25; drawn++) {
            RandomStream random = new RandomStream(7);
            EpochOrder order = new EpochOrder(10, random);
            draw(order, drawn);
            byte[] cursor = order.cursor();
            byte[] state = random.state();

            RandomStream later = new RandomStream(99);
            EpochOrder resumed = new EpochOrder(10, later);
            draw(resumed, 3);
            resumed.restore(cursor);
            later.restore(state);
            assertThat(draw(resumed, 35)).as("after %s", drawn).isEqualTo(draw(order, 35));
        }
    }

    @Test
    void restoringTakesNothingFromTheStream() {
        RandomStream random = new RandomStream(7);
        EpochOrder order = new EpochOrder(10, random);
        draw(order, 4);
        byte[] before = random.state();
        order.restore(order.cursor());
        assertThat(random.state()).isEqualTo(before);
    }

    @Test
    void oneExampleIsVisitedForEver() {
        assertThat(draw(new EpochOrder(1, new RandomStream(7)), 5)).containsOnly(0);
    }

    @Test
    void cursorsOfOtherDataAreRefused() {
        EpochOrder order = new EpochOrder(10, new RandomStream(7));
        draw(order, 4);
        byte[] cursor = order.cursor();
        assertThatThrownBy(() -> new EpochOrder(11, new RandomStream(7)).restore(cursor))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the cursor is of 10 examples, here are 11");
        assertThatThrownBy(() -> order.restore(Arrays.copyOf(cursor, 9)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the cursor's random state cannot be restored");
        byte[] zeroed = cursor.clone();
        Arrays.fill(zeroed, 8, zeroed.length, (byte) 0);
        assertThatThrownBy(() -> order.restore(zeroed)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> order.restore(new byte[3])).isInstanceOf(IllegalArgumentException.class);
        assertThat(draw(order, 6)).as("a refused cursor changes nothing").isEqualTo(continued(cursor));
    }

    private static int[] continued(byte[] cursor) {
        EpochOrder order = new EpochOrder(10, new RandomStream(0));
        order.restore(cursor);
        return draw(order, 6);
    }

    private static int[] draw(EpochOrder order, int count) {
        return IntStream.range(0, count).map(i -> order.next()).toArray();
    }
}
