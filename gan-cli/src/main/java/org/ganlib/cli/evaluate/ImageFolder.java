package org.ganlib.cli.evaluate;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.ganlib.network.TensorShape;
import org.ganlib.network.ValueRange;
import org.ganlib.problem.DataException;
import org.ganlib.spi.Examples;

/** The images of a folder, in the order of their names, as examples [channels, height, width]. */
final class ImageFolder {
    private static final Set<String> ENDINGS = Set.of("png", "jpg", "jpeg", "bmp");
    private static final int CHANNEL_MAXIMUM = 255;

    private ImageFolder() {}

    /**
     * Reads all images; grey ones have one channel, others three.
     *
     * @param range where values go
     * @throws DataException if there are none, one cannot be read, or sizes differ: names the file
     */
    static Examples read(Path folder, ValueRange range) {
        List<Path> files = files(folder);
        BufferedImage first = image(files.get(0));
        int channels = first.getRaster().getNumBands() < 3 ? 1 : 3;
        TensorShape shape = TensorShape.of(channels, first.getHeight(), first.getWidth());
        long count = (long) files.size() * shape.elements();
        if (count > Integer.MAX_VALUE - 8) {
            throw new DataException(folder + ": " + files.size() + " images of " + shape
                    + " are more than can be held at once. Take fewer.");
        }
        float[] values = new float[(int) count];
        for (int i = 0; i < files.size(); i++) {
            BufferedImage image = i == 0 ? first : image(files.get(i));
            if (image.getWidth() != shape.width() || image.getHeight() != shape.height()) {
                throw new DataException(
                        files.get(i) + ": is " + image.getWidth() + "×" + image.getHeight() + " pixels, "
                                + files.get(0).getFileName() + " is " + shape.width() + "×" + shape.height()
                                + ". Bring all to one size.");
            }
            fill(image, shape, range, values, i * shape.elements());
        }
        int[] labels = new int[files.size()];
        Arrays.fill(labels, -1);
        return new Examples(shape, values, labels);
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> content = Files.list(folder)) {
            List<Path> files = content.filter(ImageFolder::isImage).sorted().toList();
            if (files.isEmpty()) {
                throw new DataException(folder + ": holds no image ending in .png, .jpg, .jpeg or .bmp.");
            }
            return files;
        } catch (IOException e) {
            throw new DataException(folder + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static boolean isImage(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1)) && Files.isRegularFile(file);
    }

    private static BufferedImage image(Path file) {
        try {
            BufferedImage image = ImageIO.read(file.toFile());
            if (image == null) {
                throw new DataException(file + ": is no image that can be read. Remove or replace it.");
            }
            return image;
        } catch (IOException e) {
            throw new DataException(file + ": cannot be read as an image: " + e.getMessage() + ". Replace it.", e);
        }
    }

    private static void fill(BufferedImage image, TensorShape shape, ValueRange range, float[] values, int start) {
        int pixels = shape.width() * shape.height();
        boolean grey =
                image.getRaster().getNumBands() < 3 && image.getColorModel().getPixelSize() == 8;
        for (int p = 0; p < pixels; p++) {
            int x = p % shape.width();
            int y = p / shape.width();
            // A grey image's own numbers: getRGB would take them for linear light and change them.
            int rgb = grey ? 0x10101 * image.getRaster().getSample(x, y, 0) : image.getRGB(x, y);
            for (int c = 0; c < shape.channels(); c++) {
                int level = (rgb >> (16 - 8 * c)) & 0xff;
                values[start + c * pixels + p] =
                        (float) (range.low() + (range.high() - range.low()) * level / CHANNEL_MAXIMUM);
            }
        }
    }
}
