package org.ganlib.torch.device;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.ganlib.tensor.ImageChanges;

/**
 * Changes of images by libtorch's operations, and the gradients through them. Tensors have the
 * dimensions image, channel, pixel. It is used within one scope of {@link Natives}.
 */
final class DeviceImages {
    private final ImageChanges changes;
    private final Tensor numbers;
    private final long count;
    private final long channels;
    private final long height;
    private final long width;

    /**
     * @param numbers {@link ImageChanges#numbers} on the device, in the precision of the images
     */
    DeviceImages(ImageChanges changes, Tensor numbers) {
        this.changes = changes;
        this.numbers = numbers.view(changes.count(), ImageChanges.PER_IMAGE);
        count = changes.count();
        channels = changes.image().channels();
        height = changes.image().height();
        width = changes.image().width();
    }

    /** The changed images, as a vector. */
    Tensor change(Tensor images) {
        Tensor coloured = coloured(images.view(count, channels, height * width)).add(number(ImageChanges.BRIGHTNESS));
        Tensor moved = moved(
                coloured,
                number(ImageChanges.DOWN).neg(),
                number(ImageChanges.RIGHT).neg(),
                changes.filling());
        return moved.masked_fill(cut(), new Scalar(changes.filling())).reshape(-1);
    }

    /** The gradient with respect to the images, as a vector. */
    Tensor gradient(Tensor byChanged) {
        Tensor left = byChanged.view(count, channels, height * width).masked_fill(cut(), new Scalar(0.));
        return coloured(moved(left, number(ImageChanges.DOWN), number(ImageChanges.RIGHT), 0))
                .reshape(-1);
    }

    /** Applies the change of colours without the brightness; as a matrix it is symmetric. */
    private Tensor coloured(Tensor images) {
        Tensor saturation = number(ImageChanges.SATURATION);
        Tensor contrast = number(ImageChanges.CONTRAST);
        Scalar one = new Scalar(1.);
        Tensor ofPixel = images.mean(new long[] {1}, true, new ScalarTypeOptional());
        Tensor ofImage = images.mean(new long[] {1, 2}, true, new ScalarTypeOptional());
        return images.mul(saturation.mul(contrast))
                .add(ofPixel.mul(contrast.mul(saturation.neg().add(one))))
                .add(ofImage.mul(contrast.neg().add(one)));
    }

    /**
     * Takes each pixel from the one that lies the given number of rows and columns away; pixels from
     * outside get the filling.
     */
    private Tensor moved(Tensor images, Tensor rows, Tensor columns, double filling) {
        Tensor row = row().add(rows);
        Tensor column = column().add(columns);
        Tensor outside = row.lt(new Scalar(0.))
                .logical_or(row.ge(new Scalar((double) height)))
                .logical_or(column.lt(new Scalar(0.)))
                .logical_or(column.ge(new Scalar((double) width)));
        Tensor index = row.mul(new Scalar((double) width))
                .add(column)
                .masked_fill(outside, new Scalar(0.))
                .to(ScalarType.Long);
        return images.gather(2, index.expand(count, channels, height * width))
                .masked_fill(outside, new Scalar(filling));
    }

    /** True for the pixels of the cuts. */
    private Tensor cut() {
        Tensor down = row().sub(number(ImageChanges.TOP));
        Tensor right = column().sub(number(ImageChanges.LEFT));
        return down.ge(new Scalar(0.))
                .logical_and(down.lt(new Scalar((double) changes.cutHeight())))
                .logical_and(right.ge(new Scalar(0.)))
                .logical_and(right.lt(new Scalar((double) changes.cutWidth())));
    }

    /** The row of each pixel, from 0. */
    private Tensor row() {
        return pixels().floor_divide(new Scalar((double) width));
    }

    /** The column of each pixel, from 0. */
    private Tensor column() {
        return pixels().remainder(new Scalar((double) width));
    }

    private Tensor pixels() {
        return torch.arange(new Scalar((double) (height * width)), numbers.options())
                .view(1, 1, height * width);
    }

    /** One of the numbers of every image, for all its channels and pixels. */
    private Tensor number(int index) {
        return numbers.narrow(1, index, 1).view(-1, 1, 1);
    }
}
