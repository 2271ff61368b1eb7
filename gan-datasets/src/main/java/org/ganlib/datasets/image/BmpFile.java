package org.ganlib.datasets.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Checks BMP files. Java's decoder would fill rows that are missing at the end of a file with
 * black.
 */
final class BmpFile {
    private static final int DATA_AT = 10;
    private static final int HEADER_AT = 14;
    private static final int OLD_HEADER = 12;
    private static final int USUAL_HEADER = 40;
    private static final int BIT_FIELDS = 3;

    private BmpFile() {}

    /**
     * Checks that all uncompressed rows are there.
     *
     * @throws UnreadableImageException if they are not
     */
    static void check(byte[] content) throws UnreadableImageException {
        ByteBuffer file = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        if (content.length < HEADER_AT + OLD_HEADER) {
            throw cutOff(content);
        }
        int header = file.getInt(HEADER_AT);
        if (header != OLD_HEADER && content.length < HEADER_AT + USUAL_HEADER) {
            throw cutOff(content);
        }
        boolean old = header == OLD_HEADER;
        long width = old ? file.getShort(18) & 0xffff : file.getInt(18);
        long height = old ? file.getShort(20) & 0xffff : Math.abs((long) file.getInt(22));
        long bits = file.getShort(old ? 24 : 28);
        int compression = old ? 0 : file.getInt(30);
        long data = file.getInt(DATA_AT) & 0xffff_ffffL;
        boolean plain = compression == 0 || compression == BIT_FIELDS;
        if (plain && data + (width * bits + 31) / 32 * 4 * height > content.length) {
            throw cutOff(content);
        }
    }

    private static UnreadableImageException cutOff(byte[] content) {
        return new UnreadableImageException("it is cut off at byte " + content.length);
    }
}
