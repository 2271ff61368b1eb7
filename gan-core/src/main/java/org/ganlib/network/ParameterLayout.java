package org.ganlib.network;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The position of each parameter array in a network's flat vector.
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
                .filter(s -> !s.isStatistic())
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

    /** The stretches that hold parameters of these kinds: as few as possible, in order. */
    public List<Stretch> stretches(Predicate<Kind> kinds) {
        List<Stretch> stretches = new ArrayList<>();
        for (Segment segment : segments) {
            int last = stretches.size() - 1;
            if (!kinds.test(segment.kind()) || segment.length() == 0) {
                continue;
            }
            if (last >= 0 && stretches.get(last).end() == segment.offset()) {
                stretches.set(last, new Stretch(stretches.get(last).start(), segment.end()));
            } else {
                stretches.add(new Stretch(segment.offset(), segment.end()));
            }
        }
        return stretches;
    }

    /** The kind of a segment, for rules that treat kinds differently (decay, clipping). */
    public enum Kind {
        /** Weights of a linear or convolutional map. */
        WEIGHT,
        /** Additive biases. */
        BIAS,
        /** Gain and shift of a normalisation layer. */
        NORMALISATION,
        /**
         * Running statistics of a normalisation layer: stored with the parameters, never trained;
         * their gradient is always 0.
         */
        STATISTIC
    }

    /**
     * One parameter array.
     *
     * @param name {@code layer/parameter}, for example {@code dense-0/W}
     * @param offset index of its first element in the flat vector
     * @param shape its sizes, in the order in which its elements lie there, the last index fastest:
     *     weights of a dense layer are [outputs, inputs], those of a convolution [outputs, inputs,
     *     rows, columns], those of a transposed convolution [inputs, outputs, rows, columns], a
     *     table of labels [units, labels]
     * @param kind the kind of its parameters
     */
    public record Segment(String name, long offset, List<Long> shape, Kind kind) {
        /** Copies the list. */
        public Segment {
            shape = List.copyOf(shape);
        }

        /** A vector of that length. */
        public Segment(String name, long offset, long length, Kind kind) {
            this(name, offset, List.of(length), kind);
        }

        /** The number of its elements. */
        public long length() {
            return shape.stream().reduce(1L, Math::multiplyExact);
        }

        /** One past its last element. */
        public long end() {
            return offset + length();
        }

        /**
         * Tells whether it holds running statistics, which are stored with the parameters and never
         * trained.
         */
        public boolean isStatistic() {
            return kind == Kind.STATISTIC;
        }
    }

    /**
     * A part of the flat vector.
     *
     * @param start index of its first element
     * @param end one past its last element
     */
    public record Stretch(long start, long end) {
        /** The number of elements it has. */
        public long length() {
            return end - start;
        }

        /**
         * The start of this stretch within the {@code count} elements that begin at {@code first}.
         * It is not before {@link #endIn} if none of these elements belongs to the stretch.
         */
        public int startIn(long first, int count) {
            return (int) Math.min(Math.max(start - first, 0), count);
        }

        /** One past where it ends within the {@code count} elements that begin at {@code first}. */
        public int endIn(long first, int count) {
            return (int) Math.min(Math.max(end - first, 0), count);
        }
    }
}
