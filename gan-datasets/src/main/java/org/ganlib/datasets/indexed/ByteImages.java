package org.ganlib.datasets.indexed;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.ganlib.file.Sha256;

/**
 * Images of one unsigned byte per value, all of the same size, in memory or in a file. Safe for use
 * by several threads.
 */
public interface ByteImages extends AutoCloseable {
    /** The number of images, ≥ 1. */
    int count();

    /** The number of bytes of one image. */
    int size();

    /**
     * Copies the bytes of an image.
     *
     * @param start the index in the target at which the first byte is placed
     * @throws org.ganlib.problem.DataException if they cannot be read any more
     */
    void read(int index, byte[] target, int start);

    /** Returns true if reading may have to wait for a disk. */
    default boolean slow() {
        return false;
    }

    /** Adds a sample of the images to a digest. The same images give the same sample. */
    void sample(MessageDigest digest);

    @Override
    default void close() {}

    /**
     * Takes the images of an array.
     *
     * @param pixels the images one after the other, each of the same number of bytes
     */
    static ByteImages of(byte[] pixels, int count) {
        int size = count == 0 ? 0 : pixels.length / count;
        return new ByteImages() {
            @Override
            public int count() {
                return count;
            }

            @Override
            public int size() {
                return size;
            }

            @Override
            public void read(int index, byte[] target, int start) {
                System.arraycopy(pixels, index * size, target, start, size);
            }

            @Override
            public void sample(MessageDigest digest) {
                digest.update(pixels);
            }
        };
    }

    /**
     * The fingerprint of images and their labels: the SHA-256 of all bytes, or of a sample if the
     * images take 2³¹ bytes and more, which only a file can hold.
     */
    default String fingerprint(byte[] labels) {
        MessageDigest digest = Sha256.digest();
        String what = "sha256:";
        if ((long) count() * size() > Integer.MAX_VALUE) {
            what = "sha256 of size, sampled blocks and labels:";
            digest.update((count() + " of " + size() + "\n").getBytes(StandardCharsets.UTF_8));
            sample(digest);
        } else {
            byte[] image = new byte[size()];
            for (int i = 0; i < count(); i++) {
                read(i, image, 0);
                digest.update(image);
            }
        }
        digest.update(labels);
        return what + HexFormat.of().formatHex(digest.digest());
    }
}
