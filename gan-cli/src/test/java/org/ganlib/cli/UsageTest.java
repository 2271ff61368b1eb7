package org.ganlib.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.ganlib.run.ExperimentSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Tests the help, and the messages for a new user who does not know yet what to type. */
final class UsageTest {
    static Stream<String> commands() {
        List<CommandLine> all = new ArrayList<>(List.of(Gan.commandLine()));
        List<String> names = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            for (CommandLine command : all.get(i).getSubcommands().values()) {
                if (!command.getCommandName().equals("help")) {
                    all.add(command);
                    names.add(command.getCommandSpec().qualifiedName().substring("gan ".length()));
                }
            }
        }
        return names.stream();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "help", "--help"})
    void ganAlonePrintsItsHelp(String arguments) {
        Command command =
                Command.run(Stream.of(arguments).filter(a -> !a.isEmpty()).toArray(String[]::new));
        assertThat(command.exitCode()).isZero();
        assertThat(command.err()).isEmpty();
        assertThat(command.out()).startsWith("Usage: gan ").contains("  train ", "  completion ");
        assertThat(command.outLines()).allMatch(line -> line.length() <= 100);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void helpOfACommandIsTheSameBothWays(String name) {
        String[] words = name.split(" ", -1);
        Command asked = Command.run(
                Stream.concat(Stream.of("help"), Arrays.stream(words)).toArray(String[]::new));
        Command flag = Command.run(
                Stream.concat(Arrays.stream(words), Stream.of("--help")).toArray(String[]::new));
        assertThat(asked.exitCode()).isZero();
        assertThat(flag.exitCode()).isZero();
        assertThat(asked.out()).isEqualTo(flag.out()).startsWith("Usage: gan " + name);
        assertThat(asked.err() + flag.err()).isEmpty();
    }

    /** A longer line would be broken in the middle of an example or of an indented text. */
    @Test
    void theEndOfAHelpFitsItsWidth() {
        List<CommandLine> all = new ArrayList<>(List.of(Gan.commandLine()));
        for (int i = 0; i < all.size(); i++) {
            all.addAll(all.get(i).getSubcommands().values());
            assertThat(all.get(i).getCommandSpec().usageMessage().footer())
                    .as(all.get(i).getCommandSpec().qualifiedName())
                    .allMatch(line -> !line.startsWith(" ") || line.length() < 80);
        }
    }

    @Test
    void theListOfReproductionsFitsAPage() {
        assertThat(Command.run("reproduce").outLines())
                .hasSizeGreaterThan(3)
                .allMatch(line -> line.codePointCount(0, line.length()) <= 100);
    }

    /** The list of commands shows the first sentence of each command's help. */
    @Test
    void theListOfCommandsHasWholeSentences() {
        for (CommandLine command : Gan.commandLine().getSubcommands().values()) {
            String[] description = command.getCommandSpec().usageMessage().description();
            assertThat(description[0]).as(command.getCommandName()).endsWith(".");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "trian; gan: no command 'trian'. Did you mean 'gan train'?",
                "evalaute run; gan: no command 'evalaute'. Did you mean 'gan evaluate'?",
                "runs lst; gan runs: no command 'lst'. Did you mean 'gan runs list'?",
                "help trian; gan: no command 'trian'. Did you mean 'gan train'?",
                "help runs lst; gan runs: no command 'lst'. Did you mean 'gan runs list'?",
                "config shema; gan config: no command 'shema'. Did you mean 'gan config schema'?",
                "train mnist --sed 3; Unknown option '--sed'. Did you mean --seed or --seeds?",
                "train mnist --steps 3;"
                        + " Unknown option '--steps'. A setting is written without dashes: train.steps=VALUE.",
                "train mnist --ema-rule=constant;"
                        + " Unknown option '--ema-rule'. A setting is written without dashes: train.ema-rule=VALUE.",
                "train mnist --device=cpu;"
                        + " Unknown option '--device'. A setting is written without dashes: device=VALUE.",
                "train mnist --threads 1;"
                        + " Unknown option '--threads'. A setting is written without dashes: threads=VALUE.",
                "train --with torch mnist;"
                        + " Unknown option '--with'. It comes before the command: gan --with NAME train …",
                "runs list --with=torch;"
                        + " Unknown option '--with'. It comes before the command: gan --with NAME runs list …",
                "sample run --cuont 3; Unknown option '--cuont'. Did you mean --count?",
                "list --yaml; Unknown option '--yaml'. Options: --json, --help, --version, --debug",
                "sample; Missing required parameter: 'DIR' (A run directory)",
                "sample run; Missing required option: '--out=FILE' (A file ending in .npy or .png, or a folder)",
                "sample run --out; Missing required parameter for option '--out'"
                        + " (A file ending in .npy or .png, or a folder)",
                "probe run --labels x; --labels: must be a whole number, was 'x'",
                "finetune run --labels 20 --learning-rate fast; --learning-rate: must be a number, was 'fast'",
                "reproduce theory --scale big; --scale: must be one of smoke, reduced, paper, was 'big'",
                "doctor --device gpu; --device: must be auto, cpu, cuda, cuda:N or mps, was 'gpu'",
                "config schema x; gan config schema: unexpected argument 'x'",
                "help completion x; gan completion: has no command 'x', nor any other",
                "config; Say what to do: new or schema.",
                "runs; Say what to do: list, show, compare or index.",
                "completion fish; SHELL: must be bash or zsh, was 'fish'.",
                "evaluate run frechet; one run directory at a time, were 2."
                        + " A metric is named as --metric ID, its setting as ID.key=value",
                "evaluate run --json --details; --details: --json has every number and hash. Leave it out"
            })
    void oneLineSaysWhatIsWrongAndWhatWasMeant(String arguments, String message) {
        Command command = Command.run(arguments.split(" ", -1));
        assertThat(command.exitCode()).isEqualTo(2);
        assertThat(command.out()).isEmpty();
        List<String> lines = command.err().lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).isEqualTo(message);
        assertThat(lines.get(1)).startsWith("See 'gan ").endsWith("--help'.");
    }

    @Test
    void aWordThatIsNearNothingGetsTheListOfCommands() {
        Command command = Command.run("photosynthesis");
        assertThat(command.exitCode()).isEqualTo(2);
        assertThat(command.err()).startsWith("gan: no command 'photosynthesis'. Commands: train, resume, ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "train.steps=5", "--dry-run"})
    void trainWithoutANameListsExperiments(String argument) {
        Command command = Command.run(
                Stream.of("train", argument).filter(a -> !a.isEmpty()).toArray(String[]::new));
        assertThat(command.exitCode()).isEqualTo(2);
        assertThat(command.out()).isEmpty();
        List<String> lines = command.err().lines().toList();
        assertThat(lines.get(0)).isEqualTo("Which experiment? Built in are:");
        for (String name : ExperimentSource.builtIn()) {
            assertThat(lines)
                    .anyMatch(line -> line.startsWith("  " + name + " ")
                            && line.endsWith(ExperimentSource.find(name).summary()));
        }
        assertThat(command.err()).contains("For example: gan train mnist.");
    }

    @Test
    void everyBuiltInExperimentStartsWithAShortSentence() {
        for (String name : ExperimentSource.builtIn()) {
            assertThat(ExperimentSource.find(name).summary())
                    .as("the first comment of experiments/" + name + ".yaml")
                    .hasSizeBetween(20, 78)
                    .matches(".*[.?]");
        }
    }

    /** On Windows the launcher passes on what it has read itself. */
    @Test
    void optionsThatTheLauncherHasReadAreLeftOut() {
        assertThat(Gan.afterWith(arguments("--with torch --with=more train mnist train.steps=3 --with x")))
                .containsExactly("train", "mnist", "train.steps=3", "--with", "x");
        assertThat(Gan.afterWith(arguments("--with"))).containsExactly("--with");
        assertThat(Gan.afterWith(new String[0])).isEmpty();
    }

    private static String[] arguments(String line) {
        return line.split(" ");
    }
}
