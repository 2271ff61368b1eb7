package org.ganlib.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Stream;
import org.ganlib.losses.adversarial.GanDivergence;
import org.ganlib.plugin.InvalidSettingsException;
import org.ganlib.plugin.PluginName;
import org.ganlib.spi.CriticConstraint;
import org.ganlib.spi.Divergence;
import org.ganlib.spi.FDivergence;
import org.ganlib.spi.GeneratorObjective;
import org.ganlib.testkit.ConstraintContract;
import org.ganlib.testkit.DivergenceContract;
import org.ganlib.testkit.FDivergenceContract;
import org.ganlib.testkit.UnderContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No class of this module is forgotten: each plugin is registered, and each is under the contract
 * of its kind.
 */
final class RegistrationTest {
    @Test
    void everyDivergenceIsRegistered() throws Exception {
        assertThat(registered(Divergence.class)).containsExactlyInAnyOrderElementsOf(concrete(Divergence.class));
    }

    @Test
    void everyConstraintIsRegistered() throws Exception {
        assertThat(registered(CriticConstraint.class))
                .containsExactlyInAnyOrderElementsOf(concrete(CriticConstraint.class));
    }

    @Test
    void everyDivergenceIsUnderContract() throws Exception {
        // A set, because one plugin may be under contract with several settings.
        Set<Class<?>> underContract = new HashSet<>();
        for (Class<?> test : testsOf(DivergenceContract.class)) {
            underContract.add(((DivergenceContract) instance(test)).divergence().getClass());
        }
        assertThat(underContract).containsExactlyInAnyOrderElementsOf(concrete(Divergence.class));
    }

    @Test
    void everyFDivergenceIsUnderTheContractOfItsOwn() throws Exception {
        Set<Class<?>> underContract = new HashSet<>();
        for (Class<?> test : testsOf(FDivergenceContract.class)) {
            underContract.add(
                    ((FDivergenceContract) instance(test)).divergence().getClass());
        }
        assertThat(underContract).containsExactlyInAnyOrderElementsOf(concrete(FDivergence.class));
    }

    @Test
    void everyConstraintIsUnderContract() {
        UnderContract.assertEvery(
                CriticConstraint.class,
                ConstraintContract.class,
                ConstraintContract::constraint,
                GanDivergence.class,
                RegistrationTest.class);
    }

    @Test
    void pluginsHaveTheNamesExperimentsUse() {
        assertThat(names(Divergence.class))
                .containsExactlyInAnyOrder(
                        "gan",
                        "total-variation",
                        "kl",
                        "reverse-kl",
                        "pearson",
                        "neyman",
                        "squared-hellinger",
                        "jeffrey",
                        "jensen-shannon",
                        "weighted-jensen-shannon",
                        "alpha",
                        "wasserstein",
                        "least-squares",
                        "hinge",
                        "relativistic",
                        "relativistic-average");
        assertThat(names(CriticConstraint.class))
                .containsExactlyInAnyOrder(
                        "none",
                        "weight-clip",
                        "gradient-penalty",
                        "r1",
                        "r2",
                        "zero-centred",
                        "dragan",
                        "spectral-norm",
                        "spectral-projection",
                        "several");
    }

    static List<Class<?>> fDivergences() throws Exception {
        return concrete(FDivergence.class);
    }

    @ParameterizedTest
    @MethodSource("fDivergences")
    void aMissingObjectiveIsRefused(Class<?> divergence) {
        Constructor<?> canonical = Stream.of(divergence.getConstructors())
                .max(Comparator.comparingInt(Constructor::getParameterCount))
                .orElseThrow();
        Object[] settings = Stream.of(canonical.getParameterTypes())
                .map(type -> type == GeneratorObjective.class ? null : (Object) 0.75)
                .toArray();
        assertThatThrownBy(() -> canonical.newInstance(settings))
                .cause()
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessage("generator-objective: is missing. Choose minimax or non-saturating");
    }

    private static <S> List<Class<?>> registered(Class<S> kind) {
        return ServiceLoader.load(kind).stream()
                .<Class<?>>map(ServiceLoader.Provider::type)
                .toList();
    }

    private static <S> List<String> names(Class<S> kind) {
        return ServiceLoader.load(kind).stream()
                .map(provider -> provider.type().getAnnotation(PluginName.class).value())
                .toList();
    }

    /**
     * The public classes of a kind. Others, such as what a constraint is in one run, are no
     * plugins.
     */
    private static List<Class<?>> concrete(Class<?> kind) throws IOException, URISyntaxException {
        return classesBeside(GanDivergence.class).stream()
                .filter(type -> kind.isAssignableFrom(type) && !type.isInterface())
                .filter(type -> Modifier.isPublic(type.getModifiers()) && !Modifier.isAbstract(type.getModifiers()))
                .toList();
    }

    private static List<Class<?>> testsOf(Class<?> contract) throws IOException, URISyntaxException {
        return classesBeside(RegistrationTest.class).stream()
                .filter(type -> contract.isAssignableFrom(type) && !type.isMemberClass())
                .toList();
    }

    private static Object instance(Class<?> test) throws ReflectiveOperationException {
        Constructor<?> constructor = test.getDeclaredConstructor();
        constructor.setAccessible(true);
        return constructor.newInstance();
    }

    /** All classes compiled into the same folder as {@code type}. */
    private static List<Class<?>> classesBeside(Class<?> type) throws IOException, URISyntaxException {
        URI location = type.getProtectionDomain().getCodeSource().getLocation().toURI();
        Path root = Path.of(location);
        try (Stream<Path> files = Files.walk(root)) {
            return files.map(file -> root.relativize(file).toString())
                    .filter(file -> file.endsWith(".class") && !file.endsWith("-info.class"))
                    .<Class<?>>map(file -> load(file.replaceAll("\\.class$", "").replaceAll("[/\\\\]", ".")))
                    .toList();
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, RegistrationTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("listed in the classes folder, but cannot be loaded: " + name, e);
        }
    }
}
