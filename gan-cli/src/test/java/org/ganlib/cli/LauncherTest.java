package org.ganlib.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs the launcher script in a built checkout, with a fake Java that prints its arguments. */
@EnabledOnOs({OS.LINUX, OS.MAC})
final class LauncherTest {
    @TempDir
    private Path folder;

    private Path checkout;

    @BeforeEach
    void makeCheckout() throws IOException {
        checkout = Files.createDirectories(folder.resolve("check out"));
        Files.writeString(checkout.resolve("pom.xml"), "");
        Path shared = Path.of("gan-distribution/src/main/launcher/launch.bash");
        Files.createDirectories(checkout.resolve(shared).getParent());
        Files.copy(repository().resolve(shared), checkout.resolve(shared));
        Files.createDirectories(checkout.resolve("gan-cli/src/main"));
        Files.writeString(checkout.resolve("gan-cli/pom.xml"), "");
        Files.createDirectories(checkout.resolve("experiments"));
        Files.createDirectories(checkout.resolve("gan-cli/target"));
        Files.writeString(checkout.resolve("gan-cli/target/gan-built"), "");
        executable(checkout.resolve("gan"), Files.readString(repository().resolve("gan")));
        executable(folder.resolve("jdk/bin/java"), """
                #!/usr/bin/env bash
                echo "threads=${OMP_NUM_THREADS-unset} locale=${LC_ALL:-}"
                printf '%s\\n' "$@"
                """);
    }

    @Test
    void aSymbolicLinkOnThePathLeadsToTheCheckout() throws Exception {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("gan-dev"), Path.of("../check out/gan"));
        Files.createSymbolicLink(bin.resolve("gan"), Path.of("gan-dev"));
        String out = run(folder, Map.of("PATH", bin + ":" + System.getenv("PATH")), "gan", "list");
        assertThat(out).contains(checkout.resolve("gan-cli/target") + "/*:");
    }

    @Test
    void cdpathSendsItNowhereElse() throws Exception {
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere/check out"));
        String out =
                run(folder, Map.of("CDPATH", elsewhere.getParent() + ":" + folder), "bash", "check out/gan", "list");
        assertThat(out).contains("\n" + checkout.resolve("gan-cli/target") + "/*:");
    }

    @Test
    void ofAListOfThreadsTheFirstNumberIsHandedOn() throws Exception {
        String gan = checkout.resolve("gan").toString();
        assertThat(run(folder, Map.of("OMP_NUM_THREADS", "4,2"), gan, "list")).startsWith("threads=4 ");
        assertThat(run(folder, Map.of("OMP_NUM_THREADS", " 3 "), gan, "list")).startsWith("threads=3 ");
        assertThat(run(folder, Map.of("OMP_NUM_THREADS", "abc"), gan, "list")).startsWith("threads=abc ");
        assertThat(run(folder, Map.of("OMP_NUM_THREADS", ""), gan, "list")).startsWith("threads=unset ");
        assertThat(run(folder, Map.of("OMP_NUM_THREADS", " "), gan, "list")).startsWith("threads=unset ");
        assertThat(run(folder, Map.of(), gan, "list")).startsWith("threads=unset ");
    }

    @Test
    void namesOfFilesAreReadAsUtf8WhereTheLocaleHasNoneButAscii() throws Exception {
        String gan = checkout.resolve("gan").toString();
        assertThat(run(folder, Map.of("LC_ALL", "C"), gan, "list")).contains("locale=C.UTF-8");
        assertThat(run(folder, Map.of("LC_ALL", "C.UTF-8"), gan, "list")).contains("locale=C.UTF-8");
    }

    /** Otherwise a class or a service that was moved would be found where it no longer is. */
    @Test
    void whatWasMadeOfFilesThatAreGoneIsRemovedBeforeABuild() throws Exception {
        executable(checkout.resolve("mvnw"), "#!/usr/bin/env bash\n");
        Path stamp = checkout.resolve("gan-cli/target/gan-built");
        Path made = checkout.resolve("gan-core/target/classes/Moved.class");
        Path source = checkout.resolve("gan-core/src/main/java/Kept.java");
        String gan = checkout.resolve("gan").toString();
        for (String before : List.of("", "gan-core/src/main/java/Kept.java\ngan-core/src/main/java/Moved.java\n")) {
            Files.createDirectories(made.getParent());
            Files.writeString(made, "");
            Files.writeString(stamp, before);
            Files.createDirectories(source.getParent());
            Files.writeString(source, "");
            Files.setLastModifiedTime(stamp, FileTime.from(Instant.EPOCH));
            run(folder, Map.of(), gan, "list");
            assertThat(made).doesNotExist();
            assertThat(stamp).hasContent("""
                    gan-core/src/main/java/Kept.java
                    gan-distribution/src/main/launcher/launch.bash
                    """);
        }
        Files.createDirectories(made.getParent());
        Files.writeString(made, "");
        Files.setLastModifiedTime(stamp, FileTime.from(Instant.EPOCH));
        run(folder, Map.of(), gan, "list");
        assertThat(made).as("made of a file that is there").exists();
    }

    /** Java takes an empty part of its class path for the current folder. */
    @Test
    void anEmptyEntryIsNotTheCurrentFolder() throws Exception {
        String gan = checkout.resolve("gan").toString();
        for (String named : List.of("a.jar::b.jar", ":a.jar:b.jar", "a.jar:b.jar:")) {
            assertThat(run(folder, Map.of("GAN_PLUGINS", named), gan, "list")).contains("/libraries/*:a.jar:b.jar\n");
        }
    }

    @Test
    void aPipeInThePlaceOfAPluginIsRefused() throws Exception {
        Path plugins = Files.createDirectories(folder.resolve("plug ins"));
        Path jar = Files.writeString(plugins.resolve("sound.jar"), "");
        String gan = checkout.resolve("gan").toString();
        for (String named : List.of("", jar.toString(), plugins.toString(), plugins + "/*", jar + ":nowhere.jar")) {
            String out = run(folder, Map.of("GAN_PLUGINS", named), gan, "list");
            assertThat(out).contains("/libraries/*" + (named.isEmpty() ? "" : ":" + named) + "\n");
        }
        Path pipe = Pipes.create(plugins.resolve("pipe.jar"));
        for (String named : List.of(pipe.toString(), jar + ":" + pipe, plugins + "/*")) {
            assertThat(run(folder, Map.of("GAN_PLUGINS", named), 3, gan, "list"))
                    .isEqualTo("gan: GAN_PLUGINS: " + pipe
                            + ": is no regular file, but a pipe, a socket or a device. Name jars or folders\n");
        }
    }

    /** The names are handed to the class that finds libraries; its answer joins the class path. */
    @Test
    void librariesThatWithNamesJoinTheClassPath() throws Exception {
        executable(folder.resolve("jdk/bin/java"), """
                #!/usr/bin/env bash
                case "$*" in
                  *with.Libraries\\ torch\\ more) printf '%s\\n' "/a b/torch.jar" /more.jar ;;
                  *with.Libraries*) echo "gan: --with: there is no such" >&2; exit 2 ;;
                  *) printf '%s\\n' "$@" ;;
                esac
                """);
        String gan = checkout.resolve("gan").toString();
        String expected = "/libraries/*:/a b/torch.jar:/more.jar\norg.ganlib.cli.Gan\ntrain\nring 8\n";
        assertThat(run(folder, Map.of(), gan, "--with", "torch", "--with=more", "train", "ring 8"))
                .endsWith(expected);
        assertThat(run(folder, Map.of("GAN_ENGINES", "torch,more"), gan, "train", "ring 8"))
                .endsWith(expected);
        assertThat(run(folder, Map.of(), 2, gan, "--with", "cuda", "list")).contains("there is no such");
        assertThat(run(folder, Map.of(), 2, gan, "--with"))
                .isEqualTo("gan: --with: needs a name, for example --with torch\n");
        assertThat(run(folder, Map.of(), gan, "list")).endsWith("/libraries/*\norg.ganlib.cli.Gan\nlist\n");
        assertThat(run(folder, Map.of("GAN_ENGINES", " , torch,,more,"), gan, "train", "ring 8"))
                .endsWith(expected);
    }

    /** A folder of libraries may have any letter in its name, also where the locale is C. */
    @Test
    void librariesAreFoundInAnyFolder() throws Exception {
        executable(folder.resolve("jdk/bin/java"), """
                #!/usr/bin/env bash
                case "$*" in
                  *with.Libraries*) echo "/${LC_ALL:-none}.jar" ;;
                  *) printf '%s\\n' "$@" ;;
                esac
                """);
        String gan = checkout.resolve("gan").toString();
        assertThat(run(folder, Map.of("LC_ALL", "C"), gan, "--with", "torch", "list"))
                .contains("/libraries/*:/C.UTF-8.jar\n");
    }

    private String run(Path where, Map<String, String> environment, String... command) throws Exception {
        return run(where, environment, 0, command);
    }

    private String run(Path where, Map<String, String> environment, int exitCode, String... command) throws Exception {
        Path out = folder.resolve("out");
        ProcessBuilder builder = new ProcessBuilder("env", "--unset=OMP_NUM_THREADS", "--unset=CDPATH");
        environment.forEach((name, value) -> builder.command().add(name + "=" + value));
        builder.command().add("JAVA_HOME=" + folder.resolve("jdk"));
        builder.command().addAll(List.of(command));
        Process process = builder.directory(where.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String output = Files.readString(out);
        assertThat(process.exitValue()).as(output).isEqualTo(exitCode);
        return output;
    }

    private static void executable(Path file, String script) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** The repository: the parent of the module's folder, in which tests run. */
    private static Path repository() {
        return Path.of("").toAbsolutePath().getParent();
    }
}
