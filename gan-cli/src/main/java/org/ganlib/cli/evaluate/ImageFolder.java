package org.ganlib.cli.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.ganlib.datasets.image.ImageFile;
import org.ganlib.network.TensorShape;
import org.ganlib.network.ValueRange;
import org.ganlib.problem.DataException;
import org.ganlib.spi.Examples;

/**
 * The images of a folder, or of the folders inside it where it has none itself, in the order of their names and in their own size, as examples
 * [channels, height, width].
 */
final class ImageFolder {
    private ImageFolder() {}

    /**
     * Reads all images; where the first is grey, all have one channel, otherwise three.
     *
     * @param range where values go
     * @throws DataException if there are none, one cannot be read, or sizes differ: names the file
     */
    static Examples read(Path folder, ValueRange range) {
        List<Path> files = files(folder);
        ImageFile first = ImageFile.read(files.get(0));
        TensorShape shape = TensorShape.of(first.isGrey() ? 1 : 3, first.height(), first.width());
        long count = (long) files.size() * shape.elements();
        if (count > Integer.MAX_VALUE - 8) {
            throw new DataException(folder + ": " + files.size() + " images of " + shape
                    + " are more than can be held at once. Take fewer.");
        }
        float[] values = new float[(int) count];
        for (int i = 0; i < files.size(); i++) {
            ImageFile image = i == 0 ? first : ImageFile.read(files.get(i));
            if (image.width() != shape.width() || image.height() != shape.height()) {
                throw new DataException(files.get(i) + ": is " + image.width() + "×" + image.height() + " pixels, "
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
        try {
            List<Path> files = ImageFile.in(folder);
            return files.isEmpty() ? filesInside(folder) : files;
        } catch (IOException e) {
            throw new DataException(folder + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /** Of the layout of labelled images, a folder for each class. */
    private static List<Path> filesInside(Path folder) throws IOException {
        List<Path> inside;
        try (Stream<Path> entries = Files.list(folder)) {
            inside = entries.filter(Files::isDirectory).sorted().toList();
        }
        List<Path> files = new ArrayList<>();
        for (Path one : inside) {
            files.addAll(ImageFile.in(one));
        }
        if (files.isEmpty()) {
            throw new DataException(folder + ": holds no image ending in .png, .jpg, .jpeg or .bmp"
                    + (inside.isEmpty() ? "." : ", nor do the folders inside it."));
        }
        return files;
    }

    private static void fill(ImageFile image, TensorShape shape, ValueRange range, float[] values, int start) {
        int pixels = shape.width() * shape.height();
        for (int channel = 0; channel < shape.channels(); channel++) {
            ImageFile.Shade shade = ImageFile.Shade.COLOURS.get(channel);
            if (shape.channels() == 1 && !image.isGrey()) {
                shade = ImageFile.Shade.BRIGHTNESS;
            }
            float[] plane = image.plane(shade, 0, 0, shape.width(), shape.height());
            for (int i = 0; i < pixels; i++) {
                values[start + channel * pixels + i] =
                        (float) (range.low() + (range.high() - range.low()) * plane[i] / 255);
            }
        }
    }
}
