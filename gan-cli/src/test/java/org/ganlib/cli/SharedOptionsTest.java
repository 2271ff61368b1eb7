package org.ganlib.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What several commands ask for is asked for by one name, in the same words. */
final class SharedOptionsTest {
    @ParameterizedTest
    @CsvSource({"--checkpoint, 6", "--data-dir, 10"})
    void anOptionMeansTheSameInEveryCommand(String name, int commands) {
        Set<String> texts = new HashSet<>();
        int count = 0;
        for (CommandLine command : all()) {
            OptionSpec option = command.getCommandSpec().findOption(name);
            if (option != null) {
                texts.add(text(option));
                count++;
            }
        }
        assertThat(texts).hasSize(1);
        assertThat(count).as("commands with %s", name).isGreaterThanOrEqualTo(commands);
    }

    @ParameterizedTest
    @ValueSource(strings = {"report", "export", "interpolate", "sample", "resume", "runs show"})
    void aRunIsAskedForInTheSameWords(String name) {
        CommandLine command = command(name);
        assertThat(command.getCommandSpec().positionalParameters().get(0))
                .satisfies(run -> assertThat(text(run)).isEqualTo("DIR: A run directory."))
                .satisfies(run -> assertThat(run.required()).isTrue());
        Command without = Command.run(name.split(" ", -1));
        assertThat(without.exitCode()).isEqualTo(2);
        assertThat(without.err()).contains("'DIR'");
    }

    @Test
    void everyCommandIsSeen() {
        assertThat(all()).hasSizeGreaterThan(20);
    }

    private static CommandLine command(String name) {
        CommandLine command = Gan.commandLine();
        for (String part : name.split(" ", -1)) {
            command = command.getSubcommands().get(part);
        }
        return command;
    }

    private static List<CommandLine> all() {
        List<CommandLine> all = new ArrayList<>(List.of(Gan.commandLine()));
        for (int i = 0; i < all.size(); i++) {
            all.addAll(all.get(i).getSubcommands().values());
        }
        return all;
    }

    private static String text(ArgSpec argument) {
        return argument.paramLabel() + ": " + String.join(" ", argument.description());
    }
}
