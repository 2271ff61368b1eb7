package org.ganlib.datasets.image;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.ganlib.file.Sha256;
import org.ganlib.problem.DataException;

/**
 * The first 10,000 digits of the MNIST training set, in an order that was shuffled once. They
 * travel with this library.
 */
final class EmbeddedDigits {
    private static final String IMAGES = "mnist10k-images-idx3-ubyte.gz";
    private static final String LABELS = "mnist10k-labels-idx1-ubyte.gz";
    private static final String IMAGES_SHA256 = "15479c46ff57e5ad9cd9586bf9df4daef6b33e6fd07d2b3b7f83f690262d5f23";
    private static final String LABELS_SHA256 = "ae8e0e5a25e6701df440e4b9309f4e4f9e16a65a9d57d445e3f822a59d363a29";

    private EmbeddedDigits() {}

    /** @throws DataException if this copy of the library is damaged */
    static Digits read() throws IOException {
        return read(EmbeddedDigits.class::getResourceAsStream);
    }

    /** Reads from a source of resources, null for one that does not exist. */
    static Digits read(Function<String, InputStream> resources) throws IOException {
        return Digits.read(
                IMAGES,
                new ByteArrayInputStream(verified(IMAGES, IMAGES_SHA256, resources)),
                LABELS,
                new ByteArrayInputStream(verified(LABELS, LABELS_SHA256, resources)),
                Labelling.TEN);
    }

    private static byte[] verified(String name, String expected, Function<String, InputStream> resources)
            throws IOException {
        byte[] content;
        try (InputStream resource = resources.apply(name)) {
            if (resource == null) {
                throw damaged(name, "is missing", null);
            }
            content = new GZIPInputStream(resource).readAllBytes();
        } catch (ZipException | EOFException e) {
            throw damaged(name, "cannot be decompressed (" + e.getMessage() + ")", e);
        }
        String found = HexFormat.of().formatHex(Sha256.digest().digest(content));
        if (!found.equals(expected)) {
            throw damaged(name, "has the SHA-256 " + found + ", expected " + expected, null);
        }
        return content;
    }

    private static DataException damaged(String name, String what, Throwable cause) {
        return new DataException(
                "the embedded " + name + " " + what
                        + ". Replace the gan-datasets jar, or set subset to train or test and supply the files.",
                cause);
    }
}
