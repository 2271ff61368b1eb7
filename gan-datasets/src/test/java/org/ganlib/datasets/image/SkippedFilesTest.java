package org.ganlib.datasets.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.ganlib.datasets.array.Logged;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each file that is not read is counted once, under its reason. */
final class SkippedFilesTest {
    @TempDir
    private Path root;

    @Test
    void nothingIsSaidWhereNothingIsLeftOut() throws IOException {
        SkippedFiles none = SkippedFiles.of(root, List.of(file("a.png"), file("b/c.jpg")));
        assertThat(none.inBrackets()).isEmpty();
        assertThat(Logged.during(none::tell)).isEmpty();
    }

    @Test
    void filesAreCountedByReason() throws IOException {
        List<Path> read = List.of(file("a.png"), file("class/b.jpg"));
        file("note.txt");
        file("README");
        file("class/list.csv");
        file("photo.HEIC");
        file("class/photo.avif");
        file("class/inside/c.png");
        file("class/inside/d.heic");
        // A text that lies beside no image that is read is of no concern.
        file("class/inside/e.txt");
        file(".hidden.png");
        file(".thumbnails/f.jpeg");
        file(".thumbnails/g.heic");
        file(".DS_Store");
        Files.createSymbolicLink(root.resolve("lost.png"), root.resolve("nowhere"));
        Files.createSymbolicLink(root.resolve("class/back"), root);
        assertThat(SkippedFiles.of(root, read).inBrackets())
                .isEqualTo(" (left out: 2 in folders further inside, which are not looked into (class/inside);"
                        + " 2 of formats that are not read (.avif, .heic); 3 hidden (.heic, .jpeg, .png);"
                        + " 2 links that lead nowhere or back, or unreadable (class/back, lost.png);"
                        + " 3 no images by their endings (.csv, .txt, without an ending))");
    }

    @Test
    void atMostFiveNamesAreShown() throws IOException {
        for (int i = 0; i < 5; i++) {
            file("x.e" + i);
        }
        assertThat(SkippedFiles.of(root, List.of()).inBrackets())
                .isEqualTo(" (left out: 5 no images by their endings (.e0, .e1, .e2, .e3, .e4))");
        file("x.e5");
        file("y.e5");
        assertThat(SkippedFiles.of(root, List.of()).inBrackets())
                .isEqualTo(" (left out: 7 no images by their endings (.e0, .e1, .e2, .e3, .e4, …))");
    }

    @Test
    void theSameIsToldOnceForEachFolder() throws IOException {
        file("x.txt");
        assertThat(Logged.during(() -> SkippedFiles.of(root, List.of()).tell()))
                .isEqualTo(root + ": files that are left out: 1 no images by their endings (.txt)");
        assertThat(Logged.during(() -> SkippedFiles.of(root, List.of()).tell())).isEmpty();
        file("y.txt");
        assertThat(Logged.during(() -> SkippedFiles.of(root, List.of()).tell())).contains("2 no images");
    }

    private Path file(String name) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, new byte[] {1});
    }
}
