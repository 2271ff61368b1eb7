package org.ganlib.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BoundedJsonTest {
    @TempDir
    private Path folder;

    @Test
    void documentsAreRead() throws IOException {
        assertThat(BoundedJson.parse("{\"step\": 12}").path("step").asInt()).isEqualTo(12);
        assertThat(BoundedJson.parse("").isMissingNode()).isTrue();
        Path file = Files.writeString(folder.resolve("file"), "{\"step\": 13}");
        assertThat(BoundedJson.read(file).path("step").asInt()).isEqualTo(13);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\": 1, \"a\": 2}", "{} {}", "{\"a\": 1", "{\"a\": 1}]", "nonsense"})
    void whatIsNoSingleDocumentIsRefused(String text) {
        assertThatThrownBy(() -> BoundedJson.parse(text)).isInstanceOf(JsonProcessingException.class);
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aPipeIsNotWaitedFor() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> assertThatThrownBy(() -> BoundedJson.read(pipe))
                .hasMessageStartingWith(pipe + ": is no regular file, but a pipe, a socket or a device. "));
    }

    @Test
    void depthIsLimited() throws IOException {
        assertThat(BoundedJson.parse("[".repeat(200) + "]".repeat(200)).isArray())
                .isTrue();
        assertThatThrownBy(() -> BoundedJson.parse("[".repeat(201) + "]".repeat(201)))
                .isInstanceOf(JsonProcessingException.class)
                .hasMessageContaining("nesting depth (201)");
        assertThatThrownBy(() -> BoundedJson.parse("{\"a\":".repeat(20_000)))
                .isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void lengthsAreLimited() throws IOException {
        assertThat(BoundedJson.parse("1".repeat(400)).isBigInteger()).isTrue();
        assertThatThrownBy(() -> BoundedJson.parse("[" + "1".repeat(401) + "]")).hasMessageContaining("401");
        assertThat(BoundedJson.parse('"' + "x".repeat(1 << 20) + '"').asText()).hasSize(1 << 20);
        assertThatThrownBy(() -> BoundedJson.parse('"' + "x".repeat((1 << 20) + 60_000) + '"'))
                .isInstanceOf(JsonProcessingException.class);
        assertThatThrownBy(() -> BoundedJson.parse("{\"" + "k".repeat(20_000) + "\": 1}"))
                .isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void theSizeOfAFileIsLimited() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), " ".repeat(BoundedJson.LONGEST_DOCUMENT) + "1");
        assertThatThrownBy(() -> BoundedJson.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("longer than 16,777,216 bytes");
    }

    @Test
    void theReasonIsOneLineWithItsPlace() {
        assertThatThrownBy(() -> BoundedJson.parse("{\n  \"a\": 1,\n  \"a\": 2}"))
                .satisfies(e -> assertThat(BoundedJson.reason((JsonProcessingException) e))
                        .isEqualTo("Duplicate field 'a' (line 3, column 6)"));
        assertThatThrownBy(() -> BoundedJson.parse("{\"a\": {\n"))
                .satisfies(e -> assertThat(BoundedJson.reason((JsonProcessingException) e))
                        .isEqualTo("Unexpected end-of-input: expected close marker for Object (line 2, column 1)"));
        assertThatThrownBy(() -> BoundedJson.parse("{\"a\\nb\": 1, \"a\\nb\": 2}"))
                .satisfies(e -> assertThat(BoundedJson.reason((JsonProcessingException) e))
                        .startsWith("Duplicate field 'a b' (line 1, "));
    }
}
