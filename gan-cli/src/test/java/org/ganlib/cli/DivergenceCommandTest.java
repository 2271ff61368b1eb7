package org.ganlib.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DivergenceCommandTest {
    private static final double PRECISION = 1e-6;

    @ParameterizedTest
    @CsvSource({
        "total-variation, 0.229821",
        "kl, 0.164731",
        "reverse-kl, 0.262636",
        "pearson, 0.274353",
        "neyman, 3.412836",
        "squared-hellinger, 0.098439",
        "jeffrey, 0.427367",
        "jensen-shannon, 0.092824",
        "weighted-jensen-shannon, 0.046412",
        "weighted-jensen-shannon pi=0.3, 0.036794",
        "gan, -1.293470",
        "alpha alpha=-1, 1.706418",
        "alpha alpha=0.5, 0.196878",
        "alpha alpha=1.5, 0.147077",
        "alpha alpha=2, 0.137177",
        "wasserstein, 0.605094",
        "least-squares, 0.170588",
        "least-squares a=-1 b=1 c=0, 0.170588",
    })
    void knownAnswers(String divergence, double expected) throws JsonProcessingException {
        List<String> arguments = new ArrayList<>(List.of("divergence"));
        arguments.addAll(List.of(divergence.split(" ")));
        arguments.addAll(List.of("--p", "normal:0,1", "--q", "normal:0.6,1.3", "--json"));
        Command command = Command.run(arguments.toArray(String[]::new));
        assertThat(command.exitCode()).isZero();
        JsonNode json = new ObjectMapper().readTree(command.out());
        assertThat(json.at("/name").asText()).isEqualTo(arguments.get(1));
        assertThat(json.at("/value").asDouble()).isCloseTo(expected, within(PRECISION));
        assertThat(json.at("/bound").asDouble()).isCloseTo(expected, within(PRECISION));
    }

    @Test
    void infiniteDivergence() throws JsonProcessingException {
        Command command = Command.run("divergence", "pearson", "--p", "normal:0,2", "--q", "normal:0,1", "--json");
        assertThat(new ObjectMapper().readTree(command.out()).at("/value").asText())
                .isEqualTo("Infinity");
        assertThat(command.exitCode()).isZero();
    }

    @Test
    void text() {
        Command command = Command.run("divergence", "wasserstein", "--p", "uniform:0,1", "--q=uniform:-2,-1");
        assertThat(command.outLines()).hasSize(3).startsWith("name   wasserstein");
        assertThat(command.outLines().get(1)).startsWith("value  2.0");
    }

    @Test
    void everyWrongDensityIsTold() {
        Command command = Command.run("divergence", "kl", "--p", "normal:0", "--q", "cauchy:0,1");
        assertThat(command.exitCode()).isEqualTo(2);
        assertThat(command.err())
                .contains("command line: 2 problems")
                .contains("--p: 'normal:0': needs 2 numbers (mean, std), has 1")
                .contains("--q: 'cauchy:0,1': no density 'cauchy'");
    }
}
