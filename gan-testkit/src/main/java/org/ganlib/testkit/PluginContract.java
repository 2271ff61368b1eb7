package org.ganlib.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.junit.jupiter.api.Test;

/**
 * The laws of every plugin: it can be found, named, described, and rebuilt from its settings.
 *
 * @param <S> the SPI interface
 */
public interface PluginContract<S> {
    /** The SPI interface the plugin is registered under. */
    Class<S> kind();

    /**
     * The plugin with every setting different from its default, so that a setting which is lost on
     * the way is noticed.
     */
    S configured();

    /**
     * Objects of the plugin, such that every setting differs from its default in at least one of
     * them. Override it where settings exclude one another, so that no single object can differ in
     * all of them.
     */
    default List<S> configurations() {
        return List.of(configured());
    }

    /** A plugin is a public record that implements its SPI interface. */
    @Test
    default void isAPublicRecord() {
        Class<?> type = configured().getClass();
        assertThat(type.isRecord()).as("%s must be a record", type.getName()).isTrue();
        assertThat(Modifier.isPublic(type.getModifiers()))
                .as("%s must be public", type.getName())
                .isTrue();
        assertThat(kind()).isAssignableFrom(type);
    }

    /** The annotation gives a name of lower-case words joined by hyphens, and a summary. */
    @Test
    default void isNamed() {
        Class<?> type = configured().getClass();
        PluginName name = type.getAnnotation(PluginName.class);
        assertThat(name).as("%s needs a @PluginName", type.getName()).isNotNull();
        assertThat(name.value()).as("the name of %s", type.getName()).matches("[a-z][a-z0-9]*(-[a-z0-9]+)*");
        assertThat(name.summary()).as("the summary of %s", name.value()).isNotBlank();
    }

    /** Every setting has a description. */
    @Test
    default void everySettingIsDescribed() {
        for (RecordComponent component : components(configured())) {
            Setting setting = component.getAnnotation(Setting.class);
            assertThat(setting).as("%s needs a @Setting", component).isNotNull();
            assertThat(setting.value()).as("the meaning of %s", component).isNotBlank();
        }
    }

    /** The constructor without arguments states the defaults. */
    @Test
    default void hasDefaults() {
        assertThat(defaultConstructor())
                .as(
                        "%s needs a public constructor without arguments",
                        configured().getClass())
                .isPresent();
    }

    /** No setting has its default in all of {@link #configurations()}. */
    @Test
    default void isConfiguredUnlikeItsDefaults() throws ReflectiveOperationException {
        Optional<Constructor<?>> constructor = defaultConstructor();
        assumeTrue(constructor.isPresent());
        Object defaults = constructor.get().newInstance();
        for (RecordComponent component : components(configured())) {
            List<Object> values = new ArrayList<>();
            for (S configuration : configurations()) {
                values.add(component.getAccessor().invoke(configuration));
            }
            Object unset = component.getAccessor().invoke(defaults);
            assertThat(values)
                    .as("configured() must differ from the default of %s, which is %s", component, unset)
                    .anyMatch(value -> !Objects.equals(value, unset));
        }
    }

    /** A plugin rebuilt from its settings equals the one they were taken from. */
    @Test
    default void isRebuiltFromItsSettings() throws ReflectiveOperationException {
        for (S original : configurations()) {
            RecordComponent[] components = components(original);
            Class<?>[] types = new Class<?>[components.length];
            Object[] settings = new Object[components.length];
            for (int i = 0; i < components.length; i++) {
                types[i] = components[i].getType();
                settings[i] = components[i].getAccessor().invoke(original);
            }
            Object rebuilt = original.getClass().getDeclaredConstructor(types).newInstance(settings);
            assertThat(rebuilt).as("rebuilt from %s", Arrays.toString(settings)).isEqualTo(original);
            assertThat(rebuilt).hasSameHashCodeAs(original);
        }
    }

    /** {@code META-INF/services} lists the plugin, so that it is found at run time. */
    @Test
    default void isRegistered() throws IOException {
        String file = "META-INF/services/" + kind().getName();
        TreeSet<String> registered = new TreeSet<>();
        for (URL url : Collections.list(configured().getClass().getClassLoader().getResources(file))) {
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(url.openStream(), StandardCharsets.UTF_8))) {
                lines.lines().map(line -> line.replaceFirst("#.*", "").strip()).forEach(registered::add);
            }
        }
        assertThat(registered).as(file).contains(configured().getClass().getName());
    }

    private Optional<Constructor<?>> defaultConstructor() {
        return Arrays.stream(configured().getClass().getConstructors())
                .filter(constructor -> constructor.getParameterCount() == 0)
                .findFirst();
    }

    private static RecordComponent[] components(Object plugin) {
        RecordComponent[] components = plugin.getClass().getRecordComponents();
        return components == null ? new RecordComponent[0] : components;
    }
}
