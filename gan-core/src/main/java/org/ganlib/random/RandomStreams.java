package org.ganlib.random;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.ganlib.file.Sha256;

/**
 * The streams of one run, each named for its purpose and independent of the others, all from one
 * seed. Asking for a name again gives the same stream, so a new consumer never shifts the numbers
 * another one sees.
 */
public final class RandomStreams {
    private final long seed;
    private final Map<String, RandomStream> streams = new TreeMap<>();

    /** The streams that belong to {@code seed}. */
    public RandomStreams(long seed) {
        this.seed = seed;
    }

    /** The stream of that name: the same object each time. */
    public RandomStream named(String name) {
        return streams.computeIfAbsent(name, n -> new RandomStream(seedOf(n)));
    }

    /** The states of all streams asked for so far, by name. */
    public Map<String, byte[]> states() {
        Map<String, byte[]> states = new TreeMap<>();
        streams.forEach((name, stream) -> states.put(name, stream.state()));
        return states;
    }

    /** Restores every stream named in {@code states}. */
    public void restore(Map<String, byte[]> states) {
        states.forEach((name, state) -> named(name).restore(state));
    }

    private long seedOf(String name) {
        byte[] hash = Sha256.digest().digest((seed + "/" + name).getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.wrap(hash).getLong();
    }
}
