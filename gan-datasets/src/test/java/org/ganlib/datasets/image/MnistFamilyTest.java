package org.ganlib.datasets.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.ganlib.datasets.indexed.Augmentation;
import org.ganlib.datasets.indexed.PixelRange;
import org.ganlib.problem.DataException;
import org.ganlib.spi.DataLocation;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetSource;
import org.ganlib.spi.Split;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class MnistFamilyTest {
    @TempDir
    private Path directory;

    @Test
    void eachSetIsReadFromItsFolder() throws IOException {
        for (DatasetSource source : List.of(new FashionMnist(), new Kmnist())) {
            String name = source instanceof FashionMnist ? "fashion-mnist" : "kmnist";
            IdxFixture.write(directory.resolve(name), "train", 12, 0, 10);
            IdxFixture.write(directory.resolve(name), "t10k", 3, 0, 10);
            try (Dataset training = source.open(location(), Split.TRAINING);
                    Dataset heldOut = source.open(location(), Split.HELD_OUT)) {
                assertThat(training.info().examples()).hasValue(12);
                assertThat(heldOut.info().examples()).hasValue(3);
                assertThat(training.read(11, 1).labels()).containsExactly(1);
            }
        }
    }

    @Test
    void missingFilesAreNamedWithThePlaceToPutThem() {
        assertThatThrownBy(() -> new FashionMnist().open(location(), Split.TRAINING))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        "fashion-mnist/train-images-idx3-ubyte and fashion-mnist/train-labels-idx1-ubyte (or the same with .gz): not found in "
                                + directory + ". Put them into " + directory.resolve("fashion-mnist")
                                + ", or install the Debian package dataset-fashion-mnist.");
    }

    @ParameterizedTest
    @EnumSource(Emnist.Part.class)
    void emnistStandsUprightAndCountsItsClassesFromZero(Emnist.Part part) throws IOException {
        Emnist source = new Emnist(part, PixelRange.UNIT, Augmentation.NONE);
        String key = part.name().toLowerCase(Locale.ROOT);
        int first = part == Emnist.Part.LETTERS ? 1 : 0;
        int classes =
                switch (part) {
                    case LETTERS -> 26;
                    case DIGITS, MNIST -> 10;
                    case BALANCED, BYMERGE -> 47;
                    case BYCLASS -> 62;
                };
        IdxFixture.write(directory.resolve("emnist"), "emnist-" + key + "-train", 70, first, classes);
        try (Dataset data = source.open(location(), Split.TRAINING)) {
            assertThat(data.info().classNames()).hasSize(classes);
            assertThat(data.read(0, 70).labels()).endsWith(69 % classes);
            float[] image = data.read(4, 1).values();
            assertThat(image[28]).isEqualTo(5 / 255f);
            assertThat(image[1]).isZero();
        }
    }

    @Test
    void aLabelOutsideTheClassesIsNamedWithItsPlace() throws IOException {
        IdxFixture.write(directory.resolve("emnist"), "emnist-letters-train", 3, 0, 26);
        assertThatThrownBy(() -> new Emnist(Emnist.Part.LETTERS, PixelRange.UNIT, Augmentation.NONE)
                        .open(location(), Split.TRAINING))
                .isInstanceOf(DataException.class)
                .hasMessageEndingWith("the label at byte 8 is 0, expected 1 to 26. Replace the file.");
    }

    @Test
    void theFilesOfTheDebianPackageAreRead() throws IOException {
        Path installed = Path.of("/usr/share/datasets");
        assumeTrue(Files.isDirectory(installed.resolve("fashion-mnist")));
        try (Dataset data = new FashionMnist().open(new DataLocation(List.of(installed)), Split.HELD_OUT)) {
            assertThat(data.info().examples()).hasValue(10_000);
            assertThat(data.read(0, 3).labels()).containsExactly(9, 2, 1);
        }
    }

    private DataLocation location() {
        return new DataLocation(List.of(directory));
    }
}
