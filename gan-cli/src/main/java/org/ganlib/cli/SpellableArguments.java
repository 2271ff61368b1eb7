package org.ganlib.cli;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Java reads arguments and names of files in the locale's character set. In the locale C that is
 * ASCII: every other character becomes a question mark, and files of other names are written or
 * none are found. The launcher gan chooses UTF-8 there; a process that was started without it is
 * refused.
 */
final class SpellableArguments {
    /** The arguments as bytes, on systems that have it. */
    private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");

    private SpellableArguments() {}

    /** Why these arguments cannot be read here, in a line; empty if they can. */
    static Optional<String> refusal() {
        return refusal(System.getProperty("sun.jnu.encoding", ""), System.getProperty("user.dir"), commandLine());
    }

    /**
     * The same for another process.
     *
     * @param encoding the character set of arguments and file names
     * @param folder the current folder as Java reads it
     * @param commandLine the arguments as bytes; empty if unknown
     */
    static Optional<String> refusal(String encoding, String folder, byte[] commandLine) {
        if (!isAscii(encoding)) {
            return Optional.empty();
        }
        boolean lost = folder.indexOf('?') >= 0 || folder.indexOf('\ufffd') >= 0;
        for (byte value : commandLine) {
            lost |= value < 0;
        }
        return lost
                ? Optional.of("arguments or the current folder have characters that the locale's character set, "
                        + encoding + ", cannot spell. Set LC_ALL=C.UTF-8, or another locale of UTF-8")
                : Optional.empty();
    }

    private static boolean isAscii(String encoding) {
        try {
            return Charset.forName(encoding).equals(StandardCharsets.US_ASCII);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return false;
        }
    }

    private static byte[] commandLine() {
        try {
            return Files.readAllBytes(COMMAND_LINE);
        } catch (IOException e) {
            return new byte[0];
        }
    }
}
