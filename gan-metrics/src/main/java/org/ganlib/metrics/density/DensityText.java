package org.ganlib.metrics.density;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.ganlib.plugin.InvalidSettingsException;
import org.ganlib.plugin.NearestNames;
import org.ganlib.problem.ConfigurationException;

/** Reads a density from text such as {@code normal:0,1} or {@code mixture:0.3,-1,0.5;0.7,2,1}. */
public final class DensityText {
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

    /** Each kind's parameters, in the order of the list shown to users. */
    private static final List<Kind> KINDS = List.of(
            new Kind("normal", List.of("mean", "std"), "normal:0,1", false, n -> new Normal(n[0], n[1])),
            new Kind(
                    "mixture",
                    List.of("weight", "mean", "std"),
                    "mixture:0.3,-1,0.5;0.7,2,1",
                    true,
                    n -> new Normal(n[1], n[2])),
            new Kind("uniform", List.of("low", "high"), "uniform:0,1", false, n -> new Uniform(n[0], n[1])),
            new Kind("laplace", List.of("location", "scale"), "laplace:0,1", false, n -> new Laplace(n[0], n[1])));

    private static final Map<String, Kind> BY_NAME =
            KINDS.stream().collect(Collectors.toUnmodifiableMap(Kind::name, Function.identity()));

    private record Kind(
            String name,
            List<String> parameters,
            String example,
            boolean repeated,
            Function<double[], KnownDensity> make) {
        String form() {
            String one = String.join(",", parameters);
            return name + ":" + one + (repeated ? ";" + one + ";…" : "");
        }

        String hint() {
            return ". Write " + form() + ", for example " + example;
        }
    }

    private final List<String> problems = new ArrayList<>();

    private DensityText() {}

    /** The forms of text that can be read, one for each kind of density. */
    public static List<String> forms() {
        return KINDS.stream().map(Kind::form).toList();
    }

    /**
     * Reads a density.
     *
     * @param source where the text came from, for messages: an option's name
     * @throws ConfigurationException if it is no density; lists everything that is wrong
     */
    public static KnownDensity parse(String source, String text) {
        DensityText reading = new DensityText();
        Optional<KnownDensity> density = reading.read(text);
        if (!reading.problems.isEmpty()) {
            throw new ConfigurationException(
                    source,
                    reading.problems.stream().map(p -> "'" + text + "': " + p).toList());
        }
        return density.orElseThrow();
    }

    private Optional<KnownDensity> read(String text) {
        int colon = text.indexOf(':');
        String name = (colon < 0 ? text : text.substring(0, colon)).strip();
        Kind kind = BY_NAME.get(name);
        if (kind == null) {
            List<String> names = KINDS.stream().map(Kind::name).toList();
            problems.add("no density '" + name + "'. Write one of "
                    + NearestNames.nearestFirst(name, names).stream()
                            .map(n -> BY_NAME.get(n).form())
                            .collect(Collectors.joining("  ")));
            return Optional.empty();
        }
        String rest = colon < 0 ? "" : text.substring(colon + 1);
        return kind.repeated() ? mixture(kind, rest) : numbers(kind, rest, "").flatMap(n -> make(kind, n, ""));
    }

    private Optional<KnownDensity> mixture(Kind kind, String text) {
        String[] parts = text.split(";", -1);
        List<Mixture.Component> components = new ArrayList<>();
        for (int i = 0; i < parts.length; i++) {
            String place = parts.length == 1 ? "" : "component " + (i + 1) + ": ";
            Optional<double[]> numbers = numbers(kind, parts[i], place);
            if (numbers.isEmpty()) {
                continue;
            }
            Optional<KnownDensity> normal = make(kind, numbers.get(), place);
            guarded(place, kind, () -> normal.map(n -> new Mixture.Component(numbers.get()[0], (Normal) n)))
                    .ifPresent(components::add);
        }
        return problems.isEmpty() ? guarded("", kind, () -> Optional.of(new Mixture(components))) : Optional.empty();
    }

    private Optional<double[]> numbers(Kind kind, String text, String place) {
        String[] items = text.split(",", -1);
        if (text.isBlank() || items.length != kind.parameters().size()) {
            problems.add(place + "needs " + kind.parameters().size() + " numbers ("
                    + String.join(", ", kind.parameters()) + "), has " + (text.isBlank() ? 0 : items.length)
                    + kind.hint());
            return Optional.empty();
        }
        double[] numbers = new double[items.length];
        boolean read = true;
        for (int i = 0; i < items.length; i++) {
            String item = items[i].strip();
            if (NUMBER.matcher(item).matches()) {
                numbers[i] = Double.parseDouble(item);
            } else {
                problems.add(place + kind.parameters().get(i) + " must be a number, was '" + item + "'" + kind.hint());
                read = false;
            }
        }
        return read ? Optional.of(numbers) : Optional.empty();
    }

    private Optional<KnownDensity> make(Kind kind, double[] numbers, String place) {
        return guarded(place, kind, () -> Optional.of(kind.make().apply(numbers)));
    }

    private <T> Optional<T> guarded(String place, Kind kind, Supplier<Optional<T>> maker) {
        try {
            return maker.get();
        } catch (InvalidSettingsException e) {
            e.violations().forEach(v -> problems.add(place + v.setting() + " " + v.message() + kind.hint()));
            return Optional.empty();
        }
    }
}
