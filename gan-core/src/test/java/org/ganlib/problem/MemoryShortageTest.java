package org.ganlib.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A lack of memory is recognised, whichever library reports it. */
final class MemoryShortageTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Allocation failed: [std::bad_alloc]",
                "could not create a memory object: out_of_memory",
                "No memory left for cache!",
                "Cannot allocate new FloatPointer(10): totalBytes = 1G"
            })
    void librariesSaySoInTheirOwnWords(String message) {
        Throwable wrapped = new IllegalStateException("wrapped", new RuntimeException(message));
        assertThat(MemoryShortage.in(wrapped)).isPresent();
    }

    @Test
    void theVirtualMachinesErrorIsTheShortageItself() {
        OutOfMemoryError error = new OutOfMemoryError("Java heap space");
        assertThat(MemoryShortage.in(new RuntimeException(error))).containsSame(error);
    }

    @Test
    void otherFailuresAreNone() {
        assertThat(MemoryShortage.in(null)).isEmpty();
        assertThat(MemoryShortage.in(new IllegalStateException())).isEmpty();
        assertThat(MemoryShortage.in(new GanException("out of memory: told already")))
                .isEmpty();
        Exception loop = new Exception("a");
        loop.initCause(new Exception("b", loop));
        assertThat(MemoryShortage.in(loop)).isEmpty();
    }
}
