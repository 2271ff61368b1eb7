package org.ganlib.datasets.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.ganlib.problem.DataException;
import org.ganlib.spi.DataLocation;
import org.ganlib.spi.Split;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LineLimitTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "12345", "12345\n12345\n", "\"a\nb\"\n12345", "\n\n\n\n\n\n\n\n"})
    void linesUpToTheLimitPass(String text) throws IOException {
        assertThat(pass(text)).isEqualTo(text);
    }

    @Test
    void aLongerLineIsRefusedWithItsNumber() {
        assertThatThrownBy(() -> pass("12345\n123456"))
                .isInstanceOf(IOException.class)
                .hasMessage("line 2 is longer than 5 characters");
        assertThatThrownBy(() -> pass("\"a\nb\nc\n"))
                .as("line breaks between quotes end no line")
                .hasMessage("line 1 is longer than 5 characters");
    }

    @Test
    void aTableOfOneEndlessLineIsRefused(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("endless.csv"), "1,".repeat((1 << 23) + 1));
        Csv csv = new Csv(file.toString(), Optional.empty(), ",", 0.1);
        assertThatThrownBy(() -> csv.open(new DataLocation(List.of(folder)), Split.TRAINING))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(file + ": ")
                .hasMessageContaining("line 1 is longer than 16,777,216 characters");
    }

    private static String pass(String text) throws IOException {
        StringBuilder passed = new StringBuilder();
        try (Reader reader = new LineLimit(new StringReader(text), 5)) {
            char[] some = new char[4];
            for (int read = reader.read(some); read >= 0; read = reader.read(some)) {
                passed.append(some, 0, read);
            }
        }
        return passed.toString();
    }
}
