package org.ganlib.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.ganlib.plugin.PluginKind;
import org.junit.jupiter.api.Test;

class PluginKindsTest {
    @Test
    void everyAnnotatedInterfaceIsAKind() {
        List<String> annotated = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("org.ganlib").stream()
                        .filter(c -> c.isAnnotatedWith(PluginKind.class))
                        .map(JavaClass::getName)
                        .toList();

        assertThat(PluginKinds.all()).extracting(Class::getName).containsExactlyInAnyOrderElementsOf(annotated);
    }
}
