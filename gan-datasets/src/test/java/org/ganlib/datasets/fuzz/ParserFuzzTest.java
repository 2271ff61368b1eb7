package org.ganlib.datasets.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ganlib.datasets.array.ArrayRange;
import org.ganlib.datasets.array.Csv;
import org.ganlib.datasets.array.Npz;
import org.ganlib.datasets.file.IdxReader;
import org.ganlib.datasets.file.MatReader;
import org.ganlib.datasets.image.Cifar10;
import org.ganlib.datasets.image.ImageFile;
import org.ganlib.datasets.indexed.Augmentation;
import org.ganlib.file.NpyArray;
import org.ganlib.problem.DataException;
import org.ganlib.spi.DataLocation;
import org.ganlib.spi.DatasetSource;
import org.ganlib.spi.Split;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever bytes a parser is given, it reads them or says in one line what is wrong. The build
 * repeats the inputs kept beside this class; {@code scripts/fuzz} looks for new ones.
 */
final class ParserFuzzTest {
    @TempDir
    private static Path directory;

    @FuzzTest
    void idx(byte[] input) throws IOException {
        readOrRefuse(() -> {
            try (IdxReader reader = IdxReader.open("input", "images", 3, new ByteArrayInputStream(input))) {
                reader.readValues();
            }
        });
    }

    @FuzzTest
    void npy(byte[] input) throws IOException {
        readOrRefuse(
                () -> NpyArray.read(new ByteArrayInputStream(input), "input").floats());
    }

    @FuzzTest
    void mat(byte[] input) throws IOException {
        readOrRefuse(() -> MatReader.read("input", new ByteArrayInputStream(input), Set.of("X", "y")));
    }

    @FuzzTest
    void npz(byte[] input) throws IOException {
        Path file = Files.write(directory.resolve("input.npz"), input);
        open(new Npz(file.toString(), "images", "labels", ArrayRange.AUTO, false, 0, Augmentation.NONE));
    }

    @FuzzTest
    void csv(byte[] input) throws IOException {
        Path file = Files.write(directory.resolve("input.csv"), input);
        open(new Csv(file.toString(), Optional.of("1"), ",", 0));
    }

    @FuzzTest
    void image(byte[] input) throws IOException {
        Path file = Files.write(directory.resolve("input.png"), input);
        readOrRefuse(() -> {
            ImageFile image = ImageFile.read(file);
            image.plane(ImageFile.Shade.BRIGHTNESS, 0, 0, image.width(), image.height());
        });
    }

    @FuzzTest
    void cifar(byte[] input) throws IOException {
        Files.write(directory.resolve("cifar-10-binary.tar.gz"), input);
        open(new Cifar10());
    }

    private static void open(DatasetSource source) throws IOException {
        readOrRefuse(() -> source.open(new DataLocation(List.of(directory)), Split.TRAINING)
                .close());
    }

    private static void readOrRefuse(Parse parse) throws IOException {
        try {
            parse.run();
        } catch (DataException e) {
            assertThat(e.getMessage()).isNotBlank();
            assertThat(e.getMessage().lines()).hasSize(1);
        }
    }

    private interface Parse {
        void run() throws IOException;
    }
}
