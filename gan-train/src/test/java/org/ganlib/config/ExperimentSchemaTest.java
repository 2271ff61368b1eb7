package org.ganlib.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ganlib.plugin.PluginDescriptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExperimentSchemaTest {
    private final Map<String, Object> whole = ExperimentSchema.of(Fixtures.CATALOG);

    @Test
    void theRootIsAnExperiment() {
        assertThat(whole)
                .containsEntry("$schema", "http://json-schema.org/draft-07/schema#")
                .containsEntry("title", "ganlib experiment")
                .containsEntry("type", "object")
                .containsEntry("additionalProperties", false);
        assertThat(at("properties").keySet()).contains("seed", "dataset", "model", "train", "metrics", "listeners");
        assertThat(whole.get("required"))
                .asInstanceOf(LIST)
                .contains("dataset")
                .doesNotContain("seed", "train", "metrics");
    }

    @Test
    void everyPluginHasADefinition() {
        Map<String, Object> expected = new LinkedHashMap<>();
        for (Class<?> kind : Fixtures.CATALOG.kinds()) {
            for (PluginDescriptor<?> plugin : Fixtures.CATALOG.all(kind)) {
                expected.put(plugin.kindName() + "." + plugin.name(), plugin.summary());
            }
        }
        assertThat(at("definitions").keySet()).isEqualTo(expected.keySet());
        expected.forEach((key, summary) -> {
            assertThat(at("definitions", key)).containsEntry("description", summary);
            assertThat(at("definitions", key, "properties", "name"))
                    .isEqualTo(Map.of("const", key.substring(key.indexOf('.') + 1)));
            assertThat(at("definitions", key)).doesNotContainKey("required");
        });
    }

    @ParameterizedTest
    @CsvSource({"steps, integer, 1000", "batch, integer, 64", "ema, number, 0", "best, string, ''"})
    void settingsHaveTheirTypeAndDefault(String setting, String type, String fallback) {
        Map<String, Object> schema = at("properties", "train", "properties", setting);
        assertThat(schema).containsEntry("type", type).containsKey("description");
        assertThat(schema.get("default").toString().replaceFirst("\\.0$", "")).isEqualTo(fallback);
    }

    @Test
    void sectionsAreObjectsOfTheirSettingsWithoutADefaultOfTheirOwn() {
        assertThat(at("properties", "train"))
                .containsEntry("type", "object")
                .containsEntry("additionalProperties", false)
                .doesNotContainKeys("default", "required");
    }

    @Test
    void autoIsAWordOrAPositiveInteger() {
        assertThat(at("properties", "threads"))
                .containsEntry("anyOf", List.of(Map.of("const", "auto"), Map.of("type", "integer", "minimum", 1)))
                .containsEntry("default", "auto");
    }

    @Test
    void choicesAreTheirWords() {
        assertThat(at("properties", "precision")).containsKeys("enum", "default");
        assertThat(at("properties", "precision").get("enum"))
                .asInstanceOf(LIST)
                .contains(at("properties", "precision").get("default"), "bf16");
    }

    @Test
    void listsSayWhatTheyHold() {
        assertThat(at("properties", "metrics")).containsEntry("type", "array").containsEntry("default", List.of());
        assertThat(at("properties", "metrics", "items")).containsKeys("if", "then", "else");
    }

    @Test
    void aPluginIsItsNameOrASectionThatFollowsFromIt() {
        Map<String, Object> choice = at("definitions", "optimizer.adam", "properties", "schedule");
        List<String> names = List.of("constant", "cosine", "exponential", "inverse-time", "linear", "step");
        assertThat(choice)
                .containsEntry("if", Map.of("type", "string"))
                .containsEntry("then", Map.of("enum", names))
                .containsKey("default");
        Map<String, Object> section = at("definitions", "optimizer.adam", "properties", "schedule", "else");
        assertThat(section)
                .as("a name may be left out where there is a default")
                .doesNotContainKey("required")
                .containsEntry("type", "object")
                .containsEntry("properties", Map.of("name", Map.of("enum", names)));
        Map<String, Object> named = Map.of(
                "if",
                Map.of("properties", Map.of("name", Map.of("const", "step")), "required", List.of("name")),
                "then",
                Map.of("$ref", "#/definitions/learning-rate.step"));
        Map<String, Object> nameless = Map.of(
                "if",
                Map.of("not", Map.of("required", List.of("name"))),
                "then",
                Map.of("$ref", "#/definitions/learning-rate.constant"));
        assertThat(section.get("allOf"))
                .asInstanceOf(LIST)
                .hasSize(names.size() + 1)
                .contains(named, nameless);
    }

    @Test
    void aPluginWithoutADefaultNeedsAName() {
        assertThat(at("properties", "dataset", "else")).containsEntry("required", List.of("name"));
        assertThat(at("properties", "dataset")).doesNotContainKey("default");
    }

    @Test
    void aDefaultPluginIsWrittenOutWithItsSettings() {
        assertThat(at("definitions", "optimizer.adam", "properties", "schedule").get("default"))
                .isEqualTo(Map.of("name", "constant"));
    }

    @SuppressWarnings("unchecked") // maps of a schema have texts for keys
    private Map<String, Object> at(String... path) {
        Map<String, Object> schema = whole;
        for (String key : path) {
            assertThat(schema).containsKey(key);
            schema = (Map<String, Object>) schema.get(key);
        }
        return schema;
    }
}
