package org.ganlib.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MemoryAdviceTest {
    private static final long MEBIBYTE = 1L << 20;

    @Test
    void namesTheRequestThePresentLimitAndTheNext() {
        assertThat(MemoryAdvice.after("Cannot allocate new FloatPointer(51380240)", 6144 * MEBIBYTE))
                .isEqualTo(
                        "out of memory: Cannot allocate new FloatPointer(51380240). Lower train.batch, or give the process more than"
                                + " its present 6.0 GiB: GAN_JAVA_OPTS=-Xmx12g");
    }

    @ParameterizedTest
    @ValueSource(longs = {128, 256, 1023, 1024, 5935, 64 * 1024})
    void advisesMoreThanThereIs(long mebibytes) {
        long limit = mebibytes * MEBIBYTE;

        Matcher advice = Pattern.compile("-Xmx(\\d+)g").matcher(MemoryAdvice.after("Java heap space", limit));

        assertThat(advice.find()).isTrue();
        assertThat(Long.parseLong(advice.group(1)) << 30).isGreaterThan(limit);
    }
}
