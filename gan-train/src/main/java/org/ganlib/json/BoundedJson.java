package org.ganlib.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.ganlib.file.BoundedText;
import org.ganlib.file.RegularFile;

/**
 * Reads JSON from untrusted files, because run directories and models are copied from other people.
 * The limits are far above what ganlib and Deeplearning4j write, and far below what would exhaust
 * the memory or the stack. A document beyond a limit fails like a damaged one, with a
 * {@link JsonProcessingException}.
 */
public final class BoundedJson {
    /** The maximum size of a document, in bytes. */
    public static final int LONGEST_DOCUMENT = 16 << 20;

    private static final int DEEPEST = 200;
    private static final int LONGEST_TEXT = 1 << 20;
    private static final int LONGEST_NAME = 1 << 14;
    private static final int LONGEST_NUMBER = 400;

    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxDocumentLength(LONGEST_DOCUMENT)
                            .maxNestingDepth(DEEPEST)
                            .maxStringLength(LONGEST_TEXT)
                            .maxNameLength(LONGEST_NAME)
                            .maxNumberLength(LONGEST_NUMBER)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private BoundedJson() {}

    /**
     * Reads one document.
     *
     * @throws JsonProcessingException if the text is no JSON, has a key twice, has something after
     *     the document, or exceeds a limit
     */
    public static JsonNode parse(String text) throws JsonProcessingException {
        return MAPPER.readTree(text);
    }

    /**
     * Reads a file that holds one document.
     *
     * @throws JsonProcessingException if it holds no such document or exceeds a limit
     * @throws IOException if it cannot be read
     */
    public static JsonNode read(Path file) throws IOException {
        try (InputStream in = RegularFile.open(file)) {
            return MAPPER.readTree(read(in));
        }
    }

    /**
     * Reads all bytes of a document.
     *
     * @throws IOException if it cannot be read or is longer than {@link #LONGEST_DOCUMENT}
     */
    public static byte[] read(InputStream in) throws IOException {
        return BoundedText.read(in, LONGEST_DOCUMENT);
    }

    /** The reason why a text is no JSON document, on one line and without the text itself. */
    public static String reason(JsonProcessingException e) {
        // Jackson adds a description of its source to the place where an object began; this is
        // removed.
        String reason = e.getOriginalMessage()
                .replaceAll(" \\(start marker at \\[Source: [^]]*\\]\\)", "")
                .replaceAll("\\p{Cntrl}+", " ");
        return e.getLocation() == null
                ? reason
                : reason + " (line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ")";
    }
}
