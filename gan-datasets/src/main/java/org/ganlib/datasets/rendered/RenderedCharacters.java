package org.ganlib.datasets.rendered;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.ganlib.datasets.indexed.Augmentation;
import org.ganlib.datasets.indexed.IndexedDataset;
import org.ganlib.datasets.indexed.PixelRange;
import org.ganlib.file.RegularFile;
import org.ganlib.file.Sha256;
import org.ganlib.plugin.DataPath;
import org.ganlib.plugin.Facts;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.SettingText;
import org.ganlib.plugin.Settings;
import org.ganlib.problem.DataException;
import org.ganlib.spi.DataLocation;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.DatasetSource;
import org.ganlib.spi.Split;
import org.ganlib.tensor.TensorShape;

/**
 * Chinese characters drawn from fonts, shape 1×size×size, one class each: the first of the 3,755
 * most common ones (level 1 of GB 2312-80). They stand in for handwritten characters, which may not
 * be handed on.
 *
 * <p>A writer is a font, slanted, stretched, turned and thickened a little; every example is bent a
 * little besides. What is held out is by other writers. Examples are drawn when they are needed,
 * ahead of use and by several threads; none is kept. The same seed, fonts and Java version give the
 * same examples.
 *
 * @param classes the number of characters
 * @param size side of the images in pixels
 * @param examples the number of examples of each character, in either split
 * @param writers the number of writers, who take turns; each split has its own
 * @param jitter the size of the differences between writers and between examples
 * @param fonts a folder of fonts
 * @param seed the seed of writers and examples
 * @param range the range pixels are scaled to
 */
@PluginName(
        value = "rendered-characters",
        summary = "Chinese characters drawn from installed fonts as if by different writers, up to 3,755 classes.")
@Facts({
    "examples: 1×size×size, in −1…1 (range unit: 0…1); a class for each character",
    "licence: " + RenderedCharacters.LICENCE
})
public record RenderedCharacters(
        @Setting("how many characters, 1 to 3755, in the order of GB 2312")
        int classes,

        @Setting("side of the images in pixels, 8 to 256") int size,

        @Setting("examples of each character, in training and held out, ≥ 1")
        int examples,

        @Setting("writers who take turns, ≥ 1; those of held-out examples are others")
        int writers,

        @Setting("how much writers and examples differ, 0 to 3; 0: each font as it is")
        double jitter,

        @DataPath(value = DataPath.Kind.FOLDER, inDataDirectories = false)
        @Setting("a folder of .ttf, .ttc, .otf or .otc files; none for those that are installed")
        Optional<String> fonts,

        @Setting("which writers and examples") long seed,

        @Setting("signed: background −1, ink 1; unit: background 0, ink 1")
        PixelRange range)
        implements DatasetSource {
    static final String LICENCE = "that of the fonts";

    /** Ten of each of 3,740 characters by ten writers, 28×28 in −1 to 1, from installed fonts. */
    public RenderedCharacters() {
        this(3740, 28, 10, 10, 1, Optional.empty(), 0, PixelRange.SIGNED);
    }

    /** @throws org.ganlib.plugin.InvalidSettingsException if a setting is out of its range */
    public RenderedCharacters {
        Settings.check()
                .within("classes", classes, 1, CommonCharacters.COUNT)
                .within("size", size, 8, 256)
                .within("examples", examples, 1, 100_000)
                .within("writers", writers, 1, 100_000)
                .within("jitter", jitter, 0, 3)
                .rule(fonts.isEmpty() || !fonts.get().isBlank(), "fonts", "must name a folder")
                .orThrow();
    }

    @Override
    public Dataset open(DataLocation location, Split split) throws IOException {
        List<String> characters = CommonCharacters.first(classes);
        List<Path> folders = folders();
        List<Face> faces = Faces.with(characters, folders);
        if (faces.isEmpty()) {
            throw Faces.missing(
                    classes,
                    folders,
                    "or train on digits: dataset.name=mnist dataset.range=" + SettingText.constant(range));
        }
        DatasetInfo info = new DatasetInfo(
                "rendered-characters",
                TensorShape.of(1, size, size),
                range.bounds(),
                OptionalInt.of(classes * examples),
                characters,
                LICENCE,
                "GB 2312-80, level 1; fonts "
                        + faces.stream()
                                .map(face -> face.file().getFileName().toString())
                                .collect(Collectors.joining(", ")),
                "sha256:" + fingerprint(faces));
        long splitSeed = split == Split.TRAINING ? seed : ~seed;
        return new IndexedDataset(info, new CharacterExamples(characters, faces, this, splitSeed), Augmentation.NONE);
    }

    private List<Path> folders() {
        if (fonts.isEmpty()) {
            return Faces.installed();
        }
        Path folder = Path.of(fonts.get());
        if (!Files.isDirectory(folder)) {
            throw new DataException(
                    folder + ": there is no such folder. Set dataset.fonts to a folder of fonts, or leave it out.");
        }
        return List.of(folder);
    }

    /** The hash of the fonts and of everything else that examples depend on. */
    private String fingerprint(List<Face> faces) throws IOException {
        MessageDigest digest = Sha256.digest();
        for (Face face : faces) {
            try (InputStream in = new DigestInputStream(RegularFile.open(face.file()), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
        }
        String settings = classes + " " + size + " " + examples + " " + writers + " " + jitter + " " + seed;
        digest.update(settings.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest.digest());
    }
}
