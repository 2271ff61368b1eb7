package org.ganlib.cli.shell;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.ganlib.cli.text.PlainText;
import picocli.CommandLine.Model.CommandSpec;

/** Results as JSON. Numbers that JSON lacks are the texts "Infinity", "-Infinity" and "NaN". */
public final class Json {
    private Json() {}

    /** Prints to standard output. */
    public static void print(CommandSpec command, Object content) {
        command.commandLine().getOut().println(text(content));
    }

    /** The value as JSON on one line, which YAML can read too. */
    public static String compact(Object content) {
        try {
            return new ObjectMapper().writeValueAsString(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps, texts and numbers are always JSON", e);
        }
    }

    public static String text(Object content) {
        try {
            // Jackson leaves some control characters as they are. They only occur inside strings,
            // where an escape means the same.
            return PlainText.lines(
                    new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(content));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps, texts and numbers are always JSON", e);
        }
    }
}
