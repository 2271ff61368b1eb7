package org.ganlib.cli.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class PatientTransferTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final AtomicLong now = new AtomicLong();

    @Test
    void allOfAStreamArrives() throws IOException {
        byte[] content = new byte[200_000];
        content[150_000] = 7;
        new PatientTransfer(Duration.ofMinutes(1)).copy(new ByteArrayInputStream(content), out);
        assertThat(out.toByteArray()).isEqualTo(content);
    }

    @Test
    void aStreamThatFallsSilentIsLeft() {
        CountDownLatch never = new CountDownLatch(1);
        InputStream silent = new FilterInputStream(InputStream.nullInputStream()) {
            @Override
            public int read(byte[] target, int start, int length) {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return -1;
            }
        };
        assertThatThrownBy(() -> new PatientTransfer(Duration.ofMillis(10)).copy(silent, out))
                .isInstanceOf(IOException.class)
                .hasMessage("less than 1 KiB arrived within 0 s");
    }

    @Test
    void aStreamThatDripsIsLeft() {
        // One byte arrives each second, so only 100 of the required 1024 arrive within the 100
        // seconds of patience.
        assertThatThrownBy(() -> new PatientTransfer(Duration.ofSeconds(100), now::get)
                        .copy(dripping(1, Duration.ofSeconds(1), 10_000), out))
                .isInstanceOf(IOException.class)
                .hasMessage("less than 1 KiB arrived within 100 s");
        assertThat(out.size()).isEqualTo(100);
    }

    @Test
    void aSlowStreamThatBringsAKibibyteInTimeIsNotLeft() throws IOException {
        new PatientTransfer(Duration.ofSeconds(100), now::get)
                .copy(dripping(1024, Duration.ofSeconds(99), 20_000), out);
        assertThat(out.size()).isEqualTo(20_000);
    }

    @Test
    void aFaultOfTheStreamIsPassedOn() {
        InputStream broken = new FilterInputStream(InputStream.nullInputStream()) {
            @Override
            public int read(byte[] target, int start, int length) throws IOException {
                throw new IOException("reset");
            }
        };
        assertThatThrownBy(() -> new PatientTransfer(Duration.ofMinutes(1)).copy(broken, out))
                .isInstanceOf(IOException.class)
                .hasMessage("reset");
    }

    /** A stream of {@code total} bytes that delivers one portion per {@code each}. */
    private InputStream dripping(int portion, Duration each, int total) {
        return new FilterInputStream(new ByteArrayInputStream(new byte[total])) {
            @Override
            public int read(byte[] target, int start, int length) throws IOException {
                now.addAndGet(each.toNanos());
                return super.read(target, start, Math.min(portion, length));
            }
        };
    }
}
