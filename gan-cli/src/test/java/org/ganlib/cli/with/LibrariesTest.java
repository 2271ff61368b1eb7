package org.ganlib.cli.with;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ganlib.cli.fetch.Download;
import org.ganlib.problem.DataException;
import org.ganlib.problem.GanException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Libraries are found, copied or downloaded, and verified, without a connection to the world. */
final class LibrariesTest {
    private static final String CONTENT = "library";
    private static final String DIGEST = "b718f1354f7247312eca086d9a024afe5fa717ddea5adeddd6f12bcf945b2e8c";
    private static final String NO_SERVER = "http://localhost:1";

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream progress = new ByteArrayOutputStream();

    @Test
    void aFileThatIsThereIsTaken() throws IOException {
        Path there = folder.resolve("libraries").resolve("small.jar");
        Files.createDirectories(there.getParent());
        Files.writeString(there, CONTENT);
        assertThat(small().files(List.of("small"))).containsExactly(there);
        assertThat(progress.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    /** Files of hundreds of megabytes are not read at every start. */
    @Test
    void aFileThatDidNotChangeIsNotReadAgain() throws IOException {
        Path there = folder.resolve("libraries").resolve("small.jar");
        Files.createDirectories(there.getParent());
        Files.writeString(there, CONTENT);
        small().files(List.of("small"));
        FileTime time = Files.getLastModifiedTime(there);
        Files.writeString(there, CONTENT.toUpperCase(Locale.ROOT));
        Files.setLastModifiedTime(there, time);
        assertThat(small().files(List.of("small"))).containsExactly(there);
        assertThat(there).hasContent(CONTENT.toUpperCase(Locale.ROOT));
    }

    /** A copy that was cut off, or a file that somebody wrote to, would end the Java process. */
    @Test
    void aDamagedFileIsFetchedAgain() throws IOException {
        Path local = folder.resolve("m2").resolve("org/small.jar");
        Files.createDirectories(local.getParent());
        Files.writeString(local, CONTENT);
        Path there = folder.resolve("libraries").resolve("small.jar");
        assertThat(small().files(List.of("small"))).containsExactly(there);
        for (String damaged : List.of("", "lib", "another library")) {
            Files.writeString(there, damaged);
            assertThat(small().files(List.of("small"))).containsExactly(there);
            assertThat(there).hasContent(CONTENT);
            assertThat(progress.toString(StandardCharsets.UTF_8))
                    .isEqualTo("gan: " + there + " is damaged: its SHA-256 is not " + DIGEST + ". Fetching it again\n");
            progress.reset();
        }
    }

    /** The commands of a script that runs several at once all get the file. */
    @Test
    void commandsThatBeginTogetherEachHaveTheFile() throws Exception {
        int commands = 8;
        byte[] content = new byte[1 << 24];
        Path local = folder.resolve("m2").resolve("org/large.jar");
        Files.createDirectories(local.getParent());
        Files.write(local, content);
        LibraryFile large = new LibraryFile("large", "any", 16, Download.digest(local), "org/large.jar");
        Path there = folder.resolve("libraries").resolve("large.jar");
        CyclicBarrier start = new CyclicBarrier(commands);
        ExecutorService threads = Executors.newFixedThreadPool(commands);
        try {
            List<Future<List<Path>>> found = new ArrayList<>();
            for (int i = 0; i < commands; i++) {
                found.add(threads.submit(() -> {
                    start.await();
                    return finder(large, NO_SERVER).files(List.of("large"));
                }));
            }
            for (Future<List<Path>> files : found) {
                assertThat(files.get()).containsExactly(there);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(there).hasBinaryContent(content);
        assertThat(folder.resolve("libraries"))
                .isDirectoryNotContaining(file -> file.toString().endsWith(".copy"));
    }

    @Test
    void anAddressThatIsNoneIsNamed() {
        for (String address : List.of("not an address", "localhost", "ftp://localhost/x", "file:///tmp/x", "http:/x")) {
            assertThatExceptionOfType(GanException.class)
                    .isThrownBy(() -> libraries(address, "linux-x86_64").files(List.of("torch")))
                    .withMessage("GAN_MAVEN_REPOSITORY: must be the address of a Maven repository, such as"
                            + " https://repo.maven.apache.org/maven2, was '" + address + "'");
        }
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> libraries(NO_SERVER, "linux-x86_64").files(List.of("torch")))
                .withMessageContaining("(no connection to the server)");
    }

    /** The separator of a class path would make two entries of the file, and neither exists. */
    @Test
    void aFolderThatAClassPathCannotNameIsRefused() {
        String name = "/opt/a" + File.pathSeparator + "b";
        for (String variable : List.of("GAN_LIBRARIES_DIR", "GAN_DATA_DIR")) {
            assertThatExceptionOfType(GanException.class)
                    .isThrownBy(() -> Libraries.folder(Map.of(variable, name)))
                    .withMessageContaining("Name another folder with GAN_LIBRARIES_DIR");
        }
        assertThatExceptionOfType(GanException.class)
                .isThrownBy(() -> Libraries.folder(Map.of("GAN_LIBRARIES_DIR", "a\0b")))
                .withMessageContaining("is no name of a folder");
    }

    /** A volume that is mounted over the data directory must not hide what an image brings along. */
    @Test
    void anotherFolderCanBeNamed() throws IOException {
        Map<String, String> environment = Map.of("GAN_DATA_DIR", "/data");
        assertThat(Libraries.folder(environment)).isEqualTo(Path.of("/data/libraries"));
        assertThat(Libraries.folder(Map.of("GAN_DATA_DIR", "/data", "GAN_LIBRARIES_DIR", "/opt/libraries")))
                .isEqualTo(Path.of("/opt/libraries"));
        assertThat(Libraries.folder(Map.of("GAN_DATA_DIR", "/data", "GAN_LIBRARIES_DIR", "")))
                .isEqualTo(Path.of("/data/libraries"));
        String image = Files.readString(Path.of("..", "Dockerfile.cuda"));
        assertThat(versions("GAN_DATA_DIR=(\\S+)", image)).containsExactly("/data");
        assertThat(versions("GAN_LIBRARIES_DIR=(\\S+)", image))
                .singleElement()
                .asString()
                .startsWith("/opt/");
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
        Set<String> cuda = versions("<cuda.version>(.+)</cuda.version>", parent);
        Set<String> javacpp = versions("<javacpp.version>(.+)</javacpp.version>", parent);
        assertThat(versions("<artifactId>pytorch</artifactId>\\s*<version>(.+)</version>", engine))
                .containsExactly("${pytorch.version}");
        assertThat(versions("<artifactId>cuda</artifactId>\\s*<version>(.+)</version>", engine))
                .containsExactly("${cuda.version}");
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

    /** A finder of one file that is small. */
    private Libraries small() {
        return finder(new LibraryFile("small", "any", 1, DIGEST, "org/small.jar"), NO_SERVER);
    }

    private Libraries finder(LibraryFile file, String repository) {
        return new Libraries(
                List.of(file),
                folder.resolve("libraries"),
                folder.resolve("m2"),
                repository,
                "any",
                new PrintStream(progress, true, StandardCharsets.UTF_8));
    }

    private Libraries libraries(String repository, String platform) {
        return new Libraries(
                LibraryFile.all(),
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
