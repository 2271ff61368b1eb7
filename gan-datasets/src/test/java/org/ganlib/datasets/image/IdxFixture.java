package org.ganlib.datasets.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes small IDX files. */
final class IdxFixture {
    private IdxFixture() {}

    /**
     * Image i has the value i + 1 in row 0, column 1, and 0 elsewhere; its label is {@code first +
     * i % classes}.
     */
    static void write(Path folder, String prefix, int count, int first, int classes) throws IOException {
        Files.createDirectories(folder);
        ByteBuffer images = ByteBuffer.allocate(16 + count * 784)
                .putInt(0x803)
                .putInt(count)
                .putInt(28)
                .putInt(28);
        ByteBuffer labels = ByteBuffer.allocate(8 + count).putInt(0x801).putInt(count);
        for (int i = 0; i < count; i++) {
            images.put(16 + i * 784 + 1, (byte) (i + 1));
            labels.put(8 + i, (byte) (first + i % classes));
        }
        Files.write(folder.resolve(prefix + "-images-idx3-ubyte"), images.array());
        Files.write(folder.resolve(prefix + "-labels-idx1-ubyte"), labels.array());
    }
}
