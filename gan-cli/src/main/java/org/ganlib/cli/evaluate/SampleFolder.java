package org.ganlib.cli.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.ganlib.datasets.image.ImageFile;
import org.ganlib.datasets.image.SkippedFiles;
import org.ganlib.network.ValueRange;
import org.ganlib.problem.DataException;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Examples;
import org.ganlib.tensor.TensorShape;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The images of a folder, in the order of their names and in their own size, as examples [channels,
 * height, width]. A folder without images is read through the folders inside it.
 *
 * <p>Images that are compared with data get the number of channels of the data. Otherwise they get
 * one channel if all files are stored in grey, and three if any file is stored in colour. A grey
 * image with three channels repeats its values; an image with visible colours is never converted to
 * grey.
 */
final class SampleFolder {
    private static final Logger LOG = LoggerFactory.getLogger(SampleFolder.class);

    private SampleFolder() {}

    /**
     * Reads all images, in as many channels as they need.
     *
     * @param range the range to scale values to
     * @throws DataException if there are no images, one cannot be read, or sizes differ; the
     *     message names the file
     */
    static Examples read(Path folder, ValueRange range) {
        return read(folder, range, Optional.empty());
    }

    /**
     * Reads all images in the channels of the data that they will be compared with.
     *
     * @param range the range to scale values to
     * @throws DataException if there are no images, one cannot be read, sizes differ, or one has
     *     visible colours although the data has one channel; the message names the file
     */
    static Examples readLike(DatasetInfo data, Path folder, ValueRange range) {
        boolean drawable = data.shape().isImage()
                && (data.shape().channels() == 1 || data.shape().channels() == 3);
        return read(folder, range, drawable ? Optional.of(data) : Optional.empty());
    }

    private static Examples read(Path folder, ValueRange range, Optional<DatasetInfo> data) {
        List<Path> files = files(folder);
        // Each image keeps its planes until all are read, because the last file may be the first in
        // colour.
        List<float[][]> images = new ArrayList<>();
        int width = 0;
        int height = 0;
        int greys = 0;
        int flat = 0;
        int ofSeveral = 0;
        for (Path file : files) {
            ImageFile image = ImageFile.read(file);
            if (images.isEmpty()) {
                width = image.width();
                height = image.height();
            }
            if (image.width() != width || image.height() != height) {
                throw new DataException(file + ": is " + image.width() + "×" + image.height() + " pixels, "
                        + files.get(0).getFileName() + " is " + width + "×" + height + ". Bring all to one size.");
            }
            ofSeveral += image.isOneOfSeveral() ? 1 : 0;
            boolean single = image.isGrey();
            greys += single ? 1 : 0;
            if (!single && data.isPresent() && data.get().shape().channels() == 1) {
                requireNoColours(file, image, data.get());
                flat++;
                single = true;
            }
            images.add(planes(image, single));
        }
        int channels = data.map(info -> info.shape().channels()).orElse(greys == files.size() ? 1 : 3);
        if (ofSeveral > 0) {
            LOG.info(String.format(
                    Locale.ROOT,
                    "%s: %,d of %,d files hold several images; the first of each is read",
                    folder,
                    ofSeveral,
                    files.size()));
        }
        tell(folder, files.size(), greys, flat, channels, data);
        TensorShape shape = TensorShape.of(channels, height, width);
        return new Examples(shape, joined(folder, images, shape, range), unlabelled(files.size()));
    }

    private static void requireNoColours(Path file, ImageFile image, DatasetInfo data) {
        if (image.showsColours()) {
            throw new DataException(file + ": shows colours, and " + data.name() + " has one channel (" + data.shape()
                    + "). Make the images grey, or compare them with data in colour.");
        }
    }

    private static float[][] planes(ImageFile image, boolean single) {
        List<ImageFile.Shade> shades = single ? List.of(ImageFile.Shade.RED) : ImageFile.Shade.COLOURS;
        return shades.stream()
                .map(shade -> image.plane(shade, 0, 0, image.width(), image.height()))
                .toArray(float[][]::new);
    }

    /** Logs how images were converted that are stored in another number of channels. */
    private static void tell(Path folder, int count, int greys, int flat, int channels, Optional<DatasetInfo> data) {
        String why = data.map(info -> "as " + info.name() + " has them").orElse("because others are in colour");
        if (channels == 3 && greys > 0) {
            LOG.info(String.format(
                    Locale.ROOT,
                    "%s: %,d of %,d images are stored in grey and read as three equal channels, %s",
                    folder,
                    greys,
                    count,
                    why));
        }
        if (flat > 0) {
            LOG.info(String.format(
                    Locale.ROOT,
                    "%s: %,d of %,d images are stored in colour, show none, and are read as one channel, %s",
                    folder,
                    flat,
                    count,
                    why));
        }
    }

    private static float[] joined(Path folder, List<float[][]> images, TensorShape shape, ValueRange range) {
        long count = (long) images.size() * shape.elements();
        if (count > Integer.MAX_VALUE - 8) {
            throw new DataException(folder + ": " + images.size() + " images of " + shape
                    + " are more than can be held at once. Take fewer.");
        }
        int pixels = shape.width() * shape.height();
        float[] values = new float[(int) count];
        for (int i = 0; i < images.size(); i++) {
            // A copied image is released at once, to save memory.
            float[][] planes = images.set(i, null);
            for (int channel = 0; channel < shape.channels(); channel++) {
                float[] plane = planes[planes.length == 1 ? 0 : channel];
                int start = i * shape.elements() + channel * pixels;
                for (int p = 0; p < pixels; p++) {
                    values[start + p] = (float) (range.low() + (range.high() - range.low()) * plane[p] / 255);
                }
            }
        }
        return values;
    }

    private static int[] unlabelled(int count) {
        int[] labels = new int[count];
        Arrays.fill(labels, -1);
        return labels;
    }

    private static List<Path> files(Path folder) {
        try {
            List<Path> files = ImageFile.in(folder);
            if (files.isEmpty()) {
                files = filesInside(folder);
            }
            SkippedFiles.of(folder, files).tell();
            return files;
        } catch (IOException e) {
            throw new DataException(folder + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /** The files of folders that hold one class each. */
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
            throw new DataException(folder + ": holds no image ending in " + ImageFile.endings()
                    + (inside.isEmpty() ? "" : ", nor do the folders inside it")
                    + SkippedFiles.of(folder, files).inBrackets() + ".");
        }
        return files;
    }
}
