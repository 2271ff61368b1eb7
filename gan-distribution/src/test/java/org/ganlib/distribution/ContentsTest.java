package org.ganlib.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.ganlib.distribution.Unzipped.Result;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of the files in the zip. */
@EnabledOnOs({OS.LINUX, OS.MAC})
final class ContentsTest {
    private static final Set<String> PLATFORMS =
            Set.of("linux-x86_64", "linux-arm64", "macosx-x86_64", "macosx-arm64", "windows-x86_64");

    @TempDir
    private static Path folder;

    private static Unzipped distribution;

    @BeforeAll
    static void unzip() throws Exception {
        distribution = Unzipped.into(folder.resolve("unzipped"));
    }

    @Test
    void itIsOneFolderNamedForTheVersion() {
        assertThat(distribution.home().getFileName()).hasToString("ganlib-" + Unzipped.version());
        assertThat(Unzipped.zip().getFileName()).hasToString("ganlib-" + Unzipped.version() + ".zip");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bin/gan",
                "bin/gan.cmd",
                "lib/launch.bash",
                "README.md",
                "LICENSE",
                "NOTICE",
                "share/man/man1/gan.1",
                "share/bash-completion/completions/gan",
                "share/zsh/site-functions/_gan"
            })
    void holds(String file) {
        assertThat(distribution.home().resolve(file)).isNotEmptyFile();
    }

    @Test
    void theDigestBesideItIsItsOwn() throws Exception {
        assertThat(Path.of(Unzipped.zip() + ".sha256"))
                .hasContent(digest(Unzipped.zip()) + " *" + Unzipped.zip().getFileName());
    }

    @Test
    void librariesAreForThisPlatformAlone() {
        Set<String> natives = new HashSet<>();
        for (Path jar : distribution.jars()) {
            PLATFORMS.stream()
                    .filter(platform -> jar.getFileName().toString().endsWith("-" + platform + ".jar"))
                    .forEach(natives::add);
        }
        assertThat(natives).containsExactly(System.getProperty("gan.platform"));
    }

    @Test
    void libraryForTestsIsNone() {
        assertThat(distribution.jars())
                .noneMatch(jar -> jar.getFileName().toString().matches("(junit|assertj|opentest4j|gan-testkit).*"));
    }

    /**
     * Maven writes the bill from the dependencies that it knows; the files of the zip must agree.
     */
    @Test
    void theBillOfMaterialsListsExactlyTheLibraries() throws Exception {
        Path file = distribution.home().resolve("ganlib.cdx.json");
        assumeTrue(
                Files.exists(file) || !System.getProperty("gan.maven").equals("offline=true"),
                "Maven is offline, where the plugin writes no bill of materials");
        JsonNode bill = new ObjectMapper().readTree(file.toFile());
        assertThat(bill.path("bomFormat").asText()).isEqualTo("CycloneDX");
        Set<String> listed = new TreeSet<>();
        for (JsonNode component : bill.path("components")) {
            for (JsonNode hash : component.path("hashes")) {
                if (hash.path("alg").asText().equals("SHA-256")) {
                    listed.add(hash.path("content").asText());
                }
            }
            assertThat(component.path("licenses").isEmpty())
                    .as("no licence: %s", component.path("purl").asText())
                    .isFalse();
        }
        Set<String> present = new TreeSet<>();
        for (Path jar : distribution.jars()) {
            present.add(digest(jar));
        }
        assertThat(listed).isEqualTo(present);
    }

    /** The time of a file is that of the release, not that of the build: two builds are equal. */
    @Test
    void entriesHaveTheTimeOfTheRelease() throws Exception {
        try (ZipFile zip = new ZipFile(Unzipped.zip().toFile())) {
            Set<LocalDateTime> times = zip.stream().map(ZipEntry::getTimeLocal).collect(Collectors.toSet());
            assertThat(times).hasSize(1);
            for (Path jar : distribution.jars()) {
                if (jar.getFileName().toString().startsWith("gan-")) {
                    try (ZipFile own = new ZipFile(jar.toFile())) {
                        assertThat(own.stream().map(ZipEntry::getTimeLocal).collect(Collectors.toSet()))
                                .as(jar.toString())
                                .isEqualTo(times);
                    }
                }
            }
        }
    }

    @Test
    void theManualNamesEveryVerbAndIsSoundRoff() throws Exception {
        Path page = distribution.home().resolve("share/man/man1/gan.1");
        assertThat(page).content().contains(".SS gan train\n", ".SS gan runs compare\n", ".SH EXIT STATUS\n");
        assumeTrue(has("groff"), "groff is not installed");
        Result groff = Unzipped.run(folder, Map.of(), "groff", "-man", "-ww", "-Tutf8", "-z", page.toString());
        assertThat(groff).isEqualTo(new Result(0, ""));
    }

    @Test
    void bashCanReadItsCompletion() throws Exception {
        Result result = Unzipped.run(
                distribution.home(),
                Map.of(),
                "bash",
                "-euc",
                "source share/bash-completion/completions/gan; complete -p gan");
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output()).startsWith("complete ").endsWith(" gan\n");
    }

    @Test
    void shellcheckFindsNothing() throws Exception {
        assumeTrue(has("shellcheck"), "shellcheck is not installed (Debian: apt-get install shellcheck)");
        Path launchers = Path.of("src/main/launcher").toAbsolutePath();
        Path root = launchers.getParent().getParent().getParent().getParent();
        List<String> command =
                new ArrayList<>(List.of("shellcheck", "-x", root.resolve("gan").toString()));
        command.add(launchers.resolve("gan").toString());
        command.add(launchers.resolve("launch.bash").toString());
        for (String script : List.of("check-reproducible", "check-dockerfiles", "set-version")) {
            command.add(root.resolve("scripts").resolve(script).toString());
        }
        Result result = Unzipped.run(root, Map.of("LC_ALL", "C.UTF-8"), command.toArray(String[]::new));
        assertThat(result).isEqualTo(new Result(0, ""));
    }

    /** If lines end with a line feed alone, Windows' command interpreter misreads labels. */
    @Test
    void theLauncherForWindowsHasItsLineEnds() throws Exception {
        String script = Files.readString(distribution.home().resolve("bin/gan.cmd"), StandardCharsets.US_ASCII);
        assertThat(script.replace("\r\n", "")).doesNotContain("\n", "\r");
        List<String> lines = script.lines().map(String::strip).toList();
        lines.stream()
                .filter(line -> line.matches(".*\\bgoto \\w+"))
                .map(line -> line.replaceFirst(".*\\bgoto ", ":"))
                .forEach(label -> assertThat(lines).contains(label));
    }

    /**
     * Windows' command interpreter cuts arguments at equals signs, {@code train.steps=300} into two,
     * where a script takes them one by one.
     */
    @Test
    void theLauncherForWindowsPassesArgumentsOnAsTheyAre() throws Exception {
        String script = Files.readString(distribution.home().resolve("bin/gan.cmd"), StandardCharsets.US_ASCII);
        assertThat(script.lines().filter(line -> line.contains("org.ganlib.cli.Gan ")))
                .singleElement()
                .asString()
                .contains("-Dgan.with=true")
                .endsWith("org.ganlib.cli.Gan %*");
    }

    private static boolean has(String program) {
        return Files.isExecutable(Path.of("/usr/bin", program));
    }

    private static String digest(Path file) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
