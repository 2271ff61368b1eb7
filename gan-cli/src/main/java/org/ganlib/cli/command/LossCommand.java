package org.ganlib.cli.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.ganlib.cli.option.PluginPath;
import org.ganlib.cli.shell.ExitCode;
import org.ganlib.cli.shell.Json;
import org.ganlib.config.RecordReader;
import org.ganlib.problem.ConfigurationException;
import org.ganlib.spi.CriticScores;
import org.ganlib.spi.Divergence;
import org.ganlib.spi.PlayerLoss;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gan loss NAME [key=value…] --real … --fake …}. */
@Command(
        name = "loss",
        mixinStandardHelpOptions = true,
        description = {
            "Computes both players' losses, and their gradients by score, on given raw critic scores.",
            "Each player minimises its loss, a mean over the batch; gradients are the derivatives of",
            "that mean.",
            ""
        },
        footer = {"", "Example: gan loss least-squares c=0.5 --real 1.3,2.9 --fake -0.5,4"})
public final class LossCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "NAME", description = "A divergence: gan list divergence.")
    private String name;

    @Parameters(index = "1..*", paramLabel = "key=value", description = "Its settings: gan describe NAME.")
    private List<String> settings = new ArrayList<>();

    @Option(
            names = "--real",
            required = true,
            paramLabel = "SCORES",
            description = "Raw scores of real examples, one or more finite numbers: 1.3,2.9")
    private String real;

    @Option(
            names = "--fake",
            required = true,
            paramLabel = "SCORES",
            description = "Raw scores of generated examples; the two counts may differ.")
    private String fake;

    @Option(
            names = "--json",
            description = {
                "As JSON: {critic: {value, realGradient,",
                "fakeGradient}, generator: {value, jointValue,",
                "realGradient, fakeGradient}}.",
                "generator.value is the fake side's part, all that a",
                "plain game moves; jointValue adds the real side.",
                "What overflows is the text \"Infinity\" or",
                "\"-Infinity\"."
            })
    private boolean json;

    @Override
    public Integer call() {
        Divergence divergence =
                new RecordReader(PluginPath.workspace().plugins()).readPlugin(Divergence.class, name, settings);
        List<String> problems = new ArrayList<>();
        double[] realScores = NumberList.list("--real", real, problems);
        double[] fakeScores = NumberList.list("--fake", fake, problems);
        if (!problems.isEmpty()) {
            throw new ConfigurationException("command line", problems);
        }
        CriticScores scores = new CriticScores(realScores, fakeScores);
        PlayerLoss critic = PlayerLoss.sizedFor(scores);
        divergence.criticLoss(scores, critic);
        PlayerLoss generator = PlayerLoss.sizedFor(scores);
        divergence.generatorLoss(scores, generator);

        Map<String, Object> content = new LinkedHashMap<>();
        content.put("critic", describe(critic.value(), critic, false));
        content.put("generator", describe(generator.fakeValue(), generator, true));
        if (json) {
            Json.print(spec, content);
        } else {
            print(content);
        }
        return ExitCode.OK;
    }

    private static Map<String, Object> describe(double value, PlayerLoss loss, boolean joint) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("value", value);
        if (joint) {
            content.put("jointValue", loss.value());
        }
        content.put("realGradient", loss.realGradient());
        content.put("fakeGradient", loss.fakeGradient());
        return content;
    }

    private void print(Map<String, Object> content) {
        PrintWriter out = spec.commandLine().getOut();
        content.forEach((player, loss) -> {
            out.println(player);
            ((Map<?, ?>) loss)
                    .forEach((key, value) -> out.printf(
                            "  %-14s%s%n", key, value instanceof double[] list ? Arrays.toString(list) : value));
        });
    }
}
