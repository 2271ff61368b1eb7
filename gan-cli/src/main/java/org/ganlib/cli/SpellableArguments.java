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
 * Refuses to run where Java cannot read the arguments or write file names correctly. Java uses the
 * locale's character set for both. In the locale C that is ASCII: every other character becomes a
 * question mark, so files would be missed or written under a wrong name. The launcher gan chooses
 * UTF-8 there, so only a process that was started without the launcher is refused.
 */
final class SpellableArguments {
    /** The file with the arguments as bytes; only some systems have it. */
    private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");

    private SpellableArguments() {}

    /**
     * The reason why these arguments cannot be read here, on one line; empty if they can be read.
     */
    static Optional<String> refusal() {
        return refusal(System.getProperty("sun.jnu.encoding", ""), System.getProperty("user.dir"), commandLine());
    }

    /**
     * The same check for given values instead of those of this process.
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
