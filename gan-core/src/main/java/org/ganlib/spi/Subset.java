package org.ganlib.spi;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.ganlib.file.Sha256;
import org.ganlib.random.RandomStream;
import org.ganlib.random.RandomStreams;
import org.ganlib.random.Strata;

/**
 * Examples drawn at random, without replacement and each class in proportion, from a larger number
 * of them. Code that uses only some of the examples draws them here, because the order of a file or
 * a folder says something: often it is that of the classes. The draw depends on the seed, the
 * purpose, the labels and the numbers alone.
 */
public final class Subset {
    private final int available;
    private final int[] indices;
    private final long seed;

    private Subset(int available, int[] indices, long seed) {
        this.available = available;
        this.indices = indices;
        this.seed = seed;
    }

    /**
     * Draws examples of a data set that has an end, and reads none.
     *
     * @param most the largest number of examples to draw, ≥ 0; all are drawn if there are no more
     * @param seed the seed of the draw
     * @param purpose the purpose of the subset; draws for different purposes are independent
     * @throws java.util.NoSuchElementException if the data set has no end
     */
    public static Subset of(Dataset data, int most, long seed, String purpose) {
        int available = data.info().examples().orElseThrow();
        return of(available, most, seed, purpose, () -> strata(data, available));
    }

    /**
     * Draws from examples in memory, by their labels, as {@link #of(Dataset, int, long, String)}
     * does.
     */
    public static Subset of(Examples examples, int most, long seed, String purpose) {
        return of(examples.count(), most, seed, purpose, () -> Strata.of(examples.labels()));
    }

    private static Subset of(int available, int most, long seed, String purpose, Supplier<Strata> strata) {
        if (most >= available) {
            return new Subset(available, IntStream.range(0, available).toArray(), seed);
        }
        return new Subset(available, strata.get().draw(most, stream(seed, purpose)), seed);
    }

    /**
     * Divides examples into disjoint parts of equal size; what is left over belongs to none.
     *
     * @param parts the number of parts, from 1 to the number of examples
     */
    public static List<Subset> divide(Examples examples, int parts, long seed, String purpose) {
        if (parts == 1) {
            return List.of(of(examples, examples.count(), seed, purpose));
        }
        List<Subset> subsets = new ArrayList<>();
        for (int[] part : Strata.of(examples.labels()).divide(parts, stream(seed, purpose))) {
            subsets.add(new Subset(examples.count(), part, seed));
        }
        return subsets;
    }

    /**
     * A draw that followed a rule of its own.
     *
     * @param from the examples that were drawn from
     * @param indices the indices of the drawn examples, in any order
     */
    public static Subset chosen(Examples from, int[] indices, long seed) {
        Subset chosen = new Subset(from.count(), indices.clone(), seed);
        return from.subset().map(chosen::within).orElse(chosen);
    }

    /**
     * The examples of a data set that are looked at where not all are wanted: a random subset, or
     * the first ones where they are drawn from a distribution without end.
     *
     * @param most the largest number of examples to draw, ≥ 0
     */
    public static Examples read(Dataset data, int most, long seed, String purpose) {
        return data.info().examples().isEmpty()
                ? data.read(0, most)
                : of(data, most, seed, purpose).of(data);
    }

    /**
     * At most {@code most} of these examples: all of them if there are no more, otherwise a random
     * subset.
     */
    public static Examples some(Examples examples, int most, long seed, String purpose) {
        return of(examples, most, seed, purpose).of(examples);
    }

    private static Strata strata(Dataset data, int available) {
        if (data.info().classNames().isEmpty()) {
            return Strata.ofOne(available);
        }
        return Strata.of(IntStream.range(0, available).map(data::label).toArray());
    }

    private static RandomStream stream(long seed, String purpose) {
        return new RandomStreams(seed).named("subset/" + purpose);
    }

    /** The number of examples drawn. */
    public int count() {
        return indices.length;
    }

    /** The number of examples that were available. */
    public int available() {
        return available;
    }

    /** Tells whether all examples were taken, so that nothing is random. */
    public boolean isWhole() {
        return indices.length == available;
    }

    /** The seed of the draw. */
    public long seed() {
        return seed;
    }

    /**
     * The indices of the drawn examples, from 0; ascending unless they were {@link #chosen} by
     * another rule.
     */
    public int[] indices() {
        return indices.clone();
    }

    /** The examples that were not drawn. */
    public Subset complement() {
        boolean[] drawn = new boolean[available];
        for (int index : indices) {
            drawn[index] = true;
        }
        return new Subset(
                available, IntStream.range(0, available).filter(i -> !drawn[i]).toArray(), seed);
    }

    /** Reads them. */
    public Examples of(Dataset data) {
        return isWhole() ? data.read(0, available) : data.read(indices).drawnAs(this);
    }

    /**
     * Copies them; no copy is made where these are all.
     *
     * @param examples those that were drawn from; where they are a subset themselves, the result
     *     says which part of the larger set it is
     */
    public Examples of(Examples examples) {
        if (isWhole()) {
            return examples;
        }
        return examples.at(indices).drawnAs(examples.subset().map(this::within).orElse(this));
    }

    private Subset within(Subset outer) {
        return new Subset(
                outer.available,
                Arrays.stream(indices).map(i -> outer.indices[i]).toArray(),
                seed);
    }

    /** SHA-256 of the indices, each as four bytes, most significant first. */
    public String hash() {
        MessageDigest digest = Sha256.digest();
        ByteBuffer word = ByteBuffer.allocate(Integer.BYTES);
        for (int index : indices) {
            digest.update(word.putInt(0, index).array());
        }
        return "sha256 " + HexFormat.of().formatHex(digest.digest());
    }

    /**
     * {@code 2,000 of 20,000 examples, drawn at random (seed 3)}, or {@code all 20,000 examples}.
     */
    public String description() {
        return isWhole()
                ? String.format(Locale.ROOT, "all %,d examples", available)
                : String.format(
                        Locale.ROOT, "%,d of %,d examples, drawn at random (seed %d)", indices.length, available, seed);
    }

    /**
     * Adds what identifies the draw to a result's provenance, under {@code WHICH subset} and
     * {@code WHICH subset hash}; nothing where the examples are no subset.
     *
     * @param which the kind of the examples: {@code real}, {@code generated}
     */
    public static void describe(String which, Examples examples, Map<String, String> provenance) {
        examples.subset().ifPresent(subset -> {
            provenance.put(which + " subset", subset.description());
            provenance.put(which + " subset hash", subset.hash());
        });
    }
}
