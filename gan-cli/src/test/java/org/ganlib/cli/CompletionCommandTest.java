package org.ganlib.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests the scripts of {@code gan completion} in real shells. For bash they set the variables that
 * it sets to complete a word. For zsh they replace the builtin {@code compadd}; they are skipped
 * where zsh is not installed (Debian: zsh).
 */
final class CompletionCommandTest {
    @TempDir
    private static Path folder;

    /** Lines as they are typed, and the candidates for the last word; {@code _} means a space. */
    static Stream<Arguments> typed() {
        return Stream.of(
                Arguments.of("gan tr", "train_"),
                Arguments.of("gan runs sh", "show_"),
                Arguments.of("gan --debug tr", "train_"),
                Arguments.of("gan train mn", "mnist_ mnist-mlp_"),
                Arguments.of("gan --wi", "--with_"),
                Arguments.of("gan --with tor", "torch_ torch-cuda_"),
                Arguments.of("gan --with=torch-", "--with=torch-cuda_"),
                Arguments.of("gan --with torch tr", "train_"),
                Arguments.of("gan --with torch train mnist devi", "device="),
                Arguments.of("gan train mnist --wi", ""),
                Arguments.of(
                        "gan train mnist device=", "device=auto_ device=cpu_ device=cuda_ device=cuda:0_ device=mps_"),
                Arguments.of("gan train mnist device=cuda:", "device=cuda:0_"),
                Arguments.of("gan train mnist precision=", "precision=bf16_ precision=float32_ precision=tf32_"),
                Arguments.of("gan train mnist engine=to", "engine=torch_"),
                Arguments.of("gan doctor --device c", "cpu_ cuda_ cuda:0_"),
                Arguments.of("gan train --quiet gri", "grid-25_"),
                Arguments.of("gan train --out x ring", "ring-8_"),
                Arguments.of("gan train my", "my.yaml_"),
                Arguments.of("gan train mnist tr", "train."),
                Arguments.of("gan train mnist train.st", "train.steps="),
                Arguments.of("gan train mnist optimizer.gen", "optimizer.generator= optimizer.generator."),
                Arguments.of("gan train mnist optimizer.critic.schedule.ga", "optimizer.critic.schedule.gamma="),
                Arguments.of("gan train mnist train.steps=5 train.log", "train.log-every="),
                Arguments.of("gan train mnist divergence=reverse", "divergence=reverse-kl_"),
                Arguments.of("gan train mnist generator.activation=le", "generator.activation=leaky-relu_"),
                Arguments.of("gan train mnist --dr", "--dry-run_"),
                Arguments.of("gan train mnist --out ru", "run/ runs/"),
                Arguments.of("gan train mnist --out=ru", "--out=run/ --out=runs/"),
                Arguments.of("gan train mnist --jobs ", ""),
                Arguments.of("gan evaluate ru", "run_ runs/"),
                Arguments.of("gan evaluate runs/", "runs/first_ runs/other/"),
                Arguments.of("gan evaluate run --metric fre", "frechet_"),
                Arguments.of("gan evaluate run --metric frechet,cov", "frechet,coverage_"),
                Arguments.of("gan evaluate run --extractor p", "pca_ pixels_"),
                Arguments.of("gan evaluate run coverage.", "coverage.extractor= coverage.extractor. coverage.k="),
                Arguments.of("gan evaluate --real fashion", "fashion-mnist_"),
                Arguments.of("gan runs show run", "run_ runs/"),
                Arguments.of("gan runs compare run runs/f", "runs/first_"),
                Arguments.of("gan resume run train.mi", "train.minutes="),
                Arguments.of("gan describe wgan", "wgan-64_ wgan-gp-mnist_ wgan-mnist_"),
                Arguments.of("gan list ex", "experiment_ extractor_"),
                Arguments.of("gan data fetch cifar", "cifar-10_ cifar-100_"),
                Arguments.of("gan reproduce th", "theory_"),
                Arguments.of("gan reproduce --scale sm", "smoke_"),
                Arguments.of("gan plugin new mine --kind met", "metric_"),
                Arguments.of("gan config new --model big", "bigan_"),
                Arguments.of("gan config new my", "my.yaml_"),
                Arguments.of("gan probe run --network e", "encoder_"),
                Arguments.of("gan completion z", "zsh_"),
                Arguments.of("gan help ev", "evaluate_"),
                Arguments.of("gan sample run --out pic", "picture.png_"));
    }

    @BeforeAll
    static void lay() throws IOException {
        for (String run : List.of("run", "runs/first")) {
            Files.createDirectories(folder.resolve(run));
            Files.writeString(folder.resolve(run).resolve("status.json"), "{}");
        }
        Files.createDirectories(folder.resolve("runs/other"));
        Files.writeString(folder.resolve("my.yaml"), "seed: 1\n");
        Files.writeString(folder.resolve("picture.png"), "");
        for (String shell : List.of("bash", "zsh")) {
            Command command = Command.run("completion", shell);
            assertThat(command.exitCode()).isZero();
            assertThat(command.err()).isEmpty();
            Files.writeString(folder.resolve("completion." + shell), command.out());
        }
    }

    @ParameterizedTest
    @MethodSource("typed")
    void bashCompletes(String typed, String candidates) throws IOException, InterruptedException {
        requireShell("bash");
        assertThat(bash(typed)).isEqualTo(expectedOfBash(typed, candidates));
    }

    @ParameterizedTest
    @MethodSource("typed")
    void zshCompletes(String typed, String candidates) throws IOException, InterruptedException {
        requireShell("zsh");
        List<String> words = words(typed);
        String script = """
                compdef() { : }
                . ./completion.zsh
                compadd() {
                  local name=${argv[-1]} end=' ' word
                  [[ $1 = -S ]] && end=
                  for word in ${(P)name}; do print -r -- $word$end; done
                }
                words=("$@"); CURRENT=$#
                _gan
                """;
        List<String> command = new ArrayList<>(List.of("zsh", "-f", "-c", script, "zsh"));
        command.addAll(words);
        assertThat(run(command)).containsExactlyInAnyOrderElementsOf(candidates(candidates));
    }

    @Test
    void noCandidateBreaksTheShell() throws IOException, InterruptedException {
        requireShell("bash");
        assertThat(bash("gan photosynthesis ")).isEmpty();
        assertThat(bash("gan train mnist 'unfinished")).isEmpty();
        assertThat(bash("gan train nothing-of-that-name*")).isEmpty();
    }

    /**
     * Completion has to feel immediate, so the script starts no program. This test gives it a PATH
     * without programs.
     */
    @Test
    void theScriptStartsNoProgram() throws IOException, InterruptedException {
        requireShell("bash");
        assertThat(run(List.of(
                        shell("bash"),
                        "--norc",
                        "-c",
                        "PATH=/nowhere; . ./completion.bash; COMP_WORDS=(gan train mnist train.st); COMP_CWORD=3;"
                                + " _gan; printf '%s\\n' \"${COMPREPLY[@]}\"")))
                .containsExactly("train.steps=");
    }

    private static List<String> bash(String typed) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>();
        for (String word : words(typed)) {
            words.addAll(Arrays.asList(word.split("(?<=[=:])|(?=[=:])", -1)));
        }
        List<String> command = new ArrayList<>(List.of(
                shell("bash"),
                "--norc",
                "-c",
                ". ./completion.bash; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1));"
                        + " [ \"$(complete -p gan)\" = 'complete -o nospace -F _gan gan' ] || exit 3;"
                        + " _gan gan \"${COMP_WORDS[COMP_CWORD]}\"; printf '%s\\n' \"${COMPREPLY[@]}\"",
                "bash"));
        command.addAll(words);
        return run(command).stream().filter(line -> !line.isEmpty()).toList();
    }

    /** Bash replaces only the text after the last equals sign or colon. */
    private static List<String> expectedOfBash(String typed, String candidates) {
        String last = words(typed).get(words(typed).size() - 1);
        String kept = last.substring(0, Math.max(last.lastIndexOf('='), last.lastIndexOf(':')) + 1);
        return candidates(candidates).stream()
                .map(c -> c.substring(kept.length()))
                .toList();
    }

    private static List<String> words(String typed) {
        return Arrays.asList(typed.split(" ", -1));
    }

    private static List<String> candidates(String text) {
        return Stream.of(text.split(" ", -1))
                .filter(word -> !word.isEmpty())
                .map(word -> word.replaceFirst("_$", " "))
                .toList();
    }

    private static List<String> run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output.lines().collect(Collectors.toList());
    }

    private static void requireShell(String name) {
        assumeTrue(
                Stream.of("/bin", "/usr/bin", "/usr/local/bin").anyMatch(bin -> Files.isExecutable(Path.of(bin, name))),
                name + " is not installed, so that its script is not tried");
    }

    private static String shell(String name) {
        return Stream.of("/bin", "/usr/bin", "/usr/local/bin")
                .map(bin -> Path.of(bin, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow()
                .toString();
    }
}
