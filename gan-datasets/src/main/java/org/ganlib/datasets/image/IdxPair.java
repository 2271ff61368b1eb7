package org.ganlib.datasets.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ganlib.file.MappedArray;
import org.ganlib.problem.DataException;
import org.ganlib.spi.DataLocation;

/**
 * A file of images and the file of their labels in a data directory, each as it is or compressed.
 *
 * @param folder their folder in a data directory
 * @param images the name of the one
 * @param labels the name of the other
 */
record IdxPair(String folder, String images, String labels) {
    /** The names that MNIST and its successors use, for {@code train} or {@code t10k}. */
    static IdxPair of(String folder, String prefix) {
        return new IdxPair(folder, prefix + "-images-idx3-ubyte", prefix + "-labels-idx1-ubyte");
    }

    /**
     * Returns true if at least one of the two files is there, so that the user probably meant to
     * have both.
     */
    boolean begunIn(DataLocation location) {
        return find(images, location).isPresent() || find(labels, location).isPresent();
    }

    /**
     * Reads both.
     *
     * @param otherwise the user's remedy if they are missing, besides supplying them; empty, or the
     * end of a sentence
     * @throws DataException if a file is missing or damaged
     */
    Digits read(DataLocation location, Labelling labelling, String otherwise) throws IOException {
        List<String> missing = new ArrayList<>();
        Optional<Path> imagesFile = find(images, location);
        Optional<Path> labelsFile = find(labels, location);
        if (imagesFile.isEmpty()) {
            missing.add(folder + "/" + images);
        }
        if (labelsFile.isEmpty()) {
            missing.add(folder + "/" + labels);
        }
        if (!missing.isEmpty()) {
            throw missing(missing, location, otherwise);
        }
        return Digits.read(imagesFile.orElseThrow(), labelsFile.orElseThrow(), labelling, MappedArray.MAPPED_FROM);
    }

    /** The file, compressed or not, whichever comes first along the search path. */
    private Optional<Path> find(String name, DataLocation location) {
        return location.searchPath().stream()
                .map(directory -> new DataLocation(List.of(directory)))
                .flatMap(directory -> Stream.of(name, name + ".gz")
                        .flatMap(candidate -> directory.find(folder + "/" + candidate).stream()))
                // Some archives unpack to a directory of the file's name, with the file inside.
                .filter(found -> !Files.isDirectory(found))
                .findFirst();
    }

    private DataException missing(List<String> files, DataLocation location, String otherwise) {
        String searched = location.searchPath().stream().map(Path::toString).collect(Collectors.joining(", "));
        return new DataException(String.join(" and ", files) + " (or the same with .gz): not found in " + searched
                + ". Put " + (files.size() == 1 ? "it" : "them") + " into "
                + location.directory().resolve(folder) + otherwise + ".");
    }
}
