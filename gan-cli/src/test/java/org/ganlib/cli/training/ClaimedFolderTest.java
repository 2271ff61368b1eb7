package org.ganlib.cli.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that begin without --out in the same second get different folders. */
final class ClaimedFolderTest {
    @TempDir
    private Path folder;

    @Test
    void everyStartHasAFolderOfItsOwn() {
        Path wanted = folder.resolve("runs/ring-8-20260101-120000");
        Set<String> names = IntStream.range(0, 16)
                .parallel()
                .mapToObj(i -> ClaimedFolder.claim(wanted).path())
                .map(path -> path.getFileName().toString())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(names)
                .hasSize(16)
                .contains("ring-8-20260101-120000", "ring-8-20260101-120000-2", "ring-8-20260101-120000-16");
    }

    @Test
    void aFolderInWhichNothingLiesIsRemovedAgain() throws IOException {
        Path wanted = folder.resolve("runs/x");
        ClaimedFolder empty = ClaimedFolder.claim(wanted);
        assertThat(empty.path()).isEqualTo(wanted).isDirectory();
        empty.close();
        assertThat(folder).isEmptyDirectory();
        ClaimedFolder used = ClaimedFolder.claim(wanted);
        Files.writeString(used.path().resolve("config.yaml"), "");
        used.close();
        assertThat(wanted).isNotEmptyDirectory();
        ClaimedFolder next = ClaimedFolder.claim(wanted);
        assertThat(next.path()).isEqualTo(folder.resolve("runs/x-2"));
        next.close();
        assertThat(folder.resolve("runs")).isDirectoryContaining(wanted::equals);
    }
}
