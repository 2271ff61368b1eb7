package org.ganlib.cli.with;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ganlib.problem.DataException;
import org.ganlib.problem.GanException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Libraries are found, copied or downloaded, and verified, without a connection to the world. */
final class LibrariesTest {
    private static final String NO_SERVER = "http://localhost:1";

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream progress = new ByteArrayOutputStream();

    @Test
    void aFileThatIsThereIsTaken() throws IOException {
        Path there = folder.resolve("libraries")
                .resolve(file("torch", "linux-x86_64").fileName());
        Files.createDirectories(there.getParent());
        Files.writeString(there, "was verified when it came");
        assertThat(libraries(NO_SERVER, "linux-x86_64").files(List.of("torch"))).containsExactly(there);
    }

    /** A file whose digest is another one is neither copied from the local repository nor kept. */
    @Test
    void aFileWithAnotherDigestIsRefused() throws IOException {
        LibraryFile wanted = file("torch", "linux-x86_64");
        Path local = folder.resolve("m2").resolve(wanted.path());
        Files.createDirectories(local.getParent());
        Files.writeString(local, "damaged");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/maven/" + wanted.path(), exchange -> {
            byte[] body = "not the library".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
        server.start();
        try {
            String address = "http://localhost:" + server.getAddress().getPort() + "/maven";
            assertThatExceptionOfType(DataException.class)
                    .isThrownBy(() -> libraries(address, "linux-x86_64").files(List.of("torch")))
                    .withMessageContaining("expected " + wanted.sha256())
                    .withMessageContaining("try again");
        } finally {
            server.stop(0);
        }
        assertThat(folder.resolve("libraries")).isEmptyDirectory();
        assertThat(progress.toString(StandardCharsets.UTF_8))
                .startsWith("gan: downloading http://localhost:")
                .endsWith("(90 MB, once)\n");
    }

    @Test
    void unknownNamesAndPlatformsAreNamed() {
        assertThatExceptionOfType(GanException.class)
                .isThrownBy(() -> libraries(NO_SERVER, "linux-x86_64").files(List.of("tensorflow")))
                .withMessage("there is no 'tensorflow', only torch, torch-cuda");
        assertThatExceptionOfType(GanException.class)
                .isThrownBy(() -> libraries(NO_SERVER, "linux-arm64").files(List.of("torch")))
                .withMessage(
                        "torch is not made for linux-arm64, only for [linux-x86_64, macosx-arm64, windows-x86_64]");
        assertThatExceptionOfType(GanException.class)
                .isThrownBy(() -> libraries(NO_SERVER, "linux-x86_64").files(List.of("torch", "torch-cuda")))
                .withMessage("torch and torch-cuda exclude each other. Name one");
    }

    /**
     * The libraries are those of the Java classes that gan-torch is compiled against, and those that
     * its profiles bring along.
     */
    @Test
    void theVersionsAreThoseOfTheBuild() throws IOException {
        String parent = Files.readString(Path.of("..", "pom.xml"));
        String engine = Files.readString(Path.of("..", "gan-torch", "pom.xml"));
        Set<String> pytorch = versions("<pytorch.version>(.+)</pytorch.version>", parent);
        Set<String> cuda = versions("<artifactId>cuda</artifactId>\\s*<version>(.+)</version>", engine);
        Set<String> javacpp = versions("<javacpp.version>(.+)</javacpp.version>", parent);
        assertThat(versions("<artifactId>pytorch</artifactId>\\s*<version>(.+)</version>", engine))
                .containsExactly("${pytorch.version}");
        assertThat(fetchedVersions("pytorch")).hasSize(1).isEqualTo(pytorch);
        assertThat(fetchedVersions("cuda")).hasSize(1).isEqualTo(cuda);
        assertThat(javacpp).hasSize(1);
        assertThat(Stream.of(pytorch, cuda).flatMap(Set::stream)).allSatisfy(version -> assertThat(version)
                .endsWith("-" + javacpp.iterator().next()));
    }

    private static Set<String> versions(String pattern, String pom) {
        return Pattern.compile(pattern)
                .matcher(pom)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }

    /** The versions of an artifact among the files that are fetched. */
    private static Set<String> fetchedVersions(String artifact) {
        return LibraryFile.all().stream()
                .map(file -> file.path().split("/"))
                .filter(parts -> parts[2].equals(artifact))
                .map(parts -> parts[3])
                .collect(Collectors.toSet());
    }

    private Libraries libraries(String repository, String platform) {
        return new Libraries(
                folder.resolve("libraries"),
                folder.resolve("m2"),
                repository,
                platform,
                new PrintStream(progress, true, StandardCharsets.UTF_8));
    }

    private static LibraryFile file(String name, String platform) {
        return LibraryFile.all().stream()
                .filter(file -> file.name().equals(name) && file.platform().equals(platform))
                .findFirst()
                .orElseThrow();
    }
}
