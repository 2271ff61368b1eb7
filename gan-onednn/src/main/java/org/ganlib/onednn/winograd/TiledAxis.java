package org.ganlib.onednn.winograd;

/**
 * One axis of a convolution's output, cut into tiles whose sizes differ by one at most, the larger
 * ones first. Each tile is computed by {@link WinogradTransforms}. Elements of transformed tiles
 * are stored by interpolation point: the elements of one point, over all tiles, lie side by side.
 *
 * @param outputs the size of the convolution's output along the axis
 * @param taps the number of taps of the filter, r
 * @param maximumTileOutputs the largest size of a tile, m
 */
record TiledAxis(int outputs, int taps, int maximumTileOutputs) {
    /** The number of tiles. */
    int tiles() {
        return (outputs + maximumTileOutputs - 1) / maximumTileOutputs;
    }

    private int largerTiles() {
        return outputs - outputs / tiles() * tiles();
    }

    /** The transforms of a tile. */
    WinogradTransforms transforms(int tile) {
        return new WinogradTransforms(outputs / tiles() + (tile < largerTiles() ? 1 : 0), taps);
    }

    /** The index of a tile's first output, and of the first input that it depends on. */
    int first(int tile) {
        return tile * (outputs / tiles()) + Math.min(tile, largerTiles());
    }

    /** The transforms of the largest tile, which have all points. */
    WinogradTransforms largestTransforms() {
        return transforms(0);
    }

    /** The number of interpolation points of the largest tile. */
    int points() {
        return largestTransforms().points();
    }

    /**
     * The number of tiles that have an interpolation point with this index. They are the first
     * tiles.
     */
    int tilesWith(int point) {
        return point < transforms(tiles() - 1).points() ? tiles() : largerTiles();
    }

    /** The number of elements of all transformed tiles along the axis. */
    int transformedElements() {
        return outputs + tiles() * (taps - 1);
    }

    /** The index of a transformed tile's element among all along the axis. */
    int index(int point, int tile) {
        return point * tiles() + tile;
    }
}
