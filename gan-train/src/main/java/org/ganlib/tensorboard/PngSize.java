package org.ganlib.tensorboard;

import java.nio.ByteBuffer;

/**
 * The size and kind of a PNG image, from the file's header chunk, which always comes first.
 *
 * @param width in pixels
 * @param height in pixels
 * @param grey true if it has one channel
 */
record PngSize(int width, int height, boolean grey) {
    private static final int WIDTH_AT = 16;
    private static final int COLOUR_TYPE_AT = 25;

    static PngSize of(byte[] png) {
        ByteBuffer header = ByteBuffer.wrap(png);
        return new PngSize(header.getInt(WIDTH_AT), header.getInt(WIDTH_AT + 4), png[COLOUR_TYPE_AT] == 0);
    }
}
