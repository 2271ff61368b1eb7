package org.ganlib.datasets.indexed;

import java.security.MessageDigest;
import java.util.List;
import org.ganlib.file.MappedArray;

/**
 * Images in the rows of mapped files of unsigned bytes, one file after the other.
 */
public final class MappedByteImages implements ByteImages {
    private final List<MappedArray> files;
    private final int skipped;
    private final int count;

    /**
     * Takes ownership of the files, and closes them.
     *
     * @param files arrays of unsigned bytes with rows of the same length, 2³¹ − 1 rows at most
     * @param skipped the number of bytes at the beginning of a row that belong to no image
     */
    public MappedByteImages(List<MappedArray> files, int skipped) {
        this.files = List.copyOf(files);
        this.skipped = skipped;
        count = files.stream().mapToInt(MappedArray::rows).reduce(0, Math::addExact);
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public int size() {
        return files.get(0).rowLength() - skipped;
    }

    @Override
    public void read(int index, byte[] target, int start) {
        int row = index;
        int file = 0;
        while (row >= files.get(file).rows()) {
            row -= files.get(file++).rows();
        }
        files.get(file).read(row, skipped, target, start, size());
    }

    @Override
    public boolean slow() {
        return true;
    }

    @Override
    public void sample(MessageDigest digest) {
        files.forEach(file -> file.sample(digest));
    }

    @Override
    public void close() {
        files.forEach(MappedArray::close);
    }
}
