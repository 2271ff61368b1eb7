package org.ganlib.datasets.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.ganlib.datasets.indexed.Augmentation;
import org.ganlib.datasets.indexed.HoldOut;
import org.ganlib.datasets.indexed.PixelRange;
import org.ganlib.problem.DataException;
import org.ganlib.spi.DataLocation;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.Examples;
import org.ganlib.spi.Split;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder whose index is kept in a file is the folder that is looked through. */
final class KeptIndexTest {
    private static final int NEVER = Integer.MAX_VALUE;

    /** The clock of a file system is some milliseconds fast or slow. */
    private static final long AT_ONCE = -1_000_000_000L;

    @TempDir
    private Path directory;

    private Path pictures;
    private long time = 1_000_000_000_000L;

    @BeforeEach
    void writePictures() throws IOException {
        pictures = directory.resolve("pictures");
        for (String name : List.of("cat/ä.png", "cat/b.png", "cat/c.png", "dog/d.png", "dog/e.png", "none/notes.txt")) {
            write(name, name.charAt(4));
        }
        settle();
    }

    @Test
    void theKeptIndexGivesTheSameData() throws IOException {
        Map<Split, Examples> whole = new EnumMap<>(Split.class);
        Map<Split, String> fingerprints = new EnumMap<>(Split.class);
        for (Split split : Split.values()) {
            try (Dataset data = open(split, NEVER)) {
                whole.put(split, data.read(0, data.info().examples().orElseThrow()));
                fingerprints.put(split, data.info().fingerprint());
            }
        }
        assertThat(kept()).isEmpty();
        for (int opening = 0; opening < 2; opening++) {
            for (Split split : Split.values()) {
                try (Dataset data = open(split, 5)) {
                    Examples found = data.read(0, data.info().examples().orElseThrow());
                    assertThat(found.values()).isEqualTo(whole.get(split).values());
                    assertThat(found.labels()).isEqualTo(whole.get(split).labels());
                    assertThat(data.info().classNames()).containsExactly("cat", "dog");
                    assertThat(data.info().fingerprint()).isEqualTo(fingerprints.get(split));
                    assertThat(data.remarks()).singleElement().asString().contains("none");
                }
                assertThat(kept()).hasSize(1);
            }
        }
    }

    @Test
    void theIndexIsReadWhereTheFolderIsUnchanged() throws IOException {
        open(Split.TRAINING, 5).close();
        KeptIndex place = place();
        KeptIndex.Kept kept = place.read(pictures).orElseThrow();
        assertThat(kept.index().files())
                .containsExactly(
                        pictures.resolve("cat/b.png"),
                        pictures.resolve("cat/c.png"),
                        pictures.resolve("cat/ä.png"),
                        pictures.resolve("dog/d.png"),
                        pictures.resolve("dog/e.png"));
        assertThat(new KeptIndex(place.file(), "other settings", AT_ONCE).read(pictures))
                .isEmpty();

        write("dog/f.png", 7);
        assertThat(place.read(pictures)).as("a file more").isEmpty();
        settle();
        assertThat(examples()).isEqualTo(6);
        assertThat(place.read(pictures)).as("made anew").isPresent();

        Files.setLastModifiedTime(pictures.resolve("cat/b.png"), FileTime.fromMillis(5));
        assertThat(place.read(pictures)).as("a file written again").isEmpty();
    }

    /** Programs that unpack or copy folders set the times of change back. */
    @Test
    void aFileMoreIsSeenThoughTheFolderHasItsFormerTime() throws IOException {
        open(Split.TRAINING, 5).close();
        FileTime before = Files.getLastModifiedTime(pictures.resolve("dog"));
        write("dog/f.png", 7);
        Files.setLastModifiedTime(pictures.resolve("dog"), before);
        assertThat(examples()).isEqualTo(6);
    }

    @Test
    void aFolderThatWasJustChangedIsLookedThroughAgain() throws IOException {
        folder().open(new DataLocation(List.of(directory)), Split.TRAINING, 5, KeptIndex.SETTLED)
                .close();
        assertThat(kept()).isEmpty();
    }

    /** Whatever byte is changed and wherever the file is cut off, the folder is looked through. */
    @Test
    void aDamagedIndexIsMadeAnew() throws IOException {
        open(Split.TRAINING, 5).close();
        KeptIndex place = place();
        byte[] sound = Files.readAllBytes(place.file());
        for (int i = 0; i < sound.length; i++) {
            byte[] damaged = sound.clone();
            damaged[i] ^= (byte) 0x81;
            Files.write(place.file(), damaged);
            assertThat(place.read(pictures)).as("byte %d", i).isEmpty();
            Files.write(place.file(), Arrays.copyOf(sound, i));
            assertThat(place.read(pictures)).as("%d bytes", i).isEmpty();
        }
        assertThat(examples()).isEqualTo(5);
        assertThat(Files.readAllBytes(place.file())).isEqualTo(sound);
    }

    @Test
    void aFileInThePlaceOfTheFolderOfIndicesIsNoError() throws IOException {
        Files.createFile(directory.resolve("folder-index"));
        assertThat(examples()).isEqualTo(5);
    }

    @Test
    void aFileThatChangesUnderAKeptIndexIsNamedWhenItIsRead() throws IOException {
        open(Split.TRAINING, 5).close();
        try (Dataset data = open(Split.TRAINING, 5)) {
            Files.setLastModifiedTime(pictures.resolve("dog/e.png"), FileTime.fromMillis(5));
            assertThatThrownBy(() -> data.read(0, data.info().examples().orElseThrow()))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("e.png: was changed after its folder was looked through");
            assertThat(kept()).isEmpty();
        }
    }

    private void write(String name, int level) throws IOException {
        Path file = pictures.resolve(name);
        Files.createDirectories(file.getParent());
        BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setSample(1, 0, 0, level);
        ImageIO.write(image, "png", file.toFile());
    }

    /** Sets another time in the past, and waits until the clock of the file system has moved. */
    private void settle() throws IOException {
        time += 1000;
        try (Stream<Path> all = Files.walk(pictures)) {
            for (Path path : all.toList()) {
                Files.setLastModifiedTime(path, FileTime.fromMillis(time));
            }
        }
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private int examples() throws IOException {
        int count = 0;
        for (Split split : Split.values()) {
            try (Dataset data = open(split, 5)) {
                count += data.info().examples().orElseThrow();
            }
        }
        return count;
    }

    private Dataset open(Split split, int keptFrom) throws IOException {
        return folder().open(new DataLocation(List.of(directory)), split, keptFrom, AT_ONCE);
    }

    private static ImageFolder folder() {
        return new ImageFolder(
                "pictures",
                ImageFolder.ClassOrder.NATURAL,
                4,
                1,
                Resize.BOX,
                ImageFolder.Crop.NONE,
                PixelRange.UNIT,
                0.25,
                Augmentation.NONE,
                HoldOut.Rule.EVERY_NTH,
                3);
    }

    private KeptIndex place() throws IOException {
        return KeptIndex.of(directory, pictures, "NATURAL 0.25 EVERY_NTH 3 " + ImageFile.endings(), AT_ONCE);
    }

    private List<Path> kept() throws IOException {
        Path folder = directory.resolve("folder-index");
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
