package org.ganlib.datasets.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ganlib.problem.DataException;
import org.ganlib.spi.DataLocation;

/** The four files MNIST is published as, below {@code mnist/} in a data directory, each as it is or compressed. */
enum DigitFiles {
    /** The 60,000 digits of the training set. */
    TRAIN("train"),
    /** The 10,000 digits of the test set. */
    TEST("t10k");

    private final String images;
    private final String labels;

    DigitFiles(String prefix) {
        images = "mnist/" + prefix + "-images-idx3-ubyte";
        labels = "mnist/" + prefix + "-labels-idx1-ubyte";
    }

    /** Whether at least one of the two files is there: then somebody wanted both to be. */
    boolean begunIn(DataLocation location) {
        return find(images, location).isPresent() || find(labels, location).isPresent();
    }

    /** @throws DataException if a file is missing or damaged */
    Digits read(DataLocation location) throws IOException {
        List<String> missing = new ArrayList<>();
        Optional<Path> imagesFile = find(images, location);
        Optional<Path> labelsFile = find(labels, location);
        if (imagesFile.isEmpty()) {
            missing.add(images);
        }
        if (labelsFile.isEmpty()) {
            missing.add(labels);
        }
        if (!missing.isEmpty()) {
            throw missing(missing, location);
        }
        return read(imagesFile.orElseThrow(), labelsFile.orElseThrow());
    }

    private static Digits read(Path imagesFile, Path labelsFile) throws IOException {
        InputStream imagesStream = Files.newInputStream(imagesFile);
        InputStream labelsStream;
        try {
            labelsStream = Files.newInputStream(labelsFile);
        } catch (IOException e) {
            imagesStream.close();
            throw e;
        }
        return Digits.read(imagesFile.toString(), imagesStream, labelsFile.toString(), labelsStream);
    }

    /** The file as it is or compressed, whichever comes first along the search path. */
    private static Optional<Path> find(String file, DataLocation location) {
        return location.searchPath().stream()
                .map(directory -> new DataLocation(List.of(directory)))
                .flatMap(directory -> Stream.of(file, file + ".gz").flatMap(name -> directory.find(name).stream()))
                // Some archives unpack to a directory of the file's name, with the file inside.
                .filter(found -> !Files.isDirectory(found))
                .findFirst();
    }

    private static DataException missing(List<String> files, DataLocation location) {
        String searched = location.searchPath().stream().map(Path::toString).collect(Collectors.joining(", "));
        return new DataException(String.join(" and ", files) + " (or the same with .gz): not found in " + searched
                + ". Put " + (files.size() == 1 ? "it" : "them") + " into "
                + location.directory().resolve("mnist")
                + ", or set subset to embedded to use the 10,000 digits that come with ganlib.");
    }
}
