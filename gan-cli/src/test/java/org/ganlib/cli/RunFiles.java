package org.ganlib.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.ganlib.file.Sha256;

/** Looks into run directories, and spoils them. */
final class RunFiles {
    private static final ObjectMapper JSON = new ObjectMapper();

    private RunFiles() {}

    /** Copies a run directory. */
    static Path copy(Path run, Path target) throws IOException {
        try (Stream<Path> files = Files.walk(run)) {
            for (Path file : files.toList()) {
                Path to = target.resolve(run.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        return target;
    }

    /** A run of one step on points of the plane. */
    static Path ofOneStep(Path run) {
        Command command = Command.run(
                "train",
                "ring-8",
                "train.steps=1",
                "train.batch=8",
                "generator.hidden=[4]",
                "critic.hidden=[4]",
                "listeners=[]",
                "--quiet",
                "--out",
                run.toString());
        assertThat(command.exitCode()).as(command.err()).isZero();
        return run;
    }

    /** A folder of small grey pictures in three classes, each picture another. */
    static Path pictures(Path folder) throws IOException {
        for (int i = 0; i < 24; i++) {
            Path file = folder.resolve("class-" + i % 3).resolve(i + ".png");
            Files.createDirectories(file.getParent());
            BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
            for (int p = 0; p < 64; p++) {
                int grey = (p * (i + 3) * 7 + i * 31) & 0xff;
                image.setRGB(p % 8, p / 8, grey << 16 | grey << 8 | grey);
            }
            ImageIO.write(image, "png", file.toFile());
        }
        return folder;
    }

    static Path checkpoint(Path run, long step) {
        return run.resolve("checkpoints").resolve(String.format(Locale.ROOT, "step-%06d.zip", step));
    }

    /**
     * The entries of a checkpoint that describe the state of training, with a text for each. The
     * manifest is left out, because it has the time spent and the run's name. The settings are left
     * out too, because equal runs may have been given different numbers of steps.
     */
    static Map<String, String> state(Path checkpoint) throws IOException {
        Map<String, String> content = new LinkedHashMap<>();
        entries(checkpoint).forEach((name, bytes) -> {
            if (!name.startsWith("checkpoint.") && !name.equals("experiment.json")) {
                content.put(
                        name,
                        name.endsWith(".json")
                                ? new String(bytes, StandardCharsets.UTF_8)
                                : HexFormat.of().formatHex(bytes));
            }
        });
        return content;
    }

    static Map<String, byte[]> entries(Path zip) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipFile file = new ZipFile(zip.toFile())) {
            for (ZipEntry entry : file.stream().toList()) {
                try (InputStream in = file.getInputStream(entry)) {
                    entries.put(entry.getName(), in.readAllBytes());
                }
            }
        }
        return entries;
    }

    /** Writes a checkpoint with one entry replaced. */
    static void replaceEntry(Path zip, String name, String content) throws IOException {
        Map<String, byte[]> entries = entries(zip);
        entries.put(name, content.getBytes(StandardCharsets.UTF_8));
        write(zip, entries);
    }

    private static void write(Path zip, Map<String, byte[]> entries) throws IOException {
        try (OutputStream out = Files.newOutputStream(zip);
                ZipOutputStream written = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                written.putNextEntry(new ZipEntry(entry.getKey()));
                written.write(entry.getValue());
                written.closeEntry();
            }
        }
    }

    /**
     * Writes a checkpoint with one entry replaced, or removed if {@code content} is null; all
     * hashes are correct.
     */
    static void forgeEntry(Path checkpoint, String name, byte[] content) throws IOException {
        Map<String, byte[]> entries = entries(checkpoint);
        ObjectNode manifest = (ObjectNode) JSON.readTree(entries.get("checkpoint.json"));
        ObjectNode hashes = (ObjectNode) manifest.get("sha256");
        if (content == null) {
            entries.remove(name);
            hashes.remove(name);
        } else {
            entries.put(name, content);
            hashes.put(name, hash(content));
        }
        forgeManifest(checkpoint, entries, manifest);
    }

    /** Writes a checkpoint with one value of its manifest replaced; all hashes are correct. */
    static void forgeManifest(Path checkpoint, String name, Object value) throws IOException {
        Map<String, byte[]> entries = entries(checkpoint);
        ObjectNode manifest = (ObjectNode) JSON.readTree(entries.get("checkpoint.json"));
        manifest.putPOJO(name, value);
        forgeManifest(checkpoint, entries, manifest);
    }

    private static void forgeManifest(Path checkpoint, Map<String, byte[]> entries, ObjectNode manifest)
            throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(manifest);
        entries.put("checkpoint.json", bytes);
        entries.put("checkpoint.sha256", hash(bytes).getBytes(StandardCharsets.UTF_8));
        write(checkpoint, entries);
    }

    static String hash(byte[] content) {
        return HexFormat.of().formatHex(Sha256.digest().digest(content));
    }

    /** The lines of metrics without what a clock decides. */
    static List<String> metrics(Path run) throws IOException {
        return Files.readAllLines(run.resolve("metrics.jsonl")).stream()
                .map(line -> line.replaceAll("\"(images_per_sec|seconds)\":[^,}]+", ""))
                .toList();
    }

    static String status(Path run) throws IOException {
        return Files.readString(run.resolve("status.json"));
    }
}
