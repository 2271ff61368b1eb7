package org.ganlib.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ganlib.distribution.Unzipped.Result;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The zip is unzipped into an empty folder, and its command runs with nothing but a JDK. */
@EnabledOnOs({OS.LINUX, OS.MAC})
final class UnzippedTest {
    @TempDir
    private static Path folder;

    private static Unzipped distribution;
    private static Path user;

    @BeforeAll
    static void unzip() throws Exception {
        distribution = Unzipped.into(folder.resolve("un zipped, ü"));
        user = Files.createDirectories(folder.resolve("home"));
    }

    @Test
    void theVersionIsThatOfTheBuild() throws Exception {
        assertThat(gan(user, Map.of(), "--version")).isEqualTo(new Result(0, "ganlib " + Unzipped.version() + "\n"));
    }

    @Test
    void everyModuleOfPluginsIsThere() throws Exception {
        Result list = gan(user, Map.of(), "list");
        assertThat(list.exitCode()).as(list.output()).isZero();
        assertThat(list.output())
                .contains("mnist", "least-squares", "dcgan", "ring-8", "frechet", "onednn", "dl4j", "adam");
    }

    @Test
    void trainsAndSamples() throws Exception {
        Path where = Files.createDirectories(folder.resolve("training"));
        Result train = gan(where, Map.of(), "train", "mnist", "train.steps=3", "train.batch=16", "--out", "run");
        assertThat(train.exitCode()).as(train.output()).isZero();
        assertThat(where.resolve("run/report.html")).isNotEmptyFile();
        // The run says which source it was made with; outside a checkout there is no revision.
        String revision =
                Files.readString(distribution.home().resolve("lib/revision")).strip();
        assertThat(where.resolve("run/environment.json")).content().contains(revision);
        assertThat(where.resolve("run/samples/step-000003.png")).isNotEmptyFile();
        Result sample = gan(where, Map.of(), "sample", "run", "--count", "4", "--seed", "3", "--out", "digits.npy");
        assertThat(sample.exitCode()).as(sample.output()).isZero();
        assertThat(where.resolve("digits.npy")).isNotEmptyFile();
    }

    @Test
    void linksOnThePathLeadToIt() throws Exception {
        Path bin = Files.createDirectories(folder.resolve("links"));
        Files.createSymbolicLink(bin.resolve("gan-1"), bin.relativize(distribution.launcher()));
        Files.createSymbolicLink(bin.resolve("gan"), Path.of("gan-1"));
        Map<String, String> environment = environment(Map.of("CDPATH", folder.toString()));
        environment.put("PATH", bin + ":" + environment.getOrDefault("PATH", "/usr/bin:/bin"));
        assertThat(Unzipped.run(user, environment, "env", "gan", "--version").output())
                .isEqualTo("ganlib " + Unzipped.version() + "\n");
    }

    /** Users cannot write to a folder that a package manager has installed as root. */
    @Test
    void aFolderThatCannotBeWrittenToWillDo() throws Exception {
        Path lib = distribution.home().resolve("lib");
        Files.deleteIfExists(lib.resolve("gan.jsa"));
        Files.setPosixFilePermissions(lib, PosixFilePermissions.fromString("r-xr-xr-x"));
        try {
            assertThat(gan(user, Map.of(), "--version"))
                    .isEqualTo(new Result(0, "ganlib " + Unzipped.version() + "\n"));
        } finally {
            Files.setPosixFilePermissions(lib, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    @Test
    void flagsForJavaAndPluginsArePassedOn() throws Exception {
        assertThat(gan(user, Map.of("GAN_JAVA_OPTS", "-Dx=1 -version")).output())
                .contains("version \"" + System.getProperty("java.version"));
        Result missing = gan(user, Map.of("GAN_PLUGINS", folder.resolve("nowhere.jar") + "::"), "list");
        assertThat(missing.output()).contains("nowhere.jar");
        Result device = gan(user, Map.of("GAN_PLUGINS", "/dev/null"), "list");
        assertThat(device)
                .isEqualTo(new Result(
                        3,
                        "gan: GAN_PLUGINS: /dev/null: is no regular file, but a pipe, a socket or a device. Name jars or"
                                + " folders\n"));
    }

    @Test
    void aMissingJavaIsNamed() throws Exception {
        Path tools = Files.createDirectories(folder.resolve("tools"));
        for (String tool : List.of("bash", "dirname", "readlink", "locale")) {
            Path usual = Path.of("/usr/bin", tool);
            executable(
                    tools.resolve(tool), "exec " + (Files.exists(usual) ? usual : Path.of("/bin", tool)) + " \"$@\"");
        }
        String launcher = distribution.launcher().toString();
        assertThat(Unzipped.run(user, Map.of("PATH", tools.toString()), "/bin/bash", launcher, "list"))
                .isEqualTo(new Result(
                        1,
                        "gan: java: is not on the PATH. Install a JDK 17 or newer, or set JAVA_HOME to its folder\n"));
        assertThat(Unzipped.run(user, Map.of("JAVA_HOME", "/nowhere"), launcher, "list"))
                .isEqualTo(new Result(
                        1,
                        "gan: JAVA_HOME: /nowhere has no bin/java. Set it to the folder of a JDK 17 or newer, or unset"
                                + " it\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.8.0_402", "9", "11.0.22", "16.0.2"})
    void anOldJavaIsNamed(String version) throws Exception {
        Path jdk = jdk(version);
        assertThat(Unzipped.run(
                        user,
                        Map.of("JAVA_HOME", jdk.toString()),
                        distribution.launcher().toString(),
                        "list"))
                .isEqualTo(new Result(
                        1,
                        "gan: " + jdk.resolve("bin/java") + ": is Java " + version
                                + ", and ganlib needs 17 or newer. Set JAVA_HOME to the folder of one\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"17", "17.0.15", "21-ea", "25.0.1", "101"})
    void aNewerJavaIsUsed(String version) throws Exception {
        Result result = Unzipped.run(
                user,
                Map.of("JAVA_HOME", jdk(version).toString()),
                distribution.launcher().toString(),
                "train",
                "a b");
        assertThat(result.exitCode()).isZero();
        assertThat(result.output())
                .contains("[-cp]\n[" + distribution.home().resolve("lib")
                        + "/*]\n[org.ganlib.cli.Gan]\n[train]\n[a b]\n");
    }

    /** The folder of a fake JDK whose {@code java} prints its arguments. */
    private static Path jdk(String version) throws Exception {
        Path jdk = Files.createDirectories(folder.resolve("jdk-" + version));
        Path java = Files.createDirectories(jdk.resolve("bin")).resolve("java");
        executable(java, "printf '[%s]\\n' \"$@\"");
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
        return jdk;
    }

    private static void executable(Path file, String script) throws Exception {
        Files.writeString(file, "#!/bin/bash\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Result gan(Path where, Map<String, String> more, String... arguments) throws Exception {
        String[] command = new String[arguments.length + 1];
        command[0] = distribution.launcher().toString();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        return Unzipped.run(where, environment(more), command);
    }

    private static Map<String, String> environment(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("HOME", user.toString());
        return environment;
    }
}
