package org.ganlib.datasets.rendered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Fonts are those files below the folders that have all characters, in the order of their paths.
 */
final class FacesTest {
    private static final List<String> CHARACTERS = List.of("啊", "阿");

    @TempDir
    private Path directory;

    @Test
    void fontsComeInTheOrderOfTheirPaths() throws IOException {
        Path second = Files.createDirectories(directory.resolve("two"));
        Path first = Files.createDirectories(directory.resolve("one"));
        for (String name : new String[] {"c.TTF", "b.otf", "a.ttc", "d.otc"}) {
            FontFixture.halves().write(second.resolve(name));
        }
        FontFixture.halves()
                .write(Files.createDirectories(first.resolve("deeper")).resolve("z.ttf"));
        FontFixture.halves().write(first.resolve("y.ttf"));
        // Other files are not read, even if they hold a font, and neither are folders.
        FontFixture.halves().write(first.resolve("a.ttf.bak"));
        FontFixture.halves().write(first.resolve("attf"));
        Files.createDirectories(first.resolve("folder.ttf"));
        assertThat(paths(Faces.with(CHARACTERS, List.of(second, first))))
                .containsExactly(
                        second.resolve("a.ttc"),
                        second.resolve("b.otf"),
                        second.resolve("c.TTF"),
                        second.resolve("d.otc"),
                        first.resolve("deeper/z.ttf"),
                        first.resolve("y.ttf"));
    }

    @Test
    void fontsWithoutACharacterAreLeftOut() throws IOException {
        new FontFixture().with('国', 0, 0, 10, 10).with('啊', 0, 0, 10, 10).write(directory.resolve("a.ttf"));
        FontFixture.halves().write(directory.resolve("b.ttf"));
        Files.writeString(directory.resolve("c.ttf"), "no font");
        assertThat(paths(Faces.with(CHARACTERS, List.of(directory)))).containsExactly(directory.resolve("b.ttf"));
        assertThat(paths(Faces.with(List.of("啊"), List.of(directory))))
                .containsExactly(directory.resolve("a.ttf"), directory.resolve("b.ttf"));
        assertThat(Faces.with(List.of("爱"), List.of(directory))).isEmpty();
    }

    /** The square gives the size of all characters, so a font without it cannot be used. */
    @Test
    void fontsWithoutTheSquareAreLeftOut() throws IOException {
        new FontFixture().with('啊', 0, 0, 10, 10).with('阿', 0, 0, 10, 10).write(directory.resolve("a.ttf"));
        assertThat(Faces.with(CHARACTERS, List.of(directory))).isEmpty();
    }

    /** The second font of the collection is the first that has 阿; the third has it too. */
    @Test
    void ofACollectionTheFirstFaceThatHasThemIsTaken() throws IOException {
        FontFixture without = new FontFixture().with('国', 0, 0, 100, 100).with('啊', 0, 0, 10, 10);
        FontFixture whole = FontFixture.halves().with('啊', 100, -100, 900, 500);
        Path file = FontFixture.writeCollection(directory.resolve("all.ttc"), without, FontFixture.halves(), whole);
        List<Face> faces = Faces.with(CHARACTERS, List.of(directory));
        assertThat(paths(faces)).containsExactly(file);
        assertThat(faces.get(0).outline("啊").getBounds2D().getWidth()).isEqualTo(0.5);
    }

    @Test
    void linksAreFollowed() throws IOException {
        Path elsewhere = Files.createDirectories(directory.resolve("elsewhere"));
        FontFixture.halves().write(elsewhere.resolve("a.ttf"));
        Path fonts = Files.createDirectories(directory.resolve("fonts"));
        Files.createSymbolicLink(fonts.resolve("link"), elsewhere);
        assertThat(paths(Faces.with(CHARACTERS, List.of(fonts)))).containsExactly(fonts.resolve("link/a.ttf"));
        Files.createSymbolicLink(elsewhere.resolve("back"), fonts);
        assertThatThrownBy(() -> Faces.with(CHARACTERS, List.of(fonts))).isInstanceOf(FileSystemLoopException.class);
    }

    @Test
    void foldersOfTheUserAreThoseThatExist() throws IOException {
        String home = System.getProperty("user.home");
        try {
            System.setProperty("user.home", directory.toString());
            List<Path> system = Faces.installed();
            assertThat(system).allMatch(Files::isDirectory).noneMatch(folder -> folder.startsWith(directory));
            Path first = Files.createDirectories(directory.resolve(".fonts"));
            Path second = Files.createDirectories(directory.resolve(".local/share/fonts"));
            Path third = Files.createDirectories(directory.resolve("Library/Fonts"));
            assertThat(Faces.installed()).containsAll(system).containsSubsequence(first, second, third);
        } finally {
            System.setProperty("user.home", home);
        }
    }

    @Test
    void messagesSayWhereFontsWereSearchedAndWhatToDo() {
        assertThat(Faces.missing(3755, List.of(), "or go home"))
                .hasMessage("rendered-characters: no font with the 3,755 characters and 国, which gives the size"
                        + " (searched in no folder of fonts). Install the Debian packages fonts-wqy-microhei and"
                        + " fonts-arphic-gbsn00lp, or set dataset.fonts to a folder of fonts, or go home.");
        assertThat(Faces.missing(1, List.of(Path.of("a"), Path.of("b")), "or go home"))
                .hasMessageContaining("the 1 characters and 国, which gives the size (searched a, b). Install");
    }

    private static List<Path> paths(List<Face> faces) {
        return faces.stream().map(Face::file).toList();
    }
}
