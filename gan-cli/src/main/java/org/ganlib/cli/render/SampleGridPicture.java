package org.ganlib.cli.render;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.ganlib.file.AtomicFile;
import org.ganlib.network.HostArrays;
import org.ganlib.network.TensorShape;
import org.ganlib.network.ValueRange;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Examples;
import org.ganlib.train.SampleGrid;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Draws samples as a PNG grid. */
public final class SampleGridPicture implements SampleGrid {
    @Override
    public void write(Path file, INDArray examples, DatasetInfo data) {
        float[] values = new float[Math.toIntExact(examples.length())];
        HostArrays.floats(examples).get(values);
        write(file, new Examples(data.shape(), values, new int[Math.toIntExact(examples.size(0))]), data.range());
    }

    /** Draws examples whose values lie in {@code range}. */
    public void write(Path file, Examples examples, ValueRange range) {
        TensorShape s = examples.shape();
        int n = examples.count(), c = (int) Math.ceil(Math.sqrt(n)), r = (n + c - 1) / c, z = 2;
        BufferedImage im =
                new BufferedImage(c * (s.width() + 2) * z, r * (s.height() + 2) * z, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < n; i++)
            for (int y = 0; y < s.height() * z; y++)
                for (int x = 0; x < s.width() * z; x++) {
                    double v = examples.values()[i * s.elements() + (y / z) * s.width() + x / z];
                    int g = (int) Math.max(
                            0, Math.min(255, Math.round(255 * (v - range.low()) / (range.high() - range.low()))));
                    im.setRGB((i % c) * (s.width() + 2) * z + x, (i / c) * (s.height() + 2) * z + y, g * 0x10101);
                }
        AtomicFile.write(file, o -> ImageIO.write(im, "png", o));
    }
}
