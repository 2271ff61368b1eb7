package org.ganlib.onednn;

import java.util.ArrayList;
import java.util.List;

/** Between images with channels last and their tiles, each of {@code width × width} pixels, in memory one behind the other. */
final class TileCopies {
    private final List<Piece> pieces = new ArrayList<>();

    /**
     * @param images how many
     * @param channels of a pixel
     * @param width pixels of a tile, along one axis
     * @param rows of the image
     * @param columns of the image
     * @param gather whether from the images to the tiles
     */
    TileCopies(
            Compilation compilation,
            String name,
            int images,
            long channels,
            int width,
            Axis rows,
            Axis columns,
            boolean gather) {
        Elements elements = new Elements(compilation, name);
        long tile = channels * width * width;
        long wide = columns.tiles();
        for (Cut row : rows.cuts(width)) {
            for (Cut column : columns.cuts(width)) {
                long[] dimensions = {images, row.tiles(), column.tiles(), row.pixels(), column.pixels(), channels};
                long[] inTiles = {rows.tiles() * wide * tile, wide * tile, tile, width * channels, channels, 1};
                long line = columns.length() * channels;
                long[] inImages = {
                    rows.length() * line,
                    rows.tileStep() * line,
                    columns.tileStep() * channels,
                    rows.step() * line,
                    columns.step() * channels,
                    1
                };
                pieces.add(new Piece(
                        gather
                                ? elements.copies(dimensions, inImages, inTiles)
                                : elements.copies(dimensions, inTiles, inImages),
                        (row.tile() * wide + column.tile()) * tile
                                + ((long) row.pixel() * width + column.pixel()) * channels,
                        rows.pixelOf(row) * line + columns.pixelOf(column) * channels));
            }
        }
    }

    /** From the images whose first tile's first pixel lies there. Pixels of a tile that are beyond an image are left as they are. */
    void gather(Operations operations, Tensor images, long offset, Tensor tiles) {
        for (Piece piece : pieces) {
            operations.add(piece.copies().at(images, offset + piece.inImages(), tiles, piece.inTiles()));
        }
    }

    /** To the images whose first tile's first pixel lies there. Pixels of a tile that are beyond an image are left out. */
    void scatter(Operations operations, Tensor tiles, Tensor images, long offset) {
        for (Piece piece : pieces) {
            operations.add(piece.copies().at(tiles, piece.inTiles(), images, offset + piece.inImages()));
        }
    }

    /**
     * One axis of images and of the tiles on them.
     *
     * @param length pixels of an image
     * @param step pixels from one of a tile to the next
     * @param apart how many of its own pixels a tile is from the next
     * @param tiles how many
     * @param valid how many pixels lie in the image from the first on, of those that tiles have
     */
    record Axis(long length, long step, int apart, int tiles, int valid) {
        /** Tiles that overlap, all of them in the image. */
        static Axis inside(long length, long step, int apart, int tiles) {
            return new Axis(length, step, apart, tiles, Integer.MAX_VALUE);
        }

        private long tileStep() {
            return step * apart;
        }

        private long pixelOf(Cut cut) {
            return cut.tile() * tileStep() + cut.pixel() * step;
        }

        /** The library copies nothing that overlaps: what a tile has in common with the next is copied apart. */
        private List<Cut> cuts(int width) {
            List<Cut> cuts = new ArrayList<>();
            for (int pixel = 0; pixel < width; pixel += apart) {
                int pixels = Math.min(apart, width - pixel);
                int whole = Math.min(tiles, (valid - pixel - pixels + apart) / apart);
                if (whole > 0) {
                    cuts.add(new Cut(0, whole, pixel, pixels));
                }
                int left = valid - pixel - whole * apart;
                if (whole < tiles && left > 0) {
                    cuts.add(new Cut(whole, 1, pixel, Math.min(left, pixels)));
                }
            }
            return cuts;
        }
    }

    /** Tiles of which the same pixels lie in the image. */
    private record Cut(int tile, int tiles, int pixel, int pixels) {}

    private record Piece(Elements.Copies copies, long inTiles, long inImages) {}
}
