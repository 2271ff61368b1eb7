package org.ganlib.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.ganlib.problem.GanException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AtomicFileTest {
    @TempDir
    private Path directory;

    @Test
    void writesANewFile() throws IOException {
        Path file = directory.resolve("new");
        AtomicFile.write(file, out -> out.write(bytes("content")));
        assertThat(file).hasContent("content");
        assertNothingElse("new");
    }

    @Test
    void writesText() throws IOException {
        Path file = directory.resolve("new");
        AtomicFile.write(file, "σ = 0.1\n");
        assertThat(Files.readAllBytes(file)).isEqualTo(bytes("σ = 0.1\n"));
    }

    @Test
    void replacesAFile() throws IOException {
        Path file = Files.writeString(directory.resolve("old"), "something longer than what comes");
        AtomicFile.write(file, out -> out.write(bytes("content")));
        assertThat(file).hasContent("content");
        assertNothingElse("old");
    }

    @Test
    void theOldFileIsThereWhileTheNewOneIsWritten() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "old");
        AtomicFile.write(file, out -> {
            out.write(new byte[1 << 20]);
            assertThat(file).hasContent("old");
        });
        assertThat(file).hasSize(1 << 20);
    }

    @Test
    void aFailureLeavesTheOldFileAndNothingElse() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "old");
        assertThatThrownBy(() -> AtomicFile.write(file, out -> {
                    out.write(new byte[1 << 20]);
                    throw new IOException("No space left on device");
                }))
                .isInstanceOf(GanException.class)
                .hasMessage(file
                        + ": cannot be written: No space left on device. Check the disk that holds it, or choose another place."
                        + " The file that is there was left unchanged.");
        assertThat(file).hasContent("old");
        assertNothingElse("file");
    }

    @Test
    void aFileThatWasAddedToIsNotCalledUnchanged() throws IOException {
        Path file = Files.writeString(directory.resolve("log"), "half a li");
        assertThat(AtomicFile.unwritable(file, new IOException("No space left on device")))
                .hasMessage(
                        file
                                + ": cannot be written: No space left on device. Check the disk that holds it, or choose another place.");
    }

    @Test
    void whatElseTheContentThrowsIsPassedOnAndTheOldFileStays() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "old");
        IllegalStateException thrown = new IllegalStateException("mine");
        assertThatThrownBy(() -> AtomicFile.write(file, out -> {
                    out.write(1);
                    throw thrown;
                }))
                .isSameAs(thrown);
        assertThat(file).hasContent("old");
        assertNothingElse("file");
    }

    @Test
    void anInterruptDoesNotCutTheFileShort() throws IOException {
        Path file = directory.resolve("file");
        Thread.currentThread().interrupt();
        AtomicFile.write(file, out -> out.write(bytes("content")));
        assertThat(Thread.interrupted())
                .as("the interrupt is still there for whom it may concern")
                .isTrue();
        assertThat(file).hasContent("content");
    }

    @Test
    void aMissingDirectoryIsNamed() {
        Path file = directory.resolve("no/file");
        assertThatThrownBy(() -> AtomicFile.write(file, out -> out.write(1)))
                .isInstanceOf(GanException.class)
                .hasMessage(file + ": cannot be written: the directory " + directory.resolve("no")
                        + " does not exist. Create it or choose another place.");
    }

    @Test
    void aFileInThePlaceOfTheDirectoryIsNamed() throws IOException {
        Path parent = Files.writeString(directory.resolve("parent"), "");
        assertThatThrownBy(() -> AtomicFile.write(parent.resolve("file"), out -> out.write(1)))
                .isInstanceOf(GanException.class)
                .hasMessage(parent.resolve("file") + ": cannot be written: " + parent
                        + " is not a directory. Choose another place.");
    }

    @Test
    void aDirectoryIsNotReplaced() {
        assertThatThrownBy(() -> AtomicFile.write(directory, out -> out.write(1)))
                .isInstanceOf(GanException.class)
                .hasMessage(directory + ": is a directory. Give the name of a file in it.");
    }

    @Test
    void aFullDeviceIsReportedAndTheDeviceStays() {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.isWritable(full), "there is no /dev/full here");
        assertThatThrownBy(() -> AtomicFile.write(full, out -> out.write(1)))
                .isInstanceOf(GanException.class)
                .hasMessageStartingWith("/dev/full: cannot be written: No space left on device.");
        assertThat(Files.isRegularFile(full)).isFalse();
    }

    @Test
    void aLinkIsFollowed() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "old");
        Path link = Files.createSymbolicLink(directory.resolve("link"), file);
        AtomicFile.write(link, out -> out.write(bytes("new")));
        assertThat(file).hasContent("new");
        assertThat(link).isSymbolicLink();
    }

    @Test
    void othersMayReadTheFileAsTheyMayAnyNewFile() throws IOException {
        assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"), "no POSIX permissions");
        Path ordinary = Files.createFile(directory.resolve("ordinary"));
        Path written = directory.resolve("written");
        AtomicFile.write(written, out -> out.write(1));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(written)))
                .isEqualTo(PosixFilePermissions.toString(Files.getPosixFilePermissions(ordinary)));
    }

    private void assertNothingElse(String name) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(directory.resolve(name));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
