package org.ganlib.datasets.image;

import java.security.MessageDigest;
import org.ganlib.datasets.indexed.ByteImages;

/** Square grey images with rows and columns exchanged, which is done when an image is read. */
final class TransposedImages implements ByteImages {
    private final ByteImages stored;
    private final int side;
    private final ThreadLocal<byte[]> imageBytes;

    /** Takes ownership of images of {@code side}·{@code side} bytes. */
    TransposedImages(ByteImages stored, int side) {
        this.stored = stored;
        this.side = side;
        imageBytes = ThreadLocal.withInitial(() -> new byte[stored.size()]);
    }

    @Override
    public int count() {
        return stored.count();
    }

    @Override
    public int size() {
        return stored.size();
    }

    @Override
    public void read(int index, byte[] target, int start) {
        byte[] image = imageBytes.get();
        stored.read(index, image, 0);
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                target[start + column * side + row] = image[row * side + column];
            }
        }
    }

    @Override
    public boolean slow() {
        return stored.slow();
    }

    @Override
    public void sample(MessageDigest digest) {
        stored.sample(digest);
    }

    @Override
    public void close() {
        stored.close();
    }
}
