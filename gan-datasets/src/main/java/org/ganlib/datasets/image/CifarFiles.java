package org.ganlib.datasets.image;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.ganlib.datasets.indexed.ByteImages;
import org.ganlib.datasets.indexed.MappedByteImages;
import org.ganlib.file.MappedArray;
import org.ganlib.file.RegularFile;
import org.ganlib.problem.DataException;
import org.ganlib.spi.DataLocation;

/**
 * The binary files of CIFAR-10 and CIFAR-100: records of one or two label bytes and 3·32·32 pixel
 * bytes, red, green and blue planes in turn. They lie unpacked in a folder, or in the published
 * archive, which is read without unpacking it.
 *
 * @param folder the folder that the archive unpacks to, in a data directory
 * @param archive the name of the archive, in a data directory
 * @param labelBytes the number of bytes of labels before an image
 * @param label the index, from 0, of the label that counts
 * @param classes labels are below this
 */
record CifarFiles(String folder, String archive, int labelBytes, int label, int classes) {
    static final int SIDE = 32;
    static final int PIXELS = 3 * SIDE * SIDE;
    private static final int LARGEST = 1 << 28;

    /**
     * The images that were read, and their labels.
     *
     * @param images all images in order
     * @param labels their classes
     */
    @SuppressWarnings("ArrayRecordComponent") // handed from the reader to the data set, never compared
    record Images(ByteImages images, int[] labels) {}

    /**
     * Reads the images of some files.
     *
     * @param least the number of bytes from which unpacked files stay on disk
     * @throws DataException if a file is missing or damaged
     */
    Images read(DataLocation location, List<String> names, long least) throws IOException {
        List<Path> unpacked = new ArrayList<>();
        for (String name : names) {
            location.find(folder + "/" + name).ifPresent(unpacked::add);
        }
        if (unpacked.size() == names.size()) {
            long total = 0;
            for (Path file : unpacked) {
                long size = Files.size(RegularFile.require(file));
                requireRecords(file.toString(), size);
                total += size;
            }
            if (total >= least) {
                return map(unpacked);
            }
            List<byte[]> contents = new ArrayList<>();
            for (Path file : unpacked) {
                contents.add(RegularFile.bytes(file));
            }
            return parse(unpacked.stream().map(Path::toString).toList(), contents);
        }
        Optional<Path> packed = location.find(archive);
        if (unpacked.isEmpty() && packed.isPresent()) {
            Map<String, byte[]> contents = unpack(packed.get(), names);
            return parse(
                    names.stream().map(name -> packed.get() + ":" + name).toList(),
                    names.stream().map(contents::get).toList());
        }
        String missing = names.stream()
                .filter(name -> unpacked.stream().noneMatch(file -> file.endsWith(name)))
                .map(name -> folder + "/" + name)
                .collect(Collectors.joining(", "));
        throw new DataException(missing + ": not found in "
                + location.searchPath().stream().map(Path::toString).collect(Collectors.joining(", "))
                + ". Put " + archive + " into " + location.directory() + ", as it is or unpacked.");
    }

    private Map<String, byte[]> unpack(Path packed, List<String> names) throws IOException {
        Map<String, byte[]> contents = new HashMap<>();
        try (InputStream file = new BufferedInputStream(RegularFile.open(packed), 1 << 16);
                GZIPInputStream unzipped = new GZIPInputStream(file, 1 << 16);
                TarArchiveInputStream tar = new TarArchiveInputStream(unzipped)) {
            TarArchiveEntry entry;
            while (contents.size() < names.size() && (entry = tar.getNextEntry()) != null) {
                String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
                if (entry.isFile() && names.contains(name)) {
                    if (entry.getSize() > LARGEST) {
                        throw new DataException(packed + ":" + name + ": promises " + entry.getSize()
                                + " bytes, more than any file of this data. Replace the archive.");
                    }
                    contents.put(name, tar.readAllBytes());
                }
            }
            requireSoundEnd(packed, unzipped);
        } catch (IOException | IllegalArgumentException e) {
            // Neither the library nor gzip has an exception of its own for damage.
            throw damaged(packed, e);
        }
        for (String name : names) {
            if (!contents.containsKey(name)) {
                throw new DataException(packed + ": has no file " + name + ". Replace the archive.");
            }
        }
        return contents;
    }

    /**
     * Reads to the end of gzip data: its checksum is stored there and is only compared when the end
     * is reached.
     */
    private static void requireSoundEnd(Path packed, InputStream unzipped) throws IOException {
        byte[] chunk = new byte[1 << 16];
        long passed = 0;
        int count;
        while ((count = unzipped.read(chunk)) >= 0) {
            passed += count;
            if (passed > LARGEST) {
                throw new DataException(packed + ": goes on for more than " + LARGEST
                        + " bytes after the files of this data. Replace the archive.");
            }
        }
    }

    private static DataException damaged(Path packed, Exception cause) {
        return new DataException(
                packed + ": is damaged or no .tar.gz archive (" + cause.getMessage() + "). Replace the archive.",
                cause);
    }

    private int record() {
        return labelBytes + PIXELS;
    }

    private void requireRecords(String name, long size) {
        if (size == 0 || size % record() != 0) {
            throw new DataException(String.format(
                    Locale.ROOT,
                    "%s: ends at byte %,d, expected a multiple of %,d, the size of an image and its labels. Replace the file.",
                    name,
                    size,
                    record()));
        }
    }

    private int requireLabel(String name, long image, byte stored) {
        int found = stored & 0xff;
        if (found >= classes) {
            throw new DataException(String.format(
                    Locale.ROOT,
                    "%s: the label at byte %,d is %d, expected 0 to %d. Replace the file.",
                    name,
                    image * record() + label,
                    found,
                    classes - 1));
        }
        return found;
    }

    /** Leaves the images in their files, and reads the labels. */
    private Images map(List<Path> files) throws IOException {
        List<MappedArray> arrays = new ArrayList<>();
        try {
            for (Path file : files) {
                long rows = Files.size(file) / record();
                arrays.add(MappedArray.ofBytes(file, 0, List.of(rows, (long) record())));
            }
            ByteImages images = new MappedByteImages(arrays, labelBytes);
            int[] labels = new int[images.count()];
            byte[] stored = new byte[1];
            int next = 0;
            for (MappedArray array : arrays) {
                for (int i = 0; i < array.rows(); i++) {
                    array.read(i, label, stored, 0, 1);
                    labels[next++] = requireLabel(array.name(), i, stored[0]);
                }
            }
            return new Images(images, labels);
        } catch (IOException | RuntimeException e) {
            arrays.forEach(MappedArray::close);
            throw e;
        }
    }

    private Images parse(List<String> names, List<byte[]> contents) {
        long total = 0;
        for (int f = 0; f < names.size(); f++) {
            int size = contents.get(f).length;
            requireRecords(names.get(f), size);
            total += size / record();
        }
        byte[] pixels = new byte[Math.toIntExact(total * PIXELS)];
        int[] labels = new int[(int) total];
        int next = 0;
        for (int f = 0; f < names.size(); f++) {
            byte[] content = contents.get(f);
            for (int i = 0; i < content.length / record(); i++) {
                int start = i * record();
                labels[next] = requireLabel(names.get(f), i, content[start + label]);
                System.arraycopy(content, start + labelBytes, pixels, next * PIXELS, PIXELS);
                next++;
            }
        }
        return new Images(ByteImages.of(pixels, labels.length), labels);
    }
}
