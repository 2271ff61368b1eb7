package org.ganlib.onednn;

import java.util.ArrayList;
import java.util.List;

/**
 * Between weights as they lie in the flat vector, [places' channels, image channels, kernel, kernel], and taps apart from each other: [taps,
 * phases, channels, channels], zero where a phase has fewer taps.
 */
final class WinogradTaps {
    private final List<Row> rows = new ArrayList<>();

    /**
     * @param placeChannelsLast whether those of the places lie side by side, otherwise those of the image do
     * @param separate whether from weights to taps, otherwise back
     */
    WinogradTaps(
            Compilation compilation, String name, WinogradTiling tiling, boolean placeChannelsLast, boolean separate) {
        Elements elements = new Elements(compilation, name);
        long places = tiling.places().channels();
        long image = tiling.image().channels();
        int kernel = tiling.window().kernelHeight();
        int stride = tiling.stride();
        long tap = tiling.phases() * places * image;
        long line = tiling.filter().taps() * tap;
        // The library copies nothing that it takes for overlapping, as several rows of taps, every other one, would be.
        for (int row = 0; row < kernel; row++) {
            for (int column = 0; column < stride; column++) {
                long[] dimensions = {places, image, (kernel - column + stride - 1) / stride};
                long[] inWeights = {image * kernel * kernel, (long) kernel * kernel, stride};
                long[] inTaps = {placeChannelsLast ? 1 : image, placeChannelsLast ? places : 1, tap};
                rows.add(new Row(
                        separate
                                ? elements.copies(dimensions, inWeights, inTaps)
                                : elements.copies(dimensions, inTaps, inWeights),
                        (long) row * kernel + column,
                        row / stride * line + (row % stride * stride + column) * places * image));
            }
        }
    }

    void separate(Operations operations, Tensor weights, Tensor taps) {
        for (Row row : rows) {
            operations.add(row.copies().at(weights, row.inWeights(), taps, row.inTaps()));
        }
    }

    void join(Operations operations, Tensor taps, Tensor weights) {
        for (Row row : rows) {
            operations.add(row.copies().at(taps, row.inTaps(), weights, row.inWeights()));
        }
    }

    private record Row(Elements.Copies copies, long inWeights, long inTaps) {}
}
