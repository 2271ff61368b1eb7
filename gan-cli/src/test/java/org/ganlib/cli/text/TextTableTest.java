package org.ganlib.cli.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

final class TextTableTest {
    @Test
    void columnsAreAsWideAsTheirWidestCell() {
        TextTable table = new TextTable().text("name").number("value").text("unit");
        table.row("a", "1,000", "");
        table.row("long name", "2", "dB");
        assertThat(table.lines()).containsExactly("name       value  unit", "a          1,000", "long name      2  dB");
    }

    @Test
    void columnsWithoutContentAreLeftOut() {
        TextTable table = new TextTable().text("name").text("empty").number("value");
        table.row("a", "", "1");
        assertThat(table.lines()).containsExactly("name  value", "a         1");
    }

    @Test
    void everyColumnNeedsACell() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TextTable().text("name").row("a", "b"));
    }

    @Test
    void textIsWrappedAtSpacesAndShortenedAtAWord() {
        assertThat(Paragraph.wrap("one two three", 7)).containsExactly("one two", "three");
        assertThat(Paragraph.wrap("unbreakable", 4)).containsExactly("unbreakable");
        assertThat(Paragraph.shortened("one two three", 13)).isEqualTo("one two three");
        assertThat(Paragraph.shortened("one two, three", 12)).isEqualTo("one two…");
        assertThat(Paragraph.shortened("unbreakable", 4)).isEqualTo("unb…");
        assertThat(Paragraph.columns("∫𝕊"))
                .as("characters beyond 16 bits count once")
                .isEqualTo(2);
    }
}
