package org.ganlib.cli.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.ganlib.cli.option.PluginPath;
import org.ganlib.cli.reproduce.ExactValue;
import org.ganlib.cli.shell.ExitCode;
import org.ganlib.cli.shell.Json;
import org.ganlib.config.RecordReader;
import org.ganlib.metrics.density.DensityText;
import org.ganlib.metrics.density.KnownDensity;
import org.ganlib.problem.ConfigurationException;
import org.ganlib.spi.Divergence;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gan divergence NAME [key=value…] --p DENSITY --q DENSITY}. */
@Command(
        name = "divergence",
        mixinStandardHelpOptions = true,
        description = {
            "Integrates a divergence of two one-dimensional densities, to a relative error of 1e-6.",
            "DENSITY is one of",
            "  normal:MEAN,STD           laplace:LOCATION,SCALE           uniform:LOW,HIGH",
            "  mixture:WEIGHT,MEAN,STD;WEIGHT,MEAN,STD;...        whose weights sum to 1",
            "",
            "value is the divergence:",
            "  f-divergences   the integral of q f(p/q)",
            "  wasserstein     W1, the area between the distribution functions",
            "  least-squares   the integral of (p-q)^2/(p+q), whatever the labels: the",
            "                  Pearson divergence of 2q from p+q. For a=-1 b=1 c=0 it is",
            "                  twice the generator's joint loss at the optimal critic",
            "bound is what the optimal critic makes of the variational form, integrated by",
            "itself. It equals the value.",
            "Infinity is decided from tails, supports and the growth of f. What exceeds the",
            "largest double (1.8e308) counts as infinite too.",
            ""
        },
        footer = {"", "Example: gan divergence alpha alpha=1.5 --p normal:0,1 --q normal:0.6,1.3"})
public final class DivergenceCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "NAME", description = "A divergence: gan list divergence.")
    private String name;

    @Parameters(index = "1..*", paramLabel = "key=value", description = "Its settings: gan describe NAME.")
    private List<String> settings = new ArrayList<>();

    @Option(names = "--p", required = true, paramLabel = "DENSITY", description = "The data.")
    private String p;

    @Option(names = "--q", required = true, paramLabel = "DENSITY", description = "The model.")
    private String q;

    @Option(
            names = "--json",
            description = "As JSON: {name, value, bound}. An infinite value is the text \"Infinity\".")
    private boolean json;

    @Override
    public Integer call() {
        Divergence divergence =
                new RecordReader(PluginPath.workspace().plugins()).readPlugin(Divergence.class, name, settings);
        List<String> problems = new ArrayList<>();
        KnownDensity data = density("--p", p, problems);
        KnownDensity model = density("--q", q, problems);
        if (!problems.isEmpty()) {
            throw new ConfigurationException("command line", problems);
        }
        ExactValue exact = ExactValue.of(divergence, data, model)
                .orElseThrow(() -> new ConfigurationException(
                        "command line",
                        List.of("'" + name + "' is no f-divergence, wasserstein or least-squares: it has no form as an"
                                + " integral of two densities that is known here. 'gan loss " + name
                                + "' computes its losses on scores")));
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("name", name);
        content.put("value", exact.value());
        content.put("bound", exact.bound());
        if (json) {
            Json.print(spec, content);
        } else {
            PrintWriter out = spec.commandLine().getOut();
            content.forEach((key, value) -> out.printf("%-7s%s%n", key, value));
        }
        return ExitCode.OK;
    }

    private static KnownDensity density(String option, String text, List<String> problems) {
        try {
            return DensityText.parse(option, text);
        } catch (ConfigurationException e) {
            e.problems().forEach(problem -> problems.add(option + ": " + problem));
            return null;
        }
    }
}
