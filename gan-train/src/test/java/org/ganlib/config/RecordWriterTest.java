package org.ganlib.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.ganlib.fake.Fakes;
import org.ganlib.plugin.InvalidSettingsException;
import org.ganlib.plugin.PluginDescriptor;
import org.ganlib.plugin.Records;
import org.ganlib.plugin.SettingType;
import org.ganlib.spi.CriticConstraint;
import org.ganlib.spi.DatasetSource;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordWriterTest {
    private static final long SEED = 20_261_122;

    @Test
    void theResolvedConfigurationSaysEverything() {
        assertThat(RecordWriter.toYaml(
                        Fixtures.read("minimal.yaml", "train.steps=10000000", "metrics=[parzen, modes]")))
                .isEqualTo("""
                        seed: 1
                        device: auto
                        engine: auto
                        precision: float32
                        threads: auto
                        dataset: {name: gaussian-ring, modes: 8, std: 0.02}
                        model:
                          name: standard
                          latent: {size: 100, prior: normal}
                        networks: []
                        divergence: {name: gan, generator-objective: non-saturating}
                        constraint: {name: none}
                        optimizer:
                          generator:
                            name: adam
                            learning-rate: 2e-4
                            beta1: 0.5
                            beta2: 0.999
                            epsilon: 1e-8
                            weight-decay: 0
                            schedule: {name: constant}
                          critic:
                            name: adam
                            learning-rate: 2e-4
                            beta1: 0.5
                            beta2: 0.999
                            epsilon: 1e-8
                            weight-decay: 0
                            schedule: {name: constant}
                        schedule: {name: regular, critic-steps: 1, update: alternating, reuse-latents: true, warm-up-critic-steps: 100, warm-up-steps: 0,
                          warm-up-every: 0}
                        train:
                          steps: 10000000
                          batch: 64
                          sample-every: 500
                          checkpoint-every: 1000
                          log-every: 10
                          samples: 64
                          ema: 0
                          ema-rule: warm-up
                          keep-last: 0
                          minutes: 0
                          clip-norm: 0
                          accumulate: 1
                          evaluate-every: 0
                          best: ''
                          patience: 0
                          instance-noise: {sigma: 0, until-step: 0}
                          augmentation: {translation: 0, cutout: 0, brightness: 0, saturation: 0, contrast: 0, probability: 1, target: 0, adapt-over: 500000}
                          initial-from: ''
                        metrics:
                        - {name: parzen, sigma: 0.2, samples: 10000}
                        - {name: modes}
                        listeners:
                        - {name: tensorboard, histograms-every: 500}
                        - {name: health, stop: false, symptoms: []}
                        """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"minimal.yaml", "ring.yaml"})
    void aWrittenExperimentReadsBackEqual(String fixture) {
        Experiment experiment =
                Fixtures.read(fixture, "threads=3", "encoder.hidden=[]", "encoder.name=mlp", "listeners=[quiet]");

        String written = RecordWriter.toYaml(experiment);

        assertThat(new ExperimentReader(Fixtures.CATALOG).read("written", written, List.of()))
                .isEqualTo(experiment);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "no",
                "null",
                "~",
                "7",
                "2e-4",
                ".5",
                "true",
                "a: b",
                "#x",
                "[a]",
                "it's",
                "\"q\"",
                "two\nlines\n",
                "*x",
                "tab\t",
                "é…",
                "${X}",
                "<<",
                "-"
            })
    void anyTextReadsBackEqual(String text) {
        var csv = new Fakes.Csv(text, false, -1, List.of(text, text), Optional.of(text));

        assertThat(readBack(DatasetSource.class, csv)).isEqualTo(csv);
    }

    @ParameterizedTest
    @ValueSource(
            doubles = {
                0,
                -0.0,
                1,
                -3,
                0.1,
                2e-4,
                1e-3,
                123456789,
                1e15,
                1e16,
                1.5e300,
                4.9e-324,
                1.7976931348623157e308,
                0.30000000000000004,
                Double.NaN,
                Double.NEGATIVE_INFINITY
            })
    void anyNumberReadsBackEqual(double number) {
        var clipping = new Fakes.WeightClipping(number);

        assertThat(readBack(CriticConstraint.class, clipping)).isEqualTo(clipping);
    }

    static Stream<Named<PluginDescriptor<?>>> plugins() {
        return PluginKinds.all().stream()
                .flatMap(kind -> Fixtures.CATALOG.all(kind).stream())
                .map(plugin -> Named.of(plugin.kindName() + " " + plugin.name(), plugin));
    }

    @ParameterizedTest
    @MethodSource("plugins")
    void everySettingOfEveryPluginSurvivesAValueOtherThanItsDefault(PluginDescriptor<?> plugin) {
        Random random = new Random(SEED);
        assertThat(readBack(plugin.kind(), plugin.defaults())).isEqualTo(plugin.defaults());
        for (RecordComponent component : plugin.type().getRecordComponents()) {
            Record changed = changed(plugin, component, random);
            assertThat(readBack(plugin.kind(), changed))
                    .as("%s, seed %d", component.getName(), SEED)
                    .isEqualTo(changed);
        }
    }

    private static Object readBack(Class<?> kind, Object plugin) {
        String yaml = RecordWriter.toYaml((Record) plugin);
        Given given = Given.of("written", yaml, List.of(), path -> null);
        Optional<Object> read = new Reading(Fixtures.CATALOG, given).plugin(kind);
        given.throwProblems();
        return read.orElseThrow();
    }

    /** A valid plugin in which this component is not at its default. */
    private static Record changed(PluginDescriptor<?> plugin, RecordComponent component, Random random) {
        Object defaultValue = Records.value(component, plugin.defaults());
        for (int attempt = 0; attempt < 10_000; attempt++) {
            Object[] values = Stream.of(plugin.type().getRecordComponents())
                    .map(c -> c.equals(component) || random.nextBoolean()
                            ? any(SettingType.of(c), random)
                            : Records.value(c, plugin.defaults()))
                    .toArray();
            try {
                Record record = Records.create(plugin.type().asSubclass(Record.class), values);
                if (!Records.value(component, record).equals(defaultValue)) {
                    return record;
                }
            } catch (InvalidSettingsException e) {
                // Try again.
            }
        }
        throw new AssertionError("no valid value for " + component + ", seed " + SEED);
    }

    private static Object any(SettingType type, Random random) {
        if (type instanceof SettingType.Flag) {
            return random.nextBoolean();
        }
        if (type instanceof SettingType.Whole whole) {
            int value = random.nextInt(20);
            return whole.wide() ? (Object) (long) value : (Object) value;
        }
        if (type instanceof SettingType.Decimal) {
            return Math.scalb(random.nextDouble(), random.nextInt(60) - 30);
        }
        if (type instanceof SettingType.Text) {
            return Long.toString(random.nextLong(), Character.MAX_RADIX);
        }
        if (type instanceof SettingType.Choice choice) {
            return choice.constants().get(random.nextInt(choice.constants().size()));
        }
        if (type instanceof SettingType.Several several) {
            List<Object> list = new ArrayList<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                list.add(any(several.element(), random));
            }
            return list;
        }
        if (type instanceof SettingType.Maybe maybe) {
            return random.nextBoolean() ? Optional.of(any(maybe.element(), random)) : Optional.empty();
        }
        if (type instanceof SettingType.Section section) {
            return Records.create(
                    section.record(),
                    Stream.of(section.record().getRecordComponents())
                            .map(c -> any(SettingType.of(c), random))
                            .toArray());
        }
        var plugins = Fixtures.CATALOG.all(((SettingType.Reference) type).kind());
        return plugins.get(random.nextInt(plugins.size())).defaults();
    }
}
