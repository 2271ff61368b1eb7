package org.ganlib.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.ganlib.problem.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenMP's variable and an experiment may ask only for certain numbers of threads. */
final class ThreadCountTest {
    @ParameterizedTest
    @CsvSource({"4, 4", "'4,2', 4", "' 3 , 1', 3", "0012, 12", "1024, 1024"})
    void theFirstNumberOfAListCounts(String asked, int expected) {
        assertThat(ThreadCount.first(asked)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "0", "-1", "1.5", ",2", "1025", "100000", "99999999999999999999", "4;2"})
    void anythingElseIsRefused(String asked) {
        assertThatThrownBy(() -> ThreadCount.first(asked))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("OMP_NUM_THREADS: must be an integer from 1 to 1024, was '" + asked
                        + "'. Correct or unset it, or use threads=N");
    }

    @Test
    void nd4jReadsOnePlainNumber() {
        ThreadCount.requireReadable(Map.of());
        ThreadCount.requireReadable(Map.of("OMP_NUM_THREADS", ""));
        ThreadCount.requireReadable(Map.of("OMP_NUM_THREADS", "4"));
        assertThatThrownBy(() -> ThreadCount.requireReadable(Map.of("OMP_NUM_THREADS", "4,2")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("OMP_NUM_THREADS: ND4J reads one plain number, was '4,2'. Set it to 4");
        assertThatThrownBy(() -> ThreadCount.requireReadable(Map.of("OMP_NUM_THREADS", "abc")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'abc'");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1025, 100_000, Integer.MAX_VALUE})
    void aNumberThatWouldCrashTheProcessIsRefused(int threads) {
        assertThatThrownBy(() -> ThreadCount.require(threads))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("threads: must be from 1 to 1024, was " + threads
                        + ". Use auto, or at most as many as the machine has processors");
    }
}
