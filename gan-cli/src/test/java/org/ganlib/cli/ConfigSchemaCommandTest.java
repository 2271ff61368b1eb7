package org.ganlib.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.ganlib.config.Experiment;
import org.ganlib.plugin.SettingText;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** What the schema says of experiments, by a validator that is not ours. */
final class ConfigSchemaCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MINIMAL =
            "{dataset: mnist, model: {name: standard}, generator: mlp, critic: mlp, divergence: gan}";

    private static JsonSchema schema;

    @BeforeAll
    static void readSchema() throws IOException {
        Command command = Command.run("config", "schema");
        assertThat(command.exitCode()).as(command.err()).isZero();
        schema = JsonSchemaFactory.getInstance(VersionFlag.V7).getSchema(JSON.readTree(command.out()));
    }

    static Stream<String> experiments() throws IOException {
        return text("/experiments/index").lines().filter(name -> !name.isBlank());
    }

    @ParameterizedTest
    @MethodSource("experiments")
    void shippedExperimentsAreValid(String name) throws IOException {
        assertThat(problems(text("/experiments/" + name + ".yaml"))).isEmpty();
    }

    @Test
    void pluginsMayBeGivenByNameAlone() {
        assertThat(problems(MINIMAL)).isEmpty();
    }

    @Test
    void settingsWithoutANameBelongToTheDefaultPlugin() {
        assertThat(problems(MINIMAL.replaceFirst("}$", ", schedule: {critic-steps: 5}}")))
                .isEmpty();
        assertThat(problems(MINIMAL.replaceFirst("}$", ", schedule: {critic-stepps: 5}}")))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{model: standard, divergence: gan}",
                "{dataset: minst, model: standard, divergence: gan}",
                "{dataset: {name: mnist, subsett: embedded}, model: standard, divergence: gan}",
                "{dataset: mnist, model: standard, divergence: gan, train: {steps: many}}",
                "{dataset: mnist, model: standard, divergence: {name: gan, generator-objective: maximin}}",
                "{dataset: mnist, model: standard, divergence: gan, threads: 0}",
                "{dataset: mnist, model: standard, divergence: gan, generater: mlp}",
                "{dataset: mnist, model: {name: standard, latent: {size: 3.5}}, divergence: gan}"
            })
    void mistakesAreFound(String experiment) {
        assertThat(problems(experiment)).isNotEmpty();
    }

    @Test
    void settingsAreDescribedWithTheirDefaults() throws IOException {
        JsonNode root = JSON.readTree(Command.run("config", "schema").out());
        JsonNode adam = root.path("definitions")
                .path("optimizer.adam")
                .path("properties")
                .path("beta1");
        assertThat(adam.path("description").asText()).contains("decay of the mean of gradients");
        assertThat(adam.path("default").asDouble()).isEqualTo(0.5);
        assertThat(root.path("properties").path("threads").path("default").asText())
                .isEqualTo("auto");
    }

    /** The schema lists settings in the order in which experiments are written and read. */
    @Test
    void settingsHaveTheOrderOfTheirRecords() throws IOException {
        JsonNode root = JSON.readTree(Command.run("config", "schema").out());
        assertThat(names(root))
                .containsExactly(
                        "$schema", "title", "type", "properties", "required", "additionalProperties", "definitions");
        assertThat(names(root.path("properties")))
                .isEqualTo(Stream.of(Experiment.class.getRecordComponents())
                        .map(component -> SettingText.name(component.getName()))
                        .toList());
        assertThat(names(root.path("definitions").path("optimizer.adam").path("properties")))
                .containsExactly("name", "learning-rate", "beta1", "beta2", "epsilon", "weight-decay", "schedule");
        List<String> dataSets = names(root.path("definitions")).stream()
                .filter(name -> name.startsWith("dataset."))
                .toList();
        assertThat(dataSets).isSorted().hasSizeGreaterThan(10);
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Set<ValidationMessage> problems(String yaml) {
        Object tree =
                new Load(LoadSettings.builder().setSchema(new CoreSchema()).build()).loadFromString(yaml);
        return schema.validate(JSON.valueToTree(tree));
    }

    private static String text(String resource) throws IOException {
        try (InputStream in = ConfigSchemaCommandTest.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
