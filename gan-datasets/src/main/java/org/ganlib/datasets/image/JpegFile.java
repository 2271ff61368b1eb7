package org.ganlib.datasets.image;

import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A JPEG file, reduced to the segments that its pixels depend on. Java's decoder would guess a
 * colour space, apply profiles, refuse files with odd profiles, and not convert inks. So it gets
 * the file without profiles, with a marker that says to convert nothing, and colours are computed
 * here as in libjpeg.
 */
final class JpegFile {
    private static final int START_OF_SCAN = 0xda;
    private static final int END_OF_IMAGE = 0xd9;
    private static final int JFIF = 0xe0;
    private static final int EXIF = 0xe1;
    private static final int ADOBE = 0xee;
    private static final int LAST_APPLICATION = 0xef;
    private static final int COMMENT = 0xfe;
    private static final int SEGMENT_HEADER = 4;
    /** An Adobe segment: "Adobe", version, flags, and transform 0, which means no conversion. */
    private static final byte[] CONVERT_NOTHING = {
        (byte) 0xff, (byte) ADOBE, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0
    };

    private final ByteArrayOutputStream essential;
    private Orientation orientation = Orientation.UPRIGHT;
    private boolean oriented;
    private boolean jfif;
    private int adobeTransform = -1;
    private byte[] names = {};

    private JpegFile(int length) {
        essential = new ByteArrayOutputStream(length + CONVERT_NOTHING.length);
    }

    /**
     * Reads the segments before the first scan.
     *
     * @throws UnreadableImageException if the file ends there, or breaks the format
     */
    static JpegFile of(byte[] content) throws UnreadableImageException {
        JpegFile file = new JpegFile(content.length);
        file.essential.write(content, 0, 2);
        file.essential.writeBytes(CONVERT_NOTHING);
        int at = 2;
        while (true) {
            while (at + 1 < content.length && content[at] == (byte) 0xff && content[at + 1] == (byte) 0xff) {
                at++;
            }
            if (at + SEGMENT_HEADER > content.length) {
                throw new UnreadableImageException("it ends at byte " + content.length + ", before its pixels");
            }
            int marker = content[at + 1] & 0xff;
            int length = 2 + ((content[at + 2] & 0xff) << 8 | (content[at + 3] & 0xff));
            if (content[at] != (byte) 0xff || marker < 0xc0 || marker == END_OF_IMAGE) {
                throw new UnreadableImageException("there is no segment at byte " + at);
            }
            if (marker == START_OF_SCAN) {
                file.essential.write(content, at, content.length - at);
                return file;
            }
            if (length < SEGMENT_HEADER || at + length > content.length) {
                throw new UnreadableImageException("its segment at byte " + at + " goes beyond the file's end");
            }
            file.segment(marker, content, at, length);
            at += length;
        }
    }

    private void segment(int marker, byte[] content, int at, int length) {
        byte[] body = Arrays.copyOfRange(content, at + SEGMENT_HEADER, at + length);
        if (marker == JFIF && startsWith(body, "JFIF\0")) {
            jfif = true;
        } else if (marker == ADOBE && body.length >= 12 && startsWith(body, "Adobe")) {
            adobeTransform = body[11] & 0xff;
        } else if (marker == EXIF && !oriented && startsWith(body, "Exif\0")) {
            orientation = Orientation.ofExif(body);
            oriented = true;
        }
        boolean dispensable = (marker >= JFIF && marker <= LAST_APPLICATION) || marker == COMMENT;
        if (!dispensable) {
            essential.write(content, at, length);
        }
        boolean frame = marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
        if (frame && body.length >= 6 && body.length >= 6 + 3 * (body[5] & 0xff)) {
            names = new byte[body[5] & 0xff];
            for (int i = 0; i < names.length; i++) {
                names[i] = body[6 + 3 * i];
            }
        }
    }

    private static boolean startsWith(byte[] body, String mark) {
        byte[] wanted = mark.getBytes(StandardCharsets.US_ASCII);
        return body.length >= wanted.length && Arrays.equals(body, 0, wanted.length, wanted, 0, wanted.length);
    }

    /** The file for a decoder, with the marker that says to convert nothing. */
    byte[] essential() {
        return essential.toByteArray();
    }

    /**
     * The file for a decoder that shall compute red, green and blue from three components, by
     * BT.601.
     *
     * @param differences whether the components are luma and colour differences instead of red,
     *     green and blue
     */
    byte[] essential(boolean differences) {
        byte[] file = essential();
        file[2 + CONVERT_NOTHING.length - 1] = (byte) (differences ? 1 : 0);
        return file;
    }

    /** The rotation and reflection that bring the image upright. */
    Orientation orientation() {
        return orientation;
    }

    /**
     * The pixels of decoded components.
     *
     * @throws UnreadableImageException if their number is not 1, 3 or 4
     */
    PixelSource pixels(Raster raster) throws IOException {
        int bands = raster.getNumBands();
        if (bands != 1 && bands != 3 && bands != 4) {
            throw new UnreadableImageException("it has " + bands + " components; 1, 3 or 4 are read");
        }
        boolean differences = (bands == 3 && hasColourDifferences()) || (bands == 4 && adobeTransform > 0);
        return new Components(raster, differences);
    }

    /**
     * Tells whether three components are luma and colour differences. As in libjpeg, the JFIF and
     * Adobe markers decide, and without them the names of the components.
     */
    private boolean hasColourDifferences() {
        if (jfif) {
            return true;
        }
        if (adobeTransform >= 0) {
            return adobeTransform != 0;
        }
        return !Arrays.equals(names, new byte[] {'R', 'G', 'B'});
    }

    /**
     * Decoded components: grey, three components, or four inks. Ink values are inverted, so that 0
     * means full ink: Adobe's programs write them so, and other programs do too.
     */
    private static final class Components implements PixelSource {
        private final Raster raster;
        private final boolean differences;
        private final int[] samples;

        private Components(Raster raster, boolean differences) {
            this.raster = raster;
            this.differences = differences;
            samples = new int[raster.getNumBands() * raster.getWidth()];
        }

        @Override
        public int width() {
            return raster.getWidth();
        }

        @Override
        public int height() {
            return raster.getHeight();
        }

        @Override
        public boolean isGrey() {
            return raster.getNumBands() == 1;
        }

        @Override
        public void row(int y, float[] target) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, width(), 1, samples);
            int bands = raster.getNumBands();
            for (int x = 0; x < width(); x++) {
                int at = x * bands;
                if (bands == 1) {
                    Arrays.fill(target, 3 * x, 3 * x + 3, samples[at]);
                    continue;
                }
                if (differences) {
                    toRedGreenBlue(at);
                }
                for (int channel = 0; channel < 3; channel++) {
                    int level = samples[at + channel];
                    if (bands == 4) {
                        // Inks that are computed from luma and colour differences are not inverted,
                        // so invert them.
                        target[3 * x + channel] = (differences ? 255 - level : level) * samples[at + 3] / 255f;
                    } else {
                        target[3 * x + channel] = level;
                    }
                }
            }
        }

        /**
         * Converts by ITU-R BT.601 in full range with libjpeg's integer arithmetic, so that levels
         * equal those of programs that use libjpeg.
         */
        private void toRedGreenBlue(int at) {
            int luma = samples[at];
            int blue = samples[at + 1] - 128;
            int red = samples[at + 2] - 128;
            samples[at] = level(luma + ((91_881 * red + 32_768) >> 16));
            samples[at + 1] = level(luma + ((-22_554 * blue - 46_802 * red + 32_768) >> 16));
            samples[at + 2] = level(luma + ((116_130 * blue + 32_768) >> 16));
        }

        private static int level(int value) {
            return Math.max(0, Math.min(255, value));
        }
    }
}
