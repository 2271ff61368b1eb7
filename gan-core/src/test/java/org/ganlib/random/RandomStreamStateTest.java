package org.ganlib.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class RandomStreamStateTest {
    @Test
    void continuesIdenticallyFromAState() {
        RandomStream stream = new RandomStream(5);
        stream.nextInt(7);
        stream.nextNormal();
        byte[] state = stream.state();
        long next = stream.nextLong();
        int bounded = stream.nextInt(1_000);
        RandomStream later = new RandomStream(6);
        later.restore(state);
        assertThat(later.nextLong()).isEqualTo(next);
        assertThat(later.nextInt(1_000)).isEqualTo(bounded);
    }

    @Test
    void statesThatWouldHangOrDoNotFitAreRefused() {
        RandomStream stream = new RandomStream(5);
        byte[] before = stream.state();
        assertThatThrownBy(() -> stream.restore(new byte[before.length])).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> stream.restore(new byte[3])).isInstanceOf(IllegalStateException.class);
        assertThat(stream.state()).isEqualTo(before);
    }
}
