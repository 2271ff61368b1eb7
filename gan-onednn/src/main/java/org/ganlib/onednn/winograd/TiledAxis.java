package org.ganlib.onednn.winograd;

/**
 * An axis of a convolution's results, cut into tiles whose lengths differ by one at most, the longer ones first. Each tile is a
 * {@link WinogradTransforms}; its products stand at an index of their own: those of one point, over all tiles, side by side.
 *
 * @param length results
 * @param taps of the filter
 * @param most results of a tile
 */
record TiledAxis(int length, int taps, int most) {
    int tiles() {
        return (length + most - 1) / most;
    }

    private int longer() {
        return length - length / tiles() * tiles();
    }

    WinogradTransforms filter(int tile) {
        return new WinogradTransforms(length / tiles() + (tile < longer() ? 1 : 0), taps);
    }

    /** The first result of a tile, and the first of the numbers that its results depend on. */
    int first(int tile) {
        return tile * (length / tiles()) + Math.min(tile, longer());
    }

    /** The filter that has all points. */
    WinogradTransforms longest() {
        return filter(0);
    }

    int points() {
        return longest().products();
    }

    /** How many tiles have a point: the first ones. */
    int tilesWith(int point) {
        return point < filter(tiles() - 1).products() ? tiles() : longer();
    }

    /** All products along the axis. */
    int products() {
        return length + tiles() * (taps - 1);
    }

    int index(int point, int tile) {
        return point * tiles() + tile;
    }
}
