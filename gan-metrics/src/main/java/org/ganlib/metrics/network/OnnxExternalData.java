package org.ganlib.metrics.network;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.ganlib.file.RegularFile;
import org.ganlib.problem.DataException;

/**
 * Checks the external files in which an ONNX model keeps numbers. ONNX Runtime opens any path that
 * the model names, so a model of somebody else could make it read any file of this machine. Only
 * files in the model's own folder are allowed. The model is traversed as a protocol buffer
 * (onnx.proto) without being copied.
 */
final class OnnxExternalData {
    private static final int DEEPEST = 100;

    /** The messages on the path from a model to its tensors. */
    private enum Message {
        MODEL,
        GRAPH,
        NODE,
        ATTRIBUTE,
        TENSOR,
        SPARSE_TENSOR,
        FUNCTION,
        TRAINING,
        ENTRY
    }

    private static final Map<Message, Map<Integer, Message>> FIELDS = Map.of(
            Message.MODEL, Map.of(7, Message.GRAPH, 20, Message.TRAINING, 25, Message.FUNCTION),
            Message.GRAPH, Map.of(1, Message.NODE, 5, Message.TENSOR, 15, Message.SPARSE_TENSOR),
            Message.NODE, Map.of(5, Message.ATTRIBUTE),
            Message.ATTRIBUTE,
                    Map.of(
                            5, Message.TENSOR,
                            6, Message.GRAPH,
                            10, Message.TENSOR,
                            11, Message.GRAPH,
                            22, Message.SPARSE_TENSOR,
                            23, Message.SPARSE_TENSOR),
            Message.TENSOR, Map.of(13, Message.ENTRY),
            Message.SPARSE_TENSOR, Map.of(1, Message.TENSOR, 2, Message.TENSOR),
            Message.FUNCTION, Map.of(7, Message.NODE, 11, Message.ATTRIBUTE),
            Message.TRAINING, Map.of(1, Message.GRAPH, 2, Message.GRAPH),
            Message.ENTRY, Map.of());

    private final Path file;
    private final ByteBuffer content;

    private OnnxExternalData(Path file, ByteBuffer content) {
        this.file = file;
        this.content = content;
    }

    /**
     * Checks a model.
     *
     * @throws DataException if the model is no protocol buffer, or names a file outside its folder
     */
    static void check(Path file) {
        try (FileChannel channel = FileChannel.open(RegularFile.require(file), StandardOpenOption.READ)) {
            if (channel.size() > Integer.MAX_VALUE) {
                throw new DataException(file + ": is no ONNX model: it has " + channel.size()
                        + " bytes, and protocol buffers end at 2 GiB.");
            }
            MappedByteBuffer content = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            new OnnxExternalData(file, content).walk(Message.MODEL, 0, content.limit(), 0);
        } catch (IOException e) {
            throw new DataException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private void walk(Message message, int from, int to, int depth) {
        if (depth > DEEPEST) {
            throw noModel("its graphs are nested more than " + DEEPEST + " levels deep", from);
        }
        String key = "";
        String value = "";
        content.position(from);
        while (content.position() < to) {
            int start = content.position();
            long tag = number(to);
            int field = (int) (tag >>> 3);
            switch ((int) (tag & 7)) {
                case 0 -> number(to);
                case 1 -> skip(Long.BYTES, to);
                case 5 -> skip(Integer.BYTES, to);
                case 2 -> {
                    long length = number(to);
                    int begin = content.position();
                    if (length < 0 || length > to - begin) {
                        throw noModel("a field is longer than the message around it", start);
                    }
                    int end = begin + (int) length;
                    Message inner = FIELDS.get(message).get(field);
                    if (inner != null) {
                        walk(inner, begin, end, depth + 1);
                    } else if (message == Message.ENTRY && field == 1) {
                        key = text(begin, end);
                    } else if (message == Message.ENTRY && field == 2) {
                        value = text(begin, end);
                    }
                    content.position(end);
                }
                default -> throw noModel("a field is of a kind that protocol buffers do not have", start);
            }
        }
        if (message == Message.ENTRY && key.equals("location")) {
            checkLocation(value);
        }
    }

    private void checkLocation(String location) {
        try {
            Path folder = file.toAbsolutePath().getParent().toRealPath();
            Path named = folder.resolve(location.replace('\\', '/'));
            // A link inside the folder may lead out of it, so the real path is checked too.
            if (named.normalize().startsWith(folder) && named.toRealPath().startsWith(folder)) {
                requireFile(location, named);
                return;
            }
        } catch (IOException | InvalidPathException e) {
            throw new DataException(
                    file + ": keeps numbers in the file '" + shown(location) + "', which is not beside it."
                            + " Copy that file too.",
                    e);
        }
        throw new DataException(file + ": keeps numbers in the file '" + shown(location)
                + "', which lies outside the model's folder. It was not opened. Use a model in one file.");
    }

    /** Refuses anything but a regular file: ONNX Runtime would wait for ever at a pipe. */
    private void requireFile(String location, Path named) {
        if (!Files.isRegularFile(named)) {
            throw new DataException(file + ": keeps numbers in the file '" + shown(location)
                    + "', which is no regular file. It was not opened. Use a model in one file.");
        }
    }

    /** Reads a variable-length integer. */
    private long number(int to) {
        long number = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            if (content.position() >= to) {
                throw noModel("it ends within a field", content.position());
            }
            byte next = content.get();
            number |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return number;
            }
        }
        throw noModel("a number has more than ten bytes", content.position());
    }

    private void skip(int bytes, int to) {
        if (bytes > to - content.position()) {
            throw noModel("it ends within a field", content.position());
        }
        content.position(content.position() + bytes);
    }

    private String text(int from, int to) {
        byte[] bytes = new byte[to - from];
        content.get(from, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private DataException noModel(String reason, int at) {
        return new DataException(file + ": is no ONNX model that can be run: " + reason + " (byte " + at + ").");
    }

    private static String shown(String text) {
        return (text.length() > 100 ? text.substring(0, 100) + "…" : text).replaceAll("\\p{Cntrl}", "?");
    }
}
