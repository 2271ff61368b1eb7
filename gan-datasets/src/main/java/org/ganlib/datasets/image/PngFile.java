package org.ganlib.datasets.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * A PNG file, reduced to the chunks that its pixels depend on. Their checksums are compared here,
 * because Java's decoder does not compare them. That decoder also refuses files with odd text
 * chunks or profiles, which are left out here.
 */
final class PngFile {
    private static final Set<String> ESSENTIAL = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");
    private static final int SIGNATURE = 8;
    private static final int FRAME = 12;

    private final ByteArrayOutputStream essential;
    private Orientation orientation = Orientation.UPRIGHT;

    private PngFile(int length) {
        essential = new ByteArrayOutputStream(length);
    }

    /**
     * Reads the chunks.
     *
     * @throws UnreadableImageException if the file ends early, or a checksum is wrong
     */
    static PngFile of(byte[] content) throws UnreadableImageException {
        PngFile file = new PngFile(content.length);
        file.essential.write(content, 0, SIGNATURE);
        ByteBuffer chunks = ByteBuffer.wrap(content);
        int at = SIGNATURE;
        while (true) {
            if (content.length - at < FRAME) {
                throw new UnreadableImageException("it is cut off at byte " + content.length);
            }
            int length = chunks.getInt(at);
            if (length < 0 || length > content.length - at - FRAME) {
                throw new UnreadableImageException(
                        "it is cut off at byte " + content.length + ", in the chunk at byte " + at);
            }
            String kind = new String(content, at + 4, 4, StandardCharsets.ISO_8859_1);
            if (ESSENTIAL.contains(kind)) {
                CRC32 checksum = new CRC32();
                checksum.update(content, at + 4, length + 4);
                if ((int) checksum.getValue() != chunks.getInt(at + 8 + length)) {
                    throw new UnreadableImageException(
                            String.format(Locale.ROOT, "the checksum of its chunk %s at byte %,d is wrong", kind, at));
                }
                file.essential.write(content, at, length + FRAME);
            } else if (kind.equals("eXIf")) {
                file.orientation = Orientation.ofExif(Arrays.copyOfRange(content, at + 8, at + 8 + length));
            }
            if (kind.equals("IEND")) {
                return file;
            }
            at += length + FRAME;
        }
    }

    /** The reduced file, for a decoder. */
    byte[] essential() {
        return essential.toByteArray();
    }

    /** The rotation and reflection that bring the image upright. */
    Orientation orientation() {
        return orientation;
    }
}
