package org.ganlib.file;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/** Reads text from untrusted files, up to a size that no such file of ganlib reaches. */
public final class BoundedText {
    /** The longest line that is read, in characters. */
    public static final int LONGEST_LINE = 1 << 20;

    private BoundedText() {}

    /**
     * Reads a whole file in UTF-8.
     *
     * @param most the maximum size in bytes; larger files are refused
     * @throws IOException if the file cannot be read, is larger, or is no UTF-8
     */
    public static String read(Path file, int most) throws IOException {
        try (InputStream in = RegularFile.open(file)) {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(read(in, most)))
                    .toString();
        }
    }

    /**
     * Reads a stream to its end.
     *
     * @param most the maximum size in bytes; longer streams are refused
     * @throws IOException if it cannot be read or is longer
     */
    public static byte[] read(InputStream in, int most) throws IOException {
        byte[] content = in.readNBytes(most + 1);
        if (content.length > most) {
            throw new IOException(
                    String.format(Locale.ROOT, "it is longer than %,d bytes, more than any such file holds", most));
        }
        return content;
    }

    /**
     * Reads a line, without the line feed at its end.
     *
     * @return null at the end of the text
     * @throws IOException if it cannot be read or the line has more than {@link #LONGEST_LINE}
     *     characters
     */
    public static String readLine(BufferedReader reader) throws IOException {
        StringBuilder line = new StringBuilder();
        int next = reader.read();
        if (next < 0) {
            return null;
        }
        while (next >= 0 && next != '\n') {
            if (line.length() == LONGEST_LINE) {
                throw new IOException(String.format(
                        Locale.ROOT,
                        "a line is longer than %,d characters, more than any such file holds",
                        LONGEST_LINE));
            }
            line.append((char) next);
            next = reader.read();
        }
        int length = line.length();
        return length > 0 && line.charAt(length - 1) == '\r' ? line.substring(0, length - 1) : line.toString();
    }
}
