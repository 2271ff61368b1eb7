package org.ganlib.datasets.image;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Checks for the native library that decodes WebP. If it cannot be loaded, its Java classes print a
 * stack trace, so this is checked before they are used.
 */
final class LibWebp {
    private LibWebp() {}

    /**
     * Checks that the library can be unpacked on this machine.
     *
     * @throws UnreadableImageException if it cannot; the message says why
     */
    static void require() throws UnreadableImageException {
        String library = library(System.getProperty("os.name"), System.getProperty("os.arch"));
        if (LibWebp.class.getResource(library) == null) {
            throw new UnreadableImageException(
                    "there is no decoder for WebP on this machine (" + library + " is not on the class path)",
                    "Convert it to PNG");
        }
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        if (!Files.isDirectory(temporary) || !Files.isWritable(temporary)) {
            throw new UnreadableImageException(
                    "the decoder for WebP is unpacked into the temporary folder " + temporary
                            + ", which cannot be written",
                    "Name another: GAN_JAVA_OPTS=-Djava.io.tmpdir=FOLDER");
        }
    }

    /** The path of the library inside its archive. */
    static String library(String system, String processor) {
        String lower = system.toLowerCase(Locale.ROOT);
        String folder = lower.startsWith("mac") ? "Mac" : lower.startsWith("windows") ? "Windows" : system;
        String file = folder.equals("Mac")
                ? "libwebp-imageio.dylib"
                : folder.equals("Windows") ? "webp-imageio.dll" : "libwebp-imageio.so";
        String kind = processor.equals("amd64") ? "x86_64" : processor;
        return "/native/" + folder + "/" + kind + "/" + file;
    }
}
