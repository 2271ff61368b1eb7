package org.ganlib.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.ganlib.problem.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class RegularFileTest {
    @TempDir
    private Path folder;

    @Test
    void aFileIsReadAlsoThroughALink() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "text");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        for (Path path : new Path[] {file, link}) {
            assertThat(RegularFile.require(path)).isEqualTo(path);
            try (InputStream in = RegularFile.open(path);
                    BufferedReader reader = RegularFile.reader(path, StandardCharsets.UTF_8);
                    RandomAccessFile random = RegularFile.randomAccess(path)) {
                assertThat(in).hasContent("text");
                assertThat(reader.readLine()).isEqualTo("text");
                assertThat(random.length()).isEqualTo(4);
            }
            assertThat(RegularFile.bytes(path)).asString().isEqualTo("text");
        }
    }

    @Test
    void anArchiveIsRead() throws IOException {
        Path file = folder.resolve("file.zip");
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("entry"));
        }
        try (ZipFile zip = RegularFile.zip(file)) {
            assertThat(zip.getEntry("entry")).isNotNull();
        }
    }

    /** A missing file passes, because the caller has a better message for it. */
    @Test
    void aFileThatIsMissingIsNotCalledIrregular() {
        Path missing = folder.resolve("missing");
        assertThat(RegularFile.require(missing)).isEqualTo(missing);
        assertThatThrownBy(() -> RegularFile.open(missing).close()).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> RegularFile.zip(missing).close()).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void aFolderIsNoFile() {
        assertThatThrownBy(() -> RegularFile.open(folder).close())
                .isInstanceOf(DataException.class)
                .hasMessage(folder
                        + ": is no regular file, but a folder. It was not opened. Put a file in its place, or remove"
                        + " it");
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aPipeIsNotWaitedFor() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        Path link = Files.createSymbolicLink(folder.resolve("link"), pipe);
        for (Path path : new Path[] {pipe, link}) {
            Map<String, ThrowingCallable> ways = Map.of(
                    "open", () -> RegularFile.open(path).close(),
                    "reader",
                            () -> RegularFile.reader(path, StandardCharsets.UTF_8)
                                    .close(),
                    "bytes", () -> RegularFile.bytes(path),
                    "randomAccess", () -> RegularFile.randomAccess(path).close(),
                    "zip", () -> RegularFile.zip(path).close(),
                    "text", () -> BoundedText.read(path, 100),
                    "array", () -> NpyArray.read(path));
            ways.forEach((way, reading) -> assertTimeoutPreemptively(Duration.ofSeconds(30), () -> assertThatThrownBy(
                            reading)
                    .as(way)
                    .isInstanceOf(DataException.class)
                    .hasMessageStartingWith(path + ": is no regular file, but a pipe, a socket or a device. ")));
        }
    }
}
