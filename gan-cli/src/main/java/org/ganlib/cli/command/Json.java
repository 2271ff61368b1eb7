package org.ganlib.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import picocli.CommandLine.Model.CommandSpec;

/** Results as JSON on standard output. */
final class Json {
    private Json() {}

    static void print(CommandSpec command, Object content) {
        try {
            command.commandLine()
                    .getOut()
                    .println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(content));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps, texts and numbers are always JSON", e);
        }
    }
}
