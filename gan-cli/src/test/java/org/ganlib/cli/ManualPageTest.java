package org.ganlib.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The manual page says what the help says. */
final class ManualPageTest {
    @Test
    void holdsEveryCommandAndEveryOption() {
        String page = page();
        Deque<CommandLine> left =
                new ArrayDeque<>(Gan.commandLine().getSubcommands().values());
        int options = 0;
        while (!left.isEmpty()) {
            CommandLine command = left.pop();
            if (command.getCommandSpec().usageMessage().hidden()
                    || command.getCommandSpec().helpCommand()) {
                continue;
            }
            left.addAll(command.getSubcommands().values());
            String heading = ".SS " + command.getCommandSpec().qualifiedName() + "\n";
            assertThat(page).contains(heading);
            int start = page.indexOf(heading);
            int end = page.indexOf("\n.S", start);
            String section = page.substring(start, end);
            for (OptionSpec option : command.getCommandSpec().options()) {
                if (!option.hidden()) {
                    assertThat(section).contains(option.longestName().replace("-", "\\-"));
                    options++;
                }
            }
        }
        assertThat(options).isGreaterThan(100);
    }

    @Test
    void endsWithVariablesAndExitCodes() {
        assertThat(page())
                .contains(
                        ".SH ENVIRONMENT\n",
                        ".B GAN_PLUGINS\n",
                        ".B GAN_LIBRARIES_DIR\n",
                        ".SH EXIT STATUS\nExit codes: 0 ok");
    }

    /** A line begins with a dot only if it is one of the roff requests that the page uses. */
    @Test
    void isPlainAscii() {
        assertThat(page()).matches("(?s)[\\x20-\\x7e\\n]*").doesNotContain("\n'", "\n.\n");
        assertThat(page().lines().filter(line -> line.startsWith(".")))
                .allMatch(line -> line.matches("\\.(TH|SH|SS|TP|PP|B|nf|fi)( .*)?"));
    }

    private static String page() {
        Command manual = Command.run("manual");
        assertThat(manual.exitCode()).as(manual.err()).isZero();
        return manual.out();
    }
}
