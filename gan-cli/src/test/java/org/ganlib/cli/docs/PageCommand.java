package org.ganlib.cli.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command that a page shows, with its output. A listing in the language {@code console} has
 * commands after {@code "$ "}, each followed by the lines that it prints. A line {@code …} matches
 * any number of lines, and {@code …} within a line matches any text. A comment before the listing
 * may change how its commands are run:
 *
 * <pre>{@code
 * <!-- check-docs: train.steps=20 -->      settings that make trainings short, for a quick check
 * <!-- check-docs: exit 2 -->              the exit code of the commands, if it is not 0
 * <!-- check-docs: not run: REASON -->     no command of the listing is run
 * }</pre>
 *
 * @param line the number of the command's line in the page, from 1
 * @param text the command, for bash
 * @param output the lines that it prints, with {@code …} in the place of text that varies
 * @param shorter settings for a quick check; empty if there are none
 * @param exitCode the exit code that it has
 * @param reasonNotToRun why it is not run, if it is not
 */
record PageCommand(
        int line,
        String text,
        List<String> output,
        List<String> shorter,
        int exitCode,
        Optional<String> reasonNotToRun) {
    private static final Pattern COMMENT = Pattern.compile("<!-- check-docs: (.*) -->");
    private static final String PROMPT = "$ ";
    private static final String REST = "…";

    /** All commands of a page. */
    static List<PageCommand> of(List<String> page) {
        List<PageCommand> commands = new ArrayList<>();
        String comment = "";
        for (int i = 0; i < page.size(); i++) {
            String line = page.get(i);
            Matcher special = COMMENT.matcher(line);
            if (line.equals("```console")) {
                int end = i + 1;
                while (!page.get(end).equals("```")) {
                    end++;
                }
                commands.addAll(listing(page.subList(i + 1, end), i + 2, comment));
                i = end;
                comment = "";
            } else if (special.matches()) {
                comment = special.group(1);
            } else if (!line.isBlank()) {
                comment = "";
            }
        }
        return commands;
    }

    private static List<PageCommand> listing(List<String> lines, int firstLine, String comment) {
        if (lines.isEmpty() || !lines.get(0).startsWith(PROMPT)) {
            throw new IllegalArgumentException("line " + firstLine + ": a listing of commands begins with '$ '");
        }
        Optional<String> notRun = comment.startsWith("not run: ")
                ? Optional.of(comment.substring("not run: ".length()))
                : Optional.empty();
        int exitCode = comment.startsWith("exit ") ? Integer.parseInt(comment.substring("exit ".length())) : 0;
        List<String> shorter =
                notRun.isPresent() || comment.isEmpty() || exitCode != 0 ? List.of() : List.of(comment.split(" "));
        List<PageCommand> commands = new ArrayList<>();
        int i = 0;
        while (i < lines.size()) {
            int start = i;
            StringBuilder text = new StringBuilder(lines.get(i).substring(PROMPT.length()));
            i++;
            while (text.toString().endsWith("\\")) {
                text.append('\n').append(lines.get(i));
                i++;
            }
            List<String> output = new ArrayList<>();
            while (i < lines.size() && !lines.get(i).startsWith(PROMPT)) {
                output.add(lines.get(i));
                i++;
            }
            commands.add(new PageCommand(
                    firstLine + start, text.toString(), List.copyOf(output), shorter, exitCode, notRun));
        }
        return commands;
    }

    /** The command as it is run: with settings that make a training short, if that is wanted. */
    String script(boolean quick) {
        return quick && text.matches("(\\./)?gan (train|resume) [\\s\\S]*")
                ? text + " " + String.join(" ", shorter)
                : text;
    }

    /** True if the output matches the lines that the page shows. */
    boolean prints(String actual, boolean quick) {
        if (output.isEmpty() || (quick && !shorter.isEmpty())) {
            return true;
        }
        StringBuilder pattern = new StringBuilder();
        for (String line : output) {
            if (line.equals(REST)) {
                pattern.append("(?:.*\\n)*?");
            } else {
                List<String> parts = new ArrayList<>();
                for (String part : line.split(REST, -1)) {
                    parts.add(Pattern.quote(part));
                }
                pattern.append(String.join(".*", parts)).append("\\n");
            }
        }
        return Pattern.matches(pattern.toString(), actual);
    }
}
