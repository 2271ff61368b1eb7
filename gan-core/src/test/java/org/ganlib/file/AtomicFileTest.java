package org.ganlib.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.ganlib.problem.GanException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
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
    @DisabledIfSystemProperty(
            named = "ganlib.test.mutation",
            matches = "true",
            disabledReason = "a mutant that replaces the device would do so for the whole machine")
    void aFullDeviceIsReportedAndTheDeviceStays() {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.isWritable(full), "there is no /dev/full here");
        assertThatThrownBy(() -> AtomicFile.write(full, out -> out.write(1)))
                .isInstanceOf(GanException.class)
                .hasMessageStartingWith("/dev/full: cannot be written: No space left on device.");
        assertThat(Files.isRegularFile(full)).isFalse();
    }

    @Test
    void unfinishedFilesAreKnownByTheirNames() {
        assertThat(AtomicFile.isUnfinished(directory.resolve(".status.json.1f.tmp")))
                .isTrue();
        assertThat(AtomicFile.isUnfinished(directory.resolve(".status.json.0123456789abcdef.tmp")))
                .isTrue();
        assertThat(AtomicFile.isUnfinished(directory.resolve("status.json.1f.tmp")))
                .isFalse();
        assertThat(AtomicFile.isUnfinished(directory.resolve(".status.json.xyz.tmp")))
                .isFalse();
        assertThat(AtomicFile.isUnfinished(directory.resolve(".status.json"))).isFalse();
    }

    @Test
    void theReasonOfAFailureIsTold() {
        Path file = directory.resolve("file");
        assertThat(AtomicFile.unwritable(file, new AccessDeniedException(file.toString())))
                .hasMessage(
                        file + ": cannot be written: permission denied in " + directory + ". Choose another place.");
        assertThat(AtomicFile.unwritable(file, new FileSystemException(file.toString(), null, "Read-only file system")))
                .hasMessage(file + ": cannot be written: Read-only file system."
                        + " Check the disk that holds it, or choose another place.");
        assertThat(AtomicFile.unwritable(file, new FileSystemException(file.toString())))
                .hasMessage(file + ": cannot be written: " + file
                        + ". Check the disk that holds it, or choose another place.");
    }

    @Test
    void aLinkIsNotFollowed() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "old");
        Path link = Files.createSymbolicLink(directory.resolve("link"), file);
        assertThatThrownBy(() -> AtomicFile.write(link, out -> out.write(bytes("new"))))
                .isInstanceOf(GanException.class)
                .hasMessage(link + ": is a symbolic link to " + file + ". Nothing is written through links."
                        + " Give the name of the file itself, or remove the link.");
        assertThat(file).hasContent("old");
        assertThat(link).isSymbolicLink();
    }

    @Test
    @DisabledIfSystemProperty(
            named = "ganlib.test.mutation",
            matches = "true",
            disabledReason = "a mutant that replaces the device would do so for the whole machine")
    void aLinkThatLeadsNowhereOrToADeviceIsNotFollowed() throws IOException {
        Path absent = directory.resolve("absent");
        Path link = Files.createSymbolicLink(directory.resolve("link"), absent);
        assertThatThrownBy(() -> AtomicFile.write(link, out -> out.write(1)))
                .hasMessageContaining("is a symbolic link");
        assertThat(absent).doesNotExist();
        Path device = Files.createSymbolicLink(directory.resolve("device"), Path.of("/dev/full"));
        assertThatThrownBy(() -> AtomicFile.write(device, out -> out.write(1)))
                .hasMessageContaining("is a symbolic link");
    }

    @Test
    void aLinkOfTheSystemLeadsWhereTheCallerOfTheProcessSaid() throws IOException {
        assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "there is no /proc here");
        Path file = directory.resolve("file");
        try (FileOutputStream held = new FileOutputStream(file.toFile())) {
            held.write(bytes("longer than what comes"));
            Path link;
            try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
                link = open.filter(fd -> leadsTo(fd, file)).findFirst().orElseThrow();
            }
            AtomicFile.write(link, out -> out.write(bytes("content")));
        }
        assertThat(file).hasContent("content");
    }

    private static boolean leadsTo(Path link, Path file) {
        try {
            return Files.readSymbolicLink(link).equals(file.toRealPath());
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void aFileInALinkedFolderIsWritten() throws IOException {
        Path folder = Files.createDirectory(directory.resolve("folder"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), folder);
        AtomicFile.write(link.resolve("file"), out -> out.write(bytes("content")));
        assertThat(folder.resolve("file")).hasContent("content");
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
