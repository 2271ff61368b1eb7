package org.ganlib.datasets.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Checks the chunks of a WebP file. */
final class WebpFile {
    private static final int HEADER = 12;
    private static final int CHUNK_HEADER = 8;
    private static final int ANIMATED = 0x02;

    private WebpFile() {}

    /**
     * Reads the chunks' headers.
     *
     * @return the orientation to apply to the image
     * @throws UnreadableImageException if the file ends early, or holds an animation
     */
    static Orientation check(byte[] content) throws UnreadableImageException {
        ByteBuffer chunks = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        long promised = CHUNK_HEADER + (chunks.getInt(4) & 0xffff_ffffL);
        if (promised > content.length) {
            throw new UnreadableImageException(
                    "it is cut off at byte " + content.length + " of " + promised + " that its header promises");
        }
        Orientation orientation = Orientation.UPRIGHT;
        for (long at = HEADER; at + CHUNK_HEADER <= promised; ) {
            int start = (int) at + CHUNK_HEADER;
            long length = chunks.getInt((int) at + 4) & 0xffff_ffffL;
            if (start + length > promised) {
                throw new UnreadableImageException("its chunk at byte " + at + " goes beyond the file's end");
            }
            switch (new String(content, (int) at, 4, StandardCharsets.ISO_8859_1)) {
                case "VP8X" -> {
                    if (length > 0 && (content[start] & ANIMATED) != 0) {
                        throw new UnreadableImageException(
                                "it is an animation, which is not read", "Save its frames one by one");
                    }
                }
                case "EXIF" ->
                    orientation = Orientation.ofExif(Arrays.copyOfRange(content, start, (int) (start + length)));
                default -> {}
            }
            at = start + length + length % 2;
        }
        return orientation;
    }
}
