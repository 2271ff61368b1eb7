package org.ganlib.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compares the plugins that a module registers with those that its tests hold to a contract, so
 * that none is forgotten:
 *
 * <pre>{@code
 * @Test
 * void everyScheduleIsUnderContract() {
 *     UnderContract.assertEvery(
 *             UpdateSchedule.class, UpdateScheduleContract.class, UpdateScheduleContract::schedule,
 *             MySchedule.class, MyScheduleTest.class);
 * }
 * }</pre>
 */
public final class UnderContract {
    private UnderContract() {}

    /**
     * Requires that the plugins of a kind which a module registers are those that test classes of
     * the module put under a contract.
     *
     * @param kind the SPI interface
     * @param contract the contract, an interface that test classes implement; the classes and those
     *     around them have constructors without arguments
     * @param subject gives the plugin that a test class puts under contract
     * @param plugin any class of the module
     * @param test any test class of the module
     * @param elsewhere plugins of this module that tests of another module put under the contract
     */
    public static <C> void assertEvery(
            Class<?> kind,
            Class<C> contract,
            Function<C, ?> subject,
            Class<?> plugin,
            Class<?> test,
            Class<?>... elsewhere) {
        Set<String> registered = ServiceLoader.load(kind, plugin.getClassLoader()).stream()
                .map(ServiceLoader.Provider::type)
                .filter(type -> folder(type).equals(folder(plugin)))
                .filter(type -> !List.of(elsewhere).contains(type))
                .map(Class::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> underContract = classesBeside(test).stream()
                .filter(type -> contract.isAssignableFrom(type) && !type.isInterface())
                .filter(type -> !Modifier.isAbstract(type.getModifiers()))
                .map(type ->
                        subject.apply(contract.cast(instance(type))).getClass().getName())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(registered).as("registered plugins of the kind %s", kind).isNotEmpty();
        assertThat(underContract)
                .as("plugins under %s", contract.getSimpleName())
                .isEqualTo(registered);
    }

    private static Object instance(Class<?> test) {
        Constructor<?> constructor = Arrays.stream(test.getDeclaredConstructors())
                .min(Comparator.comparingInt(Constructor::getParameterCount))
                .orElseThrow();
        constructor.setAccessible(true);
        try {
            boolean inner = test.isMemberClass() && !Modifier.isStatic(test.getModifiers());
            return inner ? constructor.newInstance(instance(test.getEnclosingClass())) : constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("cannot make an object of the test class " + test.getName(), e);
        }
    }

    private static List<Class<?>> classesBeside(Class<?> test) {
        Path root = folder(test);
        try (Stream<Path> files = Files.walk(root)) {
            return files.map(file -> root.relativize(file).toString())
                    .filter(file -> file.endsWith(".class") && !file.endsWith("-info.class"))
                    .<Class<?>>map(file -> load(file.replaceAll("\\.class$", "").replaceAll("[/\\\\]", "."), test))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError("cannot read the folder " + root, e);
        }
    }

    private static Class<?> load(String name, Class<?> beside) {
        try {
            return Class.forName(name, false, beside.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError("a class of the folder cannot be loaded: " + name, e);
        }
    }

    private static Path folder(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError("cannot tell where the class lies: " + type, e);
        }
    }
}
