package org.ganlib.datasets.image;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.ganlib.problem.MemoryShortage;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** Decodes image files with Java's readers, and WebP with libwebp. */
final class ImageDecoder {
    /** The maximum number of pixels that are decoded: 8192 × 8192. */
    private static final long MOST_PIXELS = 1L << 26;

    /**
     * A warning of libjpeg that does not concern the pixels: some bytes between two segments are
     * skipped.
     */
    private static final String HARMLESS = "extraneous bytes before marker";

    private ImageDecoder() {}

    /**
     * A decoded image, and the orientation to apply to it.
     *
     * @param pixels the pixels in the order of the file
     * @param isOneOfSeveral whether the file holds further images, such as frames or pages
     */
    record Decoded(PixelSource pixels, Orientation orientation, boolean isOneOfSeveral) {
        Decoded(PixelSource pixels, Orientation orientation) {
            this(pixels, orientation, false);
        }
    }

    /**
     * Decodes the first image of a file.
     *
     * @param name the file, for messages
     * @throws UnreadableImageException if it is damaged, too large, or of a kind that cannot be
     *     read
     * @throws org.ganlib.problem.GanException if there is too little memory for it; the message
     *     says how much it needs
     */
    static Decoded decode(ImageFormat format, byte[] content, String name) throws IOException {
        switch (format) {
            case JPEG -> {
                JpegFile file = JpegFile.of(content);
                try (Reading reading = new Reading(format, file.essential(), name)) {
                    return new Decoded(file.pixels(reading.raster()), file.orientation());
                }
            }
            case PNG -> {
                PngFile file = PngFile.of(content);
                try (Reading reading = new Reading(format, file.essential(), name)) {
                    return new Decoded(RasterPixels.of(reading.image()), file.orientation());
                }
            }
            case WEBP -> {
                Orientation orientation = WebpFile.check(content);
                LibWebp.require();
                try (Reading reading = new Reading(format, content, name)) {
                    return new Decoded(RasterPixels.of(reading.image()), orientation);
                }
            }
            case GIF -> {
                try (Reading reading = new Reading(format, content, name)) {
                    return new Decoded(reading.onScreen(), Orientation.UPRIGHT, reading.hasMore());
                }
            }
            case TIFF -> {
                TiffFile file = TiffFile.of(content);
                try (Reading reading = new Reading(format, file.essential(), name)) {
                    return new Decoded(
                            RasterPixels.of(reading.image(), file.channels()), file.orientation(), reading.hasMore());
                }
            }
            default -> {
                BmpFile.check(content);
                try (Reading reading = new Reading(format, content, name)) {
                    return new Decoded(RasterPixels.of(reading.image()), Orientation.UPRIGHT);
                }
            }
        }
    }

    /**
     * One use of an image reader. Its warnings count as damage to the pixels unless they are known
     * to be harmless.
     */
    private static final class Reading implements AutoCloseable {
        private final String name;
        private final int bytes;
        private final ImageReader reader;
        private final ImageInputStream stream;
        private final List<String> warnings = new ArrayList<>();

        private Reading(ImageFormat format, byte[] content, String name) throws IOException {
            this.name = name;
            bytes = content.length;
            reader = reader(format);
            stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(content));
            reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
            reader.setInput(stream, false, format != ImageFormat.GIF);
        }

        /**
         * Prefers Java's own reader, because other readers on the class path may read differently.
         */
        private static ImageReader reader(ImageFormat format) throws UnreadableImageException {
            List<ImageReader> readers = new ArrayList<>();
            ImageIO.getImageReadersByFormatName(format.title().toLowerCase(Locale.ROOT))
                    .forEachRemaining(readers::add);
            return readers.stream()
                    .filter(found -> found.getClass().getModule() == ImageIO.class.getModule())
                    .findFirst()
                    .or(() -> readers.stream().findFirst())
                    .orElseThrow(() -> new UnreadableImageException(
                            "there is no decoder for " + format.title() + " on this machine", "Convert it to PNG"));
        }

        private BufferedImage image() throws IOException {
            BufferedImage image = withinMemory(() -> reader.read(0));
            requireNoComplaint();
            return image;
        }

        /** Tells whether there is a second image, sound or damaged. */
        private boolean hasMore() {
            try {
                return reader.getNumImages(true) > 1;
            } catch (IOException | RuntimeException e) {
                return true;
            }
        }

        private Raster raster() throws IOException {
            Raster raster = withinMemory(() -> reader.readRaster(0, null));
            requireNoComplaint();
            return raster;
        }

        /**
         * The first image of a GIF at its position on the logical screen, which is transparent
         * around it.
         */
        private PixelSource onScreen() throws IOException {
            PixelSource image = RasterPixels.of(image());
            Node screen = node(
                    reader.getStreamMetadata().getAsTree("javax_imageio_gif_stream_1.0"), "LogicalScreenDescriptor");
            Node place = node(reader.getImageMetadata(0).getAsTree("javax_imageio_gif_image_1.0"), "ImageDescriptor");
            int left = number(place, "imageLeftPosition");
            int top = number(place, "imageTopPosition");
            int width = Math.max(number(screen, "logicalScreenWidth"), left + image.width());
            int height = Math.max(number(screen, "logicalScreenHeight"), top + image.height());
            requireDecodable(width, height);
            return width == image.width() && height == image.height()
                    ? image
                    : new FramedPixels(image, left, top, width, height);
        }

        private static Node node(Node tree, String name) throws UnreadableImageException {
            NodeList children = tree.getChildNodes();
            for (int i = 0; i < children.getLength(); i++) {
                if (children.item(i).getNodeName().equals(name)) {
                    return children.item(i);
                }
            }
            throw new UnreadableImageException("it has no " + name);
        }

        private static int number(Node node, String attribute) throws UnreadableImageException {
            NamedNodeMap attributes = node.getAttributes();
            Node found = attributes.getNamedItem(attribute);
            if (found == null) {
                throw new UnreadableImageException("it does not say its " + attribute);
            }
            return Integer.parseInt(found.getNodeValue());
        }

        private <T> T withinMemory(Decoding<T> decoding) throws IOException {
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            requireDecodable(width, height);
            ImageMemory memory = ImageMemory.ofPixels(name, bytes, width, height);
            if ((long) width * height > Runtime.getRuntime().maxMemory()) {
                throw memory.lacking(null);
            }
            try {
                return decoding.run();
            } catch (IOException | RuntimeException | OutOfMemoryError e) {
                // Java's PNG reader wraps the error in an exception, as its cause.
                Optional<OutOfMemoryError> shortage = MemoryShortage.in(e);
                if (shortage.isEmpty()) {
                    throw e;
                }
                if (memory.isAmple()) {
                    throw new UnreadableImageException("its decoder asks for more memory than " + width + "×" + height
                            + " pixels can need: it is damaged");
                }
                throw memory.lacking(shortage.get());
            }
        }

        private static void requireDecodable(int width, int height) throws UnreadableImageException {
            if (width < 1 || height < 1) {
                throw new UnreadableImageException("its header promises " + width + "×" + height + " pixels");
            }
            if ((long) width * height > MOST_PIXELS) {
                throw new UnreadableImageException(
                        String.format(
                                Locale.ROOT,
                                "its header promises %,d×%,d pixels; at most %,d are decoded",
                                width,
                                height,
                                MOST_PIXELS),
                        "Make it smaller or remove it");
            }
        }

        private void requireNoComplaint() throws UnreadableImageException {
            for (String warning : warnings) {
                if (!warning.contains(HARMLESS)) {
                    throw new UnreadableImageException(warning);
                }
            }
        }

        @Override
        public void close() throws IOException {
            reader.dispose();
            stream.close();
        }
    }

    private interface Decoding<T> {
        T run() throws IOException;
    }
}
