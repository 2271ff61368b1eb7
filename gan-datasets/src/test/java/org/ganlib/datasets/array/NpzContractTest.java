package org.ganlib.datasets.array;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.ganlib.datasets.indexed.Augmentation;
import org.ganlib.datasets.indexed.HoldOut;
import org.ganlib.spi.DataLocation;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetSource;
import org.ganlib.spi.Split;
import org.ganlib.testkit.DatasetContract;
import org.ganlib.testkit.PluginContract;
import org.junit.jupiter.api.io.TempDir;

final class NpzContractTest implements PluginContract<DatasetSource>, DatasetContract {
    @TempDir
    private Path directory;

    @Override
    public Class<DatasetSource> kind() {
        return DatasetSource.class;
    }

    @Override
    public DatasetSource configured() {
        return new Npz(
                "b.npz",
                "x",
                "y",
                ArrayRange.UNIT,
                true,
                0.2,
                new Augmentation(Augmentation.Flip.BOTH, 1, 2),
                HoldOut.Rule.EVERY_NTH,
                7);
    }

    @Override
    public Dataset openDataset() throws IOException {
        byte[] values = new byte[60];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) (3 * i);
        }
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(directory.resolve("b.npz")))) {
            zip.putNextEntry(new ZipEntry("x.npy"));
            zip.write(NpyFixture.npy("|u1", "15, 2, 2", values));
        }
        return new Npz("b.npz", "x", "y", ArrayRange.UNIT, false, 0.2, Augmentation.NONE)
                .open(new DataLocation(List.of(directory)), Split.TRAINING);
    }
}
