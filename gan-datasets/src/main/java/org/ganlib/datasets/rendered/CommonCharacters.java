package org.ganlib.datasets.rendered;

import java.nio.charset.Charset;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The 3,755 most common Chinese characters: level 1 of the standard GB 2312-80, rows 16 to 55, in
 * its order (by pronunciation).
 */
final class CommonCharacters {
    static final int COUNT = 3755;

    private static final Charset GB_2312 = Charset.forName("GB2312");
    private static final int FIRST_ROW = 0xb0;
    private static final int FIRST_COLUMN = 0xa1;
    private static final int COLUMNS = 94;

    private CommonCharacters() {}

    /** The first {@code count} characters, one string each. */
    static List<String> first(int count) {
        return IntStream.range(0, count).mapToObj(CommonCharacters::at).toList();
    }

    private static String at(int index) {
        byte[] code = {(byte) (FIRST_ROW + index / COLUMNS), (byte) (FIRST_COLUMN + index % COLUMNS)};
        return new String(code, GB_2312);
    }
}
