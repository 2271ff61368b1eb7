package org.ganlib.datasets.array;

import java.io.IOException;
import java.io.Reader;
import java.util.Locale;

/**
 * A reader of a text table that limits the length of lines. A parser keeps a whole line in memory,
 * so a line without an end is refused. A line break inside quotes belongs to a field and ends no
 * line.
 */
final class LineLimit extends Reader {
    private final Reader text;
    private final long longest;
    private long line = 1;
    private long length;
    private boolean quoted;

    LineLimit(Reader text, long longest) {
        this.text = text;
        this.longest = longest;
    }

    @Override
    public int read(char[] target, int from, int count) throws IOException {
        int read = text.read(target, from, count);
        for (int i = from; i < from + read; i++) {
            quoted ^= target[i] == '"';
            if (target[i] == '\n' && !quoted) {
                line++;
                length = 0;
            } else if (++length > longest) {
                throw new IOException(
                        String.format(Locale.ROOT, "line %,d is longer than %,d characters", line, longest));
            }
        }
        return read;
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
