package org.ganlib.datasets.image;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A format of image files: the endings of their names, and the bytes they begin with. Only the
 * bytes decide how a file is read.
 */
enum ImageFormat {
    /** Portable Network Graphics. */
    PNG("PNG", "png", "89504e470d0a1a0a.*"),
    /** JPEG, in a JFIF or EXIF file. */
    JPEG("JPEG", "jpg jpeg jpe jfif", "ffd8ff.*"),
    /** Windows bitmap. */
    BMP("BMP", "bmp", "424d.*"),
    /** Graphics Interchange Format; only the first image is read. */
    GIF("GIF", "gif", "47494638(37|39)61.*"),
    /** Tagged Image File Format; only the first image is read. */
    TIFF("TIFF", "tif tiff", "(49492a00|4d4d002a).*"),
    /** WebP, lossy or lossless; animations are refused. */
    WEBP("WebP", "webp", "52494646.{8}57454250");

    /** The names of all formats, for messages. */
    static final String NAMES = "PNG, JPEG, BMP, GIF, TIFF or WebP";

    private static final int SHOWN_BYTES = 4;

    private final String title;
    private final String endings;
    private final String beginning;

    /**
     * Describes a format.
     *
     * @param endings the endings of file names, separated by spaces
     * @param beginning a regular expression for the first twelve bytes of a file, in hexadecimal
     */
    ImageFormat(String title, String endings, String beginning) {
        this.title = title;
        this.endings = endings;
        this.beginning = beginning;
    }

    private List<String> allEndings() {
        return List.of(endings.split(" "));
    }

    /** The format's name as it is written. */
    String title() {
        return title;
    }

    /** The format of a file's content; empty if it is none of these. */
    static Optional<ImageFormat> of(byte[] content) {
        String hex = HexFormat.of().formatHex(content, 0, Math.min(content.length, 12));
        return Arrays.stream(values())
                .filter(format -> hex.matches(format.beginning))
                .findFirst();
    }

    /** Tells whether a file is read as an image, by its name. */
    static boolean isNameOfOne(String fileName) {
        String ending = ending(fileName);
        return !fileName.startsWith(".")
                && Arrays.stream(values())
                        .anyMatch(format -> format.allEndings().contains(ending));
    }

    /** The part of a file name after its last dot, in lower case; empty if it has no dot. */
    static String ending(String fileName) {
        int dot = fileName.lastIndexOf('.');
        return dot < 0 ? "" : fileName.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    /** The endings of all formats, each with its dot, for messages. */
    static String endings() {
        List<String> all = Arrays.stream(values())
                .flatMap(format -> format.allEndings().stream())
                .map(ending -> "." + ending)
                .toList();
        return String.join(", ", all.subList(0, all.size() - 1)) + " or " + all.get(all.size() - 1);
    }

    /** The message for content that cannot be read: the reason, and what to do. */
    static String refusal(byte[] content) {
        String foreign = ForeignFormat.of(content)
                .map(name -> "is a file of " + name + ", which is not read: only " + NAMES + " are. Convert it to PNG.")
                .orElse("");
        if (!foreign.isEmpty()) {
            return foreign;
        }
        String start = content.length == 0
                ? "it is empty"
                : "it begins with "
                        + HexFormat.ofDelimiter(" ").formatHex(content, 0, Math.min(SHOWN_BYTES, content.length));
        return "is no " + NAMES + " image: " + start + ". Replace or remove the file.";
    }
}
