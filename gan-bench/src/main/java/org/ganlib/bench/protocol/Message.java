package org.ganlib.bench.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * The lines between the two processes. Requests are {@code identity}, {@code prepare JSON}, {@code
 * run STEPS}, {@code peak} and {@code quit}. An answer is one line that begins with {@value #MARK},
 * which nothing else a library prints does: {@code {"ok": …}} or {@code {"error": "…"}}.
 */
final class Message {
    static final String MARK = "@gan-bench ";
    static final String IDENTITY = "identity";
    static final String PREPARE = "prepare";
    static final String RUN = "run";
    static final String PEAK = "peak";
    static final String QUIT = "quit";

    private static final ObjectMapper JSON = new ObjectMapper();

    private Message() {}

    static String text(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("records of numbers and texts are always JSON", e);
        }
    }

    static <T> T read(String text, Class<T> type) {
        try {
            return JSON.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a " + type.getSimpleName() + ": " + text, e);
        }
    }

    static String ok(Object value) {
        return MARK + "{\"ok\":" + text(value) + "}";
    }

    static String error(String reason) {
        return MARK + "{\"error\":" + text(reason) + "}";
    }

    /** The answer in {@code line}. */
    static <T> T answer(String line, Class<T> type) {
        JsonNode node = read(line.substring(MARK.length()), JsonNode.class);
        if (node.has("error")) {
            throw new ContestantFailed(node.get("error").asText());
        }
        try {
            return JSON.treeToValue(node.get("ok"), type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a " + type.getSimpleName() + ": " + line, e);
        }
    }
}
