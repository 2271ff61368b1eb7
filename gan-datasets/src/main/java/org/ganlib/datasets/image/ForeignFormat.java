package org.ganlib.datasets.image;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Image formats that cannot be read, but are recognised. The message names the format, so that
 * nobody looks for damage in a sound file.
 */
final class ForeignFormat {
    private static final Set<String> ENDINGS = Set.of(
            "avif", "heic", "heif", "jxl", "jp2", "j2k", "psd", "tga", "pbm", "pgm", "ppm", "pnm", "ico", "svg", "exr",
            "hdr", "dds", "qoi", "pcx", "xcf", "cr2", "cr3", "nef", "arw", "dng");

    /** Bytes, as ISO 8859-1 text, that a format has at an offset in the file. */
    private record Mark(int place, String bytes, String name) {
        boolean isIn(String start) {
            return start.startsWith(bytes, place);
        }
    }

    private static final List<Mark> MARKS = List.of(
            new Mark(4, "ftypavi", "AVIF"),
            new Mark(4, "ftyphei", "HEIC"),
            new Mark(4, "ftyphev", "HEIC"),
            new Mark(4, "ftypmif1", "HEIF"),
            new Mark(4, "ftypmsf1", "HEIF"),
            new Mark(4, "jP  ", "JPEG 2000"),
            new Mark(4, "JXL ", "JPEG XL"),
            new Mark(0, "\u00ff\n", "JPEG XL"),
            new Mark(0, "8BPS", "Photoshop"),
            new Mark(0, "v/1\u0001", "OpenEXR"),
            new Mark(0, "II+\0", "BigTIFF"),
            new Mark(0, "MM\0+", "BigTIFF"),
            new Mark(0, "<svg", "SVG"));

    private ForeignFormat() {}

    /** The name of the format; empty if it is not recognised. */
    static Optional<String> of(byte[] content) {
        String start = new String(content, 0, Math.min(16, content.length), StandardCharsets.ISO_8859_1);
        return MARKS.stream().filter(mark -> mark.isIn(start)).map(Mark::name).findFirst();
    }

    /** Tells whether this ending, in lower case, belongs to an image format that cannot be read. */
    static boolean hasEnding(String ending) {
        return ENDINGS.contains(ending);
    }
}
