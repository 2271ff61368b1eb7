package org.ganlib.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MemoryAdviceTest {
    private static final long MEBIBYTE = 1L << 20;
    private static final long GIBIBYTE = 1L << 30;

    @Test
    void aFullHeapIsGivenMore() {
        assertThat(new MemoryAdvice(6 * GIBIBYTE, 18 * GIBIBYTE, 24 * GIBIBYTE).after("Java heap space"))
                .isEqualTo(
                        "out of memory: Java heap space. Lower train.batch, or give Java's heap more than its present 6.0 GiB:"
                                + " GAN_JAVA_OPTS=-Xmx12g");
    }

    @Test
    void arraysAreAllowedMoreWhereTheMachineHasIt() {
        assertThat(new MemoryAdvice(6 * GIBIBYTE, 2 * GIBIBYTE, 24 * GIBIBYTE)
                        .after("Cannot allocate new FloatPointer(51380240)"))
                .isEqualTo(
                        "out of memory: Cannot allocate new FloatPointer(51380240). Lower train.batch, or give arrays more than"
                                + " their present 2.0 GiB: GAN_JAVA_OPTS=-Dorg.bytedeco.javacpp.maxbytes=4g");
    }

    @Test
    void whereTheMachineIsFullNothingIsPromised() {
        assertThat(new MemoryAdvice(6 * GIBIBYTE, 18 * GIBIBYTE, 24 * GIBIBYTE)
                        .after("Cannot allocate new FloatPointer(51380240)"))
                .isEqualTo(
                        "out of memory: Cannot allocate new FloatPointer(51380240). Lower train.batch: arrays may already take"
                                + " 18.0 of the machine's 24.0 GiB");
    }

    @ParameterizedTest
    @ValueSource(longs = {128, 256, 1023, 1024, 5935, 64 * 1024})
    void advisesMoreThanThereIs(long mebibytes) {
        long limit = mebibytes * MEBIBYTE;
        MemoryAdvice advice = new MemoryAdvice(limit, limit, 1024 * GIBIBYTE);
        assertThat(advised("-Xmx(\\d+)g", advice.after("Java heap space"))).isGreaterThan(limit);
        assertThat(advised("maxbytes=(\\d+)g", advice.after("Cannot allocate"))).isGreaterThan(limit);
    }

    private static long advised(String pattern, String message) {
        Matcher advice = Pattern.compile(pattern).matcher(message);
        assertThat(advice.find()).as(message).isTrue();
        return Long.parseLong(advice.group(1)) * GIBIBYTE;
    }
}
