package org.ganlib.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/**
 * A library that cannot be unpacked is reported on one line, with the reason and the property to
 * set.
 */
final class NativeLibrariesTest {
    @Test
    void theFileSystemsReasonIsTold() {
        UnsatisfiedLinkError full = new UnsatisfiedLinkError("no jniopenblas in java.library.path: /lib\n/usr/lib");
        full.addSuppressed(new UnsatisfiedLinkError("something else"));
        full.initCause(new UnsatisfiedLinkError("unpacking").initCause(new IOException("No space left on device")));

        String message =
                NativeLibraries.failure(new ExceptionInInitializerError(full)).getMessage();

        assertThat(message.lines()).hasSize(1);
        assertThat(message)
                .startsWith("native libraries cannot be unpacked or loaded: No space left on device. ")
                .endsWith("GAN_JAVA_OPTS=-Dorg.bytedeco.javacpp.cachedir=DIR");
    }

    @Test
    void withoutOneTheInnermostCauseIsTold() {
        UnsatisfiedLinkError missing = new UnsatisfiedLinkError("libgomp.so.1: cannot open shared object file\nmore");

        assertThat(NativeLibraries.failure(new ExceptionInInitializerError(missing))
                        .getMessage())
                .startsWith(
                        "native libraries cannot be unpacked or loaded: libgomp.so.1: cannot open shared object file. ");
    }
}
