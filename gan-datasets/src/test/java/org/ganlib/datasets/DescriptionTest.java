package org.ganlib.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.ganlib.plugin.Facts;
import org.ganlib.plugin.PluginName;
import org.ganlib.problem.DataException;
import org.ganlib.spi.DataLocation;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetSource;
import org.ganlib.spi.Split;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code gan describe} says of a data set before any file of it is there. */
final class DescriptionTest {
    static Stream<DatasetSource> sources() {
        return ServiceLoader.load(DatasetSource.class).stream().map(ServiceLoader.Provider::get);
    }

    @ParameterizedTest
    @MethodSource("sources")
    void shapeRangeClassesAndLicenceAreTold(DatasetSource source, @TempDir Path empty) throws IOException {
        String name = source.getClass().getAnnotation(PluginName.class).value();
        Facts facts = source.getClass().getAnnotation(Facts.class);
        assertThat(facts).as("facts of %s", name).isNotNull();
        assertThat(facts.value()).anyMatch(fact -> fact.startsWith("examples: "));
        assertThat(facts.value()).anyMatch(fact -> fact.startsWith("licence: "));
        try (Dataset opened = source.open(new DataLocation(List.of(empty)), Split.TRAINING)) {
            String examples = facts.value()[0];
            assertThat(facts.value()).contains("licence: " + opened.info().licence());
            assertThat(opened.info().citation()).as("citation of %s", name).isNotBlank();
            assertThat(examples.contains("unbounded"))
                    .as("%s says what its range is: %s", name, opened.info().range())
                    .isEqualTo(!opened.info().range().isBounded());
            assertThat(examples.contains("no classes"))
                    .as("%s says what its classes are: %s", name, opened.info().classNames())
                    .isEqualTo(opened.info().classNames().isEmpty());
        } catch (DataException missing) {
            assertThat(missing)
                    .as("what %s needs", name)
                    .hasMessageMatching("(?s).*(not found|there is no such|no font).*");
        }
    }
}
