package org.ganlib.losses;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Stream;
import org.ganlib.plugin.Facts;
import org.ganlib.plugin.PluginName;
import org.ganlib.spi.Divergence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Users read the same formulas on the command line and in the documentation. */
final class FactsTest {
    private static final Path PAGE = Path.of("..", "docs", "divergences.md");

    static List<Class<?>> divergences() {
        return ServiceLoader.load(Divergence.class).stream()
                .<Class<?>>map(ServiceLoader.Provider::type)
                .toList();
    }

    /** A line of a table of formulas: what its columns are called, and what they say. */
    record Formulas(List<String> columns, List<String> cells) {
        String name() {
            return cells.get(0).replaceAll("^`([^`]*)`.*$", "$1");
        }
    }

    static List<Formulas> documented() throws IOException {
        List<List<String>> lines = Files.readAllLines(PAGE).stream()
                .map(line -> line.startsWith("|") ? cells(line) : List.<String>of())
                .toList();
        List<String> columns = List.of();
        Stream.Builder<Formulas> found = Stream.builder();
        for (List<String> cells : lines) {
            if (cells.isEmpty()) {
                columns = List.of();
            } else if (cells.get(0).equals("name")) {
                columns = cells;
            } else if (columns.contains("f(u)") || columns.contains("critic minimises")) {
                found.add(new Formulas(columns, cells));
            }
        }
        return found.build().filter(row -> row.cells().get(0).startsWith("`")).toList();
    }

    private static List<String> cells(String line) {
        return Stream.of(line.substring(1).split("(?<!\\\\)\\|", 0))
                .map(cell -> cell.strip().replace("\\|", "|"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("divergences")
    void everyDivergenceStatesFormulasAndItsUse(Class<?> divergence) {
        assertThat(divergence.getAnnotation(Facts.class)).isNotNull();
        assertThat(facts(divergence)).hasSizeGreaterThan(2).last().asString().startsWith("Use it");
    }

    @ParameterizedTest
    @MethodSource("documented")
    void formulasAreThoseOfTheDocumentation(Formulas row) {
        Class<?> divergence = divergences().stream()
                .filter(type -> type.getAnnotation(PluginName.class).value().equals(row.name()))
                .findFirst()
                .orElseThrow();
        for (int i = 1; i < row.columns().size(); i++) {
            String column = row.columns().get(i);
            if (!row.cells().get(i).equals("the same")) {
                assertThat(String.join("\n", facts(divergence)))
                        .contains(column
                                + (column.contains("(") ? " = " : " ")
                                + row.cells().get(i));
            }
        }
    }

    @Test
    void everyDivergenceIsDocumented() throws IOException {
        Set<String> names = new HashSet<>();
        documented().forEach(row -> names.add(row.name()));
        assertThat(divergences())
                .extracting(type -> type.getAnnotation(PluginName.class).value())
                .containsExactlyInAnyOrderElementsOf(names);
    }

    private static List<String> facts(Class<?> divergence) {
        return List.of(divergence.getAnnotation(Facts.class).value());
    }
}
