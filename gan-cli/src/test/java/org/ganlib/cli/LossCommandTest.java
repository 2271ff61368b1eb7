package org.ganlib.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LossCommandTest {
    private static final double PRECISION = 1e-9;

    /**
     * By hand: critic ½[(0² + 1²)/2] + ½[(0² + 1²)/2]; the fakes' distances to 1 are −1 and −2, the
     * reals' to 0 are 1 and 2.
     */
    @Test
    void leastSquaresByHand() throws JsonProcessingException {
        JsonNode loss = json("loss", "least-squares", "--real", "1,2", "--fake", "0,-1", "--json");
        assertThat(loss.at("/critic/value").asDouble()).isCloseTo(0.5, within(PRECISION));
        assertNumbers(loss.at("/critic/realGradient"), 0, 0.5);
        assertNumbers(loss.at("/critic/fakeGradient"), 0, -0.5);
        assertThat(loss.at("/generator/value").asDouble()).isCloseTo(1.25, within(PRECISION));
        assertThat(loss.at("/generator/jointValue").asDouble()).isCloseTo(2.5, within(PRECISION));
        assertNumbers(loss.at("/generator/realGradient"), 0.5, 1);
        assertNumbers(loss.at("/generator/fakeGradient"), -0.5, -1);
    }

    /** Each name by its formula at the real score 0 and the fake score 0. */
    @ParameterizedTest
    @CsvSource({
        "gan, 1.3862943611198906, 0.6931471805599453",
        "wasserstein, 0, 0",
        "least-squares, 0.5, 0.5",
        "kl, 0.36787944117144233, 0",
        "reverse-kl, 0, 1",
        "pearson, 0, 0",
        "neyman, 0, 0",
        "squared-hellinger, 0, 0",
        "jeffrey, 0, 0",
        "total-variation, 0, 0",
        "jensen-shannon, 0, 0",
        "weighted-jensen-shannon, 0.14384103622589045, 0.34657359027997264",
    })
    void everyNameAtScoreZero(String name, double critic, double generator) throws JsonProcessingException {
        JsonNode loss = json("loss", name, "--real", "0", "--fake", "0", "--json");
        assertThat(loss.at("/critic/value").asDouble()).isCloseTo(critic, within(PRECISION));
        assertThat(loss.at("/generator/value").asDouble()).isCloseTo(generator, within(PRECISION));
    }

    @Test
    void settingsReachTheDivergence() throws JsonProcessingException {
        JsonNode loss = json("loss", "least-squares", "a=-1", "b=1", "c=0", "--real=0", "--fake=-3", "--json");
        assertThat(loss.at("/critic/value").asDouble()).isCloseTo(2.5, within(PRECISION));
        assertThat(loss.at("/generator/value").asDouble()).isCloseTo(4.5, within(PRECISION));
    }

    @Test
    void negativeScoresMayFollowTheOption() throws JsonProcessingException {
        JsonNode apart = json("loss", "gan", "--real", "-1.3,2.9", "--fake", "-0.5,4", "--json");
        assertThat(apart).isEqualTo(json("loss", "gan", "--real=-1.3, 2.9", "--fake=-.5,4.0e0", "--json"));
        assertThat(apart.at("/critic/fakeGradient")).hasSize(2);
    }

    @Test
    void overflowIsValidJson() throws JsonProcessingException {
        JsonNode loss = json("loss", "kl", "--real", "0", "--fake", "1e4", "--json");
        assertThat(loss.at("/critic/value").asText()).isEqualTo("Infinity");
    }

    @Test
    void textNamesBothPlayers() {
        Command command = Command.run("loss", "wasserstein", "--real", "1", "--fake", "2,4");
        assertThat(command.exitCode()).isZero();
        assertThat(command.outLines())
                .startsWith("critic", "  value         2.0", "  realGradient  [-1.0]", "  fakeGradient  [0.5, 0.5]")
                .contains("generator", "  value         -3.0", "  jointValue    -2.0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "\"\"|--real: needs at least one number, was empty",
                "1,,2|--real: item 2 is empty",
                "1,2,|--real: item 3 is empty",
                "1,NaN|--real: item 2 must be a finite number, was 'NaN'",
                "-Infinity|--real: item 1 must be a finite number, was '-Infinity'",
                "1,2,x|--real: item 3 must be a finite number, was 'x'",
                "0x1p3|--real: item 1 must be a finite number, was '0x1p3'",
                "1,-1e999|--real: item 2 must be a finite number, but '-1e999' is beyond 1.8e308",
            })
    void unusableScores(String real, String message) {
        Command command = Command.run("loss", "gan", "--real", real, "--fake", "1");
        assertThat(command.exitCode()).isEqualTo(2);
        assertThat(command.err()).startsWith("command line: " + message);
        assertThat(command.err().strip().lines()).hasSize(1);
        assertThat(command.out()).isEmpty();
    }

    @Test
    void bothSidesAreToldAtOnce() {
        Command command = Command.run("loss", "gan", "--real", "a", "--fake", "");
        assertThat(command.err()).contains("2 problems", "--real: item 1", "--fake: needs at least one number");
    }

    @Test
    void unknownNameAndSetting() {
        assertThat(Command.run("loss", "pearsn", "--real", "1", "--fake", "1"))
                .satisfies(c -> assertThat(c.exitCode()).isEqualTo(2))
                .satisfies(c -> assertThat(c.err()).contains("no divergence 'pearsn'. Available: pearson"));
        assertThat(Command.run("loss", "alpha", "alpha=1", "--real", "1", "--fake", "1"))
                .satisfies(c -> assertThat(c.exitCode()).isEqualTo(2))
                .satisfies(c -> assertThat(c.err()).contains("alpha: must not be 0 or 1, was 1. Use 'kl' for α→1"));
    }

    private static JsonNode json(String... arguments) throws JsonProcessingException {
        Command command = Command.run(arguments);
        assertThat(command.err()).isEmpty();
        assertThat(command.exitCode()).isZero();
        return new ObjectMapper().readTree(command.out());
    }

    private static void assertNumbers(JsonNode list, double... expected) {
        assertThat(list).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(list.get(i).asDouble()).isCloseTo(expected[i], within(PRECISION));
        }
    }
}
