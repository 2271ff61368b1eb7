package org.ganlib.cli;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.imageio.ImageIO;
import org.ganlib.file.Sha256;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The data commands, with downloads from a server in this process. */
final class DataCommandTest {
    private static final byte[] CONTENT = content();
    private static final String SHA256 =
            HexFormat.of().formatHex(Sha256.digest().digest(CONTENT));

    @TempDir
    private Path folder;

    private final List<String> ranges = new ArrayList<>();
    private HttpServer server;
    private int status;
    private int cutAfter;
    private boolean ignoresRanges;

    @BeforeEach
    void start() throws IOException {
        cutAfter = Integer.MAX_VALUE;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/file", exchange -> {
            String range = exchange.getRequestHeaders().getFirst("Range");
            ranges.add(String.valueOf(range));
            int from = range == null || ignoresRanges
                    ? 0
                    : Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
            if (status != 0 || from >= CONTENT.length) {
                exchange.sendResponseHeaders(status != 0 ? status : 416, -1);
            } else {
                if (from > 0) {
                    exchange.getResponseHeaders()
                            .set("Content-Range", "bytes " + from + "-" + (CONTENT.length - 1) + "/" + CONTENT.length);
                }
                exchange.sendResponseHeaders(from > 0 ? 206 : 200, CONTENT.length - from);
                exchange.getResponseBody().write(CONTENT, from, Math.min(cutAfter, CONTENT.length - from));
            }
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aFileAppearsOnceItsDigestIsRight() throws IOException {
        Command command = fetch(SHA256, "a/file.bin");
        assertThat(command.exitCode()).as(command.err()).isZero();
        assertThat(folder.resolve("a/file.bin")).hasBinaryContent(CONTENT);
        try (var left = Files.list(folder.resolve("a"))) {
            assertThat(left).hasSize(1);
        }
        assertThat(fetch(SHA256, "a/file.bin").exitCode()).isZero();
        assertThat(ranges).as("requests").hasSize(1);
    }

    @Test
    void aDownloadThatWasCutOffGoesOn() throws IOException {
        cutAfter = 70_000;
        Command first = fetch(SHA256, "file.bin");
        assertThat(first.exitCode()).isEqualTo(3);
        assertThat(first.err()).contains("cannot be downloaded").contains("to go on where it stopped");
        assertThat(folder.resolve("file.bin")).doesNotExist();
        long have = Files.size(folder.resolve("file.bin.part"));
        assertThat(have).isBetween(1L, 70_000L);
        cutAfter = Integer.MAX_VALUE;
        assertThat(fetch(SHA256, "file.bin").exitCode()).isZero();
        assertThat(ranges).containsExactly("null", "bytes=" + have + "-");
        assertThat(folder.resolve("file.bin")).hasBinaryContent(CONTENT);
    }

    @Test
    void aServerWithoutRangesStartsAnew() throws IOException {
        ignoresRanges = true;
        Files.write(folder.resolve("file.bin.part"), Arrays.copyOf(CONTENT, 1000));
        assertThat(fetch(SHA256, "file.bin").exitCode()).isZero();
        assertThat(folder.resolve("file.bin")).hasBinaryContent(CONTENT);
    }

    @Test
    void aPartThatIsWholeIsTaken() throws IOException {
        Files.write(folder.resolve("file.bin.part"), CONTENT);
        assertThat(fetch(SHA256, "file.bin").exitCode()).isZero();
        assertThat(folder.resolve("file.bin")).hasBinaryContent(CONTENT);
    }

    @Test
    void anotherFileIsNeverPutInPlace() {
        String other = "0".repeat(64);
        Command command = fetch(other, "file.bin");
        assertThat(command.exitCode()).isEqualTo(3);
        assertThat(command.err()).contains("has the SHA-256 " + SHA256 + ", expected " + other);
        assertThat(folder).as("nothing is left of it").isEmptyDirectory();
    }

    @Test
    void aFileThatIsThereIsHeldToItsDigest() throws IOException {
        Files.writeString(folder.resolve("file.bin"), "something else");
        Command command = fetch(SHA256, "file.bin");
        assertThat(command.exitCode()).isEqualTo(3);
        assertThat(command.err())
                .contains("file.bin: is there already, with the SHA-256")
                .contains("expected " + SHA256);
        assertThat(folder.resolve("file.bin")).hasContent("something else");
        assertThat(ranges).isEmpty();
    }

    @Test
    void whatIsNoDigestIsToldBeforeAnythingIsDownloaded() {
        Command command = fetch("abc", "file.bin");
        assertThat(command.exitCode()).isEqualTo(2);
        assertThat(command.err())
                .contains("--sha256: must be 64 hexadecimal digits")
                .contains("was abc");
        assertThat(ranges).isEmpty();
    }

    @Test
    void aRefusalOfTheServerIsTold() {
        status = 404;
        Command command = fetch(SHA256, "file.bin");
        assertThat(command.exitCode()).isEqualTo(3);
        assertThat(command.err()).contains("the server answers 404");
    }

    @Test
    void twoDownloadsOfOneFileAreKeptApart() throws IOException {
        try (FileChannel channel = FileChannel.open(
                        folder.resolve("file.bin.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = channel.lock()) {
            assertThat(lock.isValid()).isTrue();
            Command command = fetch(SHA256, "file.bin");
            assertThat(command.exitCode()).isEqualTo(3);
            assertThat(command.err()).contains("somebody else is downloading it");
        }
        assertThat(ranges).isEmpty();
    }

    @Test
    void aServerThatNeverAnswersIsLeft() throws IOException {
        // The system accepts connections for this socket, but nobody answers them.
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Command command = fetch(silent.getLocalPort(), SHA256, "file.bin", "--timeout", "1");
            assertThat(command.exitCode()).isEqualTo(3);
            assertThat(command.err().lines().skip(1))
                    .singleElement(as(STRING))
                    .contains("cannot be downloaded to " + folder.resolve("file.bin") + " (no answer within 1 s)")
                    .contains("Call this again to go on where it stopped");
            assertThat(folder.resolve("file.bin")).doesNotExist();
        }
    }

    @Test
    void aServerThatFallsSilentIsLeftAndItsDownloadGoesOn() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Socket> connection = CompletableFuture.supplyAsync(() -> {
                try {
                    Socket socket = server.accept();
                    OutputStream out = socket.getOutputStream();
                    out.write(("HTTP/1.1 200 OK\r\nContent-Length: " + CONTENT.length + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
                    out.write(CONTENT, 0, 5000);
                    out.flush();
                    return socket;
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            Command command = fetch(server.getLocalPort(), SHA256, "file.bin", "--timeout", "1");
            assertThat(command.exitCode()).isEqualTo(3);
            assertThat(command.err()).contains("(less than 1 KiB arrived within 1 s). Call this again to go on");
            connection.get().close();
        }
        assertThat(folder.resolve("file.bin.part")).hasBinaryContent(Arrays.copyOf(CONTENT, 5000));
        assertThat(fetch(SHA256, "file.bin").exitCode()).isZero();
        assertThat(ranges).containsExactly("bytes=5000-");
        assertThat(folder.resolve("file.bin")).hasBinaryContent(CONTENT);
    }

    @Test
    void patienceIsAtLeastASecond() {
        Command command = fetch(SHA256, "file.bin", "--timeout", "0");
        assertThat(command.exitCode()).isEqualTo(2);
        assertThat(command.err()).contains("--timeout: must be ≥ 1, was 0");
    }

    @Test
    void aLabelsColumnMayBeANumberAndASeparatorAWord() throws IOException {
        Files.writeString(folder.resolve("tabs.csv"), "\ufeff1\t2\tcat\n3\t4\tdog\n5\t6\tcat\n7\t8\tdog\n");
        for (String separator : List.of("separator=tab", "separator=\\t", "separator=\"\\t\"")) {
            Command command = Command.run(
                    "data",
                    "verify",
                    "csv",
                    "file=tabs.csv",
                    "label=3",
                    separator,
                    "hold-out=0.25",
                    "--data-dir",
                    folder.toString());
            assertThat(command.exitCode()).as(command.err()).isZero();
            assertThat(command.out()).contains("training: 3 examples of 2, 2 classes");
        }
    }

    @Test
    void offlineNothingIsAskedFor() {
        Command command = fetch(SHA256, "file.bin", "--offline");
        assertThat(command.exitCode()).isEqualTo(3);
        assertThat(command.err()).contains("--offline: ").contains("would be downloaded from");
        assertThat(ranges).isEmpty();
    }

    @Test
    void placesOutsideTheDataDirectoryAndOtherSchemesAreRefused() {
        assertThat(fetch(SHA256, "../file.bin").err()).contains("--to: must be a place within the data directory");
        assertThat(fetch(SHA256, "/tmp/file.bin").exitCode()).isEqualTo(2);
        Command scheme = Command.run(
                "data",
                "fetch",
                "--url",
                "file:///etc/passwd",
                "--sha256",
                SHA256,
                "--to",
                "x",
                "--data-dir",
                folder.toString());
        assertThat(scheme.exitCode()).isEqualTo(2);
        assertThat(scheme.err()).contains("must start with http:// or https://");
    }

    @Test
    void listSaysWhatIsMissingAndHowToGetIt() {
        Command command = Command.run("data", "list", "--data-dir", folder.toString());
        assertThat(command.exitCode()).isZero();
        assertThat(command.out())
                .contains("missing  " + folder.resolve("cifar-10-binary.tar.gz"))
                .contains("to download: gan data fetch cifar-10")
                .contains("gaussian-ring  ");
    }

    @Test
    void verifyReadsEverythingAndNamesDamage() throws IOException {
        Files.writeString(folder.resolve("good.csv"), "1,2\n3,4\n5,6\n7,8\n");
        Files.writeString(folder.resolve("bad.csv"), "1,2\n3,four\n");
        Command good = verify("good.csv");
        assertThat(good.exitCode()).as(good.err()).isZero();
        assertThat(good.out()).contains("training: 3 examples of 2").contains("held-out: 1 examples of 2");
        assertThat(good.out())
                .contains("values: unbounded")
                .contains("licence: that of the file")
                .contains("citation: the file ");
        Command digits = Command.run("data", "verify", "mnist", "subset=embedded", "range=unit");
        assertThat(digits.out()).contains("values: in 0…1").contains("licence: CC BY-SA 3.0");
        Command bad = verify("bad.csv");
        assertThat(bad.exitCode()).isEqualTo(3);
        assertThat(bad.err().strip()).contains("row 2, column 2 is 'four'").doesNotContain("\n");
    }

    @Test
    void previewDrawsPointsAndImages() throws IOException {
        for (List<String> given : List.of(
                List.of("two-moons", "std=0.1"),
                List.of("gaussian-1d"),
                List.of("plane-grid"),
                List.of("mnist", "subset=embedded", "augment.translate=2"))) {
            Path file = folder.resolve("preview.png");
            List<String> arguments = new ArrayList<>(List.of("data", "preview"));
            arguments.addAll(given);
            arguments.addAll(List.of("--count", "30", "--out", file.toString()));
            Command command = Command.run(arguments.toArray(String[]::new));
            assertThat(command.exitCode()).as(command.err()).isZero();
            assertThat(ImageIO.read(file.toFile()).getWidth()).isGreaterThan(500);
        }
    }

    @Test
    void aPreviewIsNotWrittenUnderTheNameOfAnotherFormat() {
        Path file = folder.resolve("preview.jpg");
        Command command = Command.run("data", "preview", "two-moons", "--out", file.toString());
        assertThat(command.exitCode()).isEqualTo(2);
        assertThat(command.err()).startsWith("--out: must end in .png, was " + file);
        assertThat(file).doesNotExist();
    }

    @Test
    void withoutAWordTheWordsAreNamed() {
        Command command = Command.run("data");
        assertThat(command.exitCode()).isEqualTo(2);
        assertThat(command.err()).contains("list, fetch, verify or preview");
    }

    private Command verify(String file) {
        return Command.run("data", "verify", "csv", "file=" + file, "hold-out=0.25", "--data-dir", folder.toString());
    }

    private Command fetch(String sha256, String to, String... more) {
        return fetch(server.getAddress().getPort(), sha256, to, more);
    }

    private Command fetch(int port, String sha256, String to, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "data",
                "fetch",
                "--url",
                "http://" + server.getAddress().getHostString() + ":" + port + "/file",
                "--sha256",
                sha256,
                "--to",
                to,
                "--data-dir",
                folder.toString()));
        arguments.addAll(List.of(more));
        return Command.run(arguments.toArray(String[]::new));
    }

    private static byte[] content() {
        byte[] content = new byte[200_000];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) (i * 31 + i / 256);
        }
        return content;
    }
}
