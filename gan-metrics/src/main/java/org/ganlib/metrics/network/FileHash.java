package org.ganlib.metrics.network;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.ganlib.file.RegularFile;
import org.ganlib.file.Sha256;
import org.ganlib.problem.DataException;

/** A hash that identifies a file's content. */
final class FileHash {
    private FileHash() {}

    static String of(Path file) {
        MessageDigest digest = Sha256.digest();
        byte[] chunk = new byte[1 << 16];
        try (InputStream in = RegularFile.open(file)) {
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                digest.update(chunk, 0, read);
            }
        } catch (IOException e) {
            throw new DataException(file + ": cannot be read: " + e.getMessage(), e);
        }
        return "sha256 " + HexFormat.of().formatHex(digest.digest());
    }
}
