package org.ganlib.onednn;

import org.ganlib.network.TensorShape;

/** Some images with channels last, with zeros around them. */
final class PaddedImages {
    private final int images;
    private final long height;
    private final long width;
    private final long channels;
    private final long first;
    private final Tensor pixels;
    private final Elements.Copies load;

    /**
     * @param before rows above each image and columns before it
     * @param height rows with zeros
     * @param width columns with zeros
     */
    PaddedImages(
            Compilation compilation, String name, int images, TensorShape image, int before, long height, long width) {
        this.images = images;
        this.height = height;
        this.width = width;
        channels = image.channels();
        first = before * (width + 1) * channels;
        pixels = Tensor.allocate(compilation.arena(), OneDnn.vector(images * height * width * channels));
        load = new Elements(compilation, name)
                .copies(
                        new long[] {images, image.height(), image.width(), channels},
                        new long[] {image.elements(), image.width() * channels, channels, 1},
                        new long[] {height * width * channels, width * channels, channels, 1});
    }

    /** Takes the images that begin there. */
    void load(Operations operations, Tensor images, long offset) {
        operations.add(load.at(images, offset, pixels, first));
    }

    /** From here to tiles that overlap, of what a filter depends on, in pixels {@code step} apart. */
    TileCopies overlapping(
            Compilation compilation, String name, MinimalFilter filter, int step, int tilesHigh, int tilesWide) {
        return new TileCopies(
                compilation,
                name,
                images,
                channels,
                filter.products(),
                TileCopies.Axis.inside(height, step, filter.results(), tilesHigh),
                TileCopies.Axis.inside(width, step, filter.results(), tilesWide),
                true);
    }

    Tensor pixels() {
        return pixels;
    }

    /** Where a pixel begins in the first image, zeros counted. */
    long pixel(long row, long column) {
        return (row * width + column) * channels;
    }
}
