package org.ganlib.datasets.array;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.commons.io.ByteOrderMark;
import org.apache.commons.io.input.BOMInputStream;
import org.ganlib.file.RegularFile;
import org.ganlib.problem.DataException;

/** The format of a text table: its encoding, its separator and its numbers. */
final class CsvText {
    private static final Pattern NUMBER = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");
    private static final Pattern LEFT_OUT =
            Pattern.compile("|[+-]?(nan|inf|infinity)|n/?a|null|none|missing|\\?|-", Pattern.CASE_INSENSITIVE);
    private static final int LOOKED_AT = 4096;

    private CsvText() {}

    /**
     * Opens a file in UTF-8, and skips the byte order mark that some programs put at its start.
     * Reading bytes that are not UTF-8 throws a {@link java.nio.charset.CharacterCodingException}.
     *
     * @throws DataException if the file is in UTF-16 or UTF-32
     */
    static BufferedReader open(Path file) throws IOException {
        BOMInputStream in = BOMInputStream.builder()
                .setInputStream(RegularFile.open(file))
                .setByteOrderMarks(
                        ByteOrderMark.UTF_8,
                        ByteOrderMark.UTF_32LE,
                        ByteOrderMark.UTF_32BE,
                        ByteOrderMark.UTF_16LE,
                        ByteOrderMark.UTF_16BE)
                .get();
        BufferedReader reader = new BufferedReader(new InputStreamReader(
                in,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
        try {
            if (in.hasBOM() && !in.hasBOM(ByteOrderMark.UTF_8)) {
                throw otherEncoding(file, in.getBOMCharsetName());
            }
            reader.mark(LOOKED_AT);
            for (int i = 0; i < LOOKED_AT; i++) {
                int character = reader.read();
                if (character < 0) {
                    break;
                }
                if (character == 0) {
                    throw otherEncoding(file, "UTF-16 or another encoding with bytes of 0");
                }
            }
            reader.reset();
            return reader;
        } catch (IOException | RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    private static DataException otherEncoding(Path file, String found) {
        return new DataException(file + ": is no table in UTF-8 text, but in " + found + ". Save it as UTF-8.");
    }

    /** The separator that a setting means: the character itself, or a character given by name. */
    static Optional<Character> delimiter(String setting) {
        return switch (setting.toLowerCase(Locale.ROOT)) {
            case "comma" -> Optional.of(',');
            case "semicolon" -> Optional.of(';');
            case "tab", "\\t" -> Optional.of('\t');
            case "space" -> Optional.of(' ');
            case "pipe" -> Optional.of('|');
            default ->
                setting.length() == 1 && "\"\r\n".indexOf(setting.charAt(0)) < 0
                        ? Optional.of(setting.charAt(0))
                        : Optional.empty();
        };
    }

    /** Tells whether a cell is a number in plain decimal notation. */
    static boolean isNumber(String cell) {
        return NUMBER.matcher(cell).matches();
    }

    /**
     * Tells whether a cell is a number in other characters: with a minus sign (U+2212) or a dash
     * instead of the hyphen, or with a decimal comma.
     */
    static boolean isAlmostNumber(String cell) {
        return isNumber(cell.replaceFirst("^[\u2212\u2013\u2010\u2011]", "-").replaceFirst("^([+-]?[0-9]*),", "$1."));
    }

    /** Tells whether a cell is a usual mark for a missing or infinite number. */
    static boolean isLeftOut(String cell) {
        return LEFT_OUT.matcher(cell).matches();
    }
}
