package org.ganlib.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BoundedTextTest {
    @TempDir
    private Path folder;

    @Test
    void aFileOfTheGreatestSizeIsRead() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "σ = 0.1");
        assertThat(BoundedText.read(file, 8)).isEqualTo("σ = 0.1");
        assertThatThrownBy(() -> BoundedText.read(file, 7))
                .isInstanceOf(IOException.class)
                .hasMessage("it is longer than 7 bytes, more than any such file holds");
    }

    @Test
    void bytesThatAreNoTextAreRefused() throws IOException {
        Path file = Files.write(folder.resolve("file"), new byte[] {'a', (byte) 0xff});
        assertThatThrownBy(() -> BoundedText.read(file, 100)).isInstanceOf(CharacterCodingException.class);
    }

    @Test
    void anEndlessStreamEnds() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'a';
            }
        };
        assertThatThrownBy(() -> BoundedText.read(endless, 1000)).hasMessageContaining("longer than 1,000 bytes");
    }

    @Test
    void streamsAreReadToTheirEnd() throws IOException {
        assertThat(BoundedText.read(new ByteArrayInputStream(new byte[] {1, 2}), 2))
                .containsExactly(1, 2);
    }

    @Test
    void linesEndWithLineFeeds() throws IOException {
        BufferedReader reader = new BufferedReader(new StringReader("a\n\nbc\r\n\r\nd\re"));
        assertThat(BoundedText.readLine(reader)).isEqualTo("a");
        assertThat(BoundedText.readLine(reader)).isEmpty();
        assertThat(BoundedText.readLine(reader)).isEqualTo("bc");
        assertThat(BoundedText.readLine(reader)).isEmpty();
        assertThat(BoundedText.readLine(reader)).isEqualTo("d\re");
        assertThat(BoundedText.readLine(reader)).isNull();
    }

    @Test
    void theLongestLineIsReadAndALongerOneIsNot() throws IOException {
        String longest = "x".repeat(BoundedText.LONGEST_LINE);
        assertThat(BoundedText.readLine(new BufferedReader(new StringReader(longest + "\ny"))))
                .isEqualTo(longest);
        Reader longer = new StringReader(longest + "y");
        assertThatThrownBy(() -> BoundedText.readLine(new BufferedReader(longer)))
                .isInstanceOf(IOException.class)
                .hasMessage("a line is longer than 1,048,576 characters, more than any such file holds");
    }
}
