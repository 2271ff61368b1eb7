package org.ganlib.network;

import java.util.List;

/**
 * Where each parameter array lies in a network's flat vector.
 *
 * @param segments in the order of their offsets, without gaps
 */
public record ParameterLayout(List<Segment> segments) {
    /** @throws IllegalArgumentException if the segments leave gaps or overlap */
    public ParameterLayout {
        segments = List.copyOf(segments);
        long expected = 0;
        for (Segment segment : segments) {
            if (segment.offset() != expected) {
                throw new IllegalArgumentException(
                        "segment " + segment.name() + " must start at " + expected + ", was " + segment.offset());
            }
            expected += segment.length();
        }
    }

    /** Length of the flat vector. */
    public long length() {
        return segments.isEmpty() ? 0 : segments.get(segments.size() - 1).end();
    }

    /** Number of trained parameters: everything but batch-norm statistics. */
    public long trainable() {
        return segments.stream()
                .filter(s -> s.kind() != Kind.STATISTIC)
                .mapToLong(Segment::length)
                .sum();
    }

    /** The segment that holds element {@code index} of the flat vector. */
    public Segment at(long index) {
        return segments.stream()
                .filter(s -> index >= s.offset() && index < s.end())
                .findFirst()
                .orElseThrow(
                        () -> new IndexOutOfBoundsException("no parameter " + index + " in a vector of " + length()));
    }

    /** What a segment is, for rules that treat them differently (decay, clipping). */
    public enum Kind {
        /** Weights of a linear or convolutional map. */
        WEIGHT,
        /** Additive biases. */
        BIAS,
        /** Gain and shift of a normalisation layer. */
        NORMALISATION,
        /** Running statistics of a normalisation layer: stored with the parameters, never trained; their gradient is always 0. */
        STATISTIC
    }

    /**
     * One parameter array.
     *
     * @param name {@code layer/parameter}, for example {@code dense-0/W}
     * @param offset index of its first element in the flat vector
     * @param length number of elements
     * @param kind what it is
     */
    public record Segment(String name, long offset, long length, Kind kind) {
        /** One past its last element. */
        public long end() {
            return offset + length;
        }
    }
}
