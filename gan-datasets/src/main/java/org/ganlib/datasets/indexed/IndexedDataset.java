package org.ganlib.datasets.indexed;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.Batch;
import org.ganlib.spi.BatchStream;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Examples;
import org.ganlib.tensor.TensorShape;

/**
 * A data set of finitely many examples, read in epochs. Each value is copied once on its way into a
 * batch, or twice where images are varied. The random stream gives one shuffle per epoch and then,
 * if images are changed at random, each image's draws in the order in which they are read.
 */
public final class IndexedDataset implements Dataset {
    private static final int MOST_READ_AHEAD = 256;
    private static final long MOST_MEMORY_AHEAD = 64L << 20;

    private final DatasetInfo info;
    private final ExampleSource source;
    private final TensorShape stored;
    private final Augmentation augmentation;
    private final Augmenter augmenter;
    private final Predicate<String> olderFingerprint;
    private final List<String> remarks;
    private final List<Lookahead> lookaheads = new ArrayList<>();

    /**
     * Takes ownership of the source, and closes it.
     *
     * @param info the description of the source, before augmentation
     * @throws org.ganlib.problem.ConfigurationException if the augmentation cannot be applied to
     *     its images
     */
    public IndexedDataset(DatasetInfo info, ExampleSource source, Augmentation augmentation) {
        this(info, source, augmentation, recorded -> false, List.of());
    }

    /**
     * Takes ownership of the source, and closes it.
     *
     * @param info the description of the source, before augmentation
     * @param olderFingerprint tells whether a fingerprint is this data's fingerprint by the rule of
     *     an earlier version; asked if it differs from that of {@code info}
     * @param remarks remarks for the user on how the data was read
     * @throws org.ganlib.problem.ConfigurationException if the augmentation cannot be applied to
     *     its images
     */
    public IndexedDataset(
            DatasetInfo info,
            ExampleSource source,
            Augmentation augmentation,
            Predicate<String> olderFingerprint,
            List<String> remarks) {
        this.source = source;
        this.augmentation = augmentation;
        this.olderFingerprint = olderFingerprint;
        this.remarks = List.copyOf(remarks);
        stored = info.shape();
        augmenter = new Augmenter(augmentation, stored);
        this.info = new DatasetInfo(
                info.name(),
                augmenter.outputShape(),
                info.range(),
                info.examples(),
                info.classNames(),
                info.licence(),
                info.citation(),
                info.fingerprint());
    }

    @Override
    public DatasetInfo info() {
        return info;
    }

    @Override
    public boolean hasFingerprint(String recorded) {
        return info.fingerprint().equals(recorded) || olderFingerprint.test(recorded);
    }

    @Override
    public List<Integer> classCounts() {
        Integer[] counts = new Integer[info.classNames().size()];
        Arrays.fill(counts, 0);
        for (int i = 0; counts.length > 0 && i < source.count(); i++) {
            counts[source.label(i)]++;
        }
        return List.of(counts);
    }

    @Override
    public List<String> remarks() {
        return remarks;
    }

    @Override
    public BatchStream stream(RandomStream random) {
        return new Stream(random);
    }

    @Override
    public Examples read(int from, int count) {
        Objects.checkFromIndexSize(from, count, source.count());
        return read(IntStream.range(from, from + count).toArray());
    }

    @Override
    public Examples read(int[] indices) {
        int count = indices.length;
        int elements = info.shape().elements();
        float[] values = new float[Math.multiplyExact(count, elements)];
        float[] whole = new float[stored.elements()];
        int[] classes = new int[count];
        for (int i = 0; i < count; i++) {
            int index = Objects.checkIndex(indices[i], source.count());
            if (augmentation.isNone()) {
                source.read(index, values, i * elements);
            } else {
                source.read(index, whole, 0);
                augmenter.plain(whole, values, i * elements);
            }
            classes[i] = source.label(index);
        }
        return new Examples(info.shape(), values, classes);
    }

    @Override
    public int label(int index) {
        return source.label(Objects.checkIndex(index, source.count()));
    }

    @Override
    public void close() {
        lookaheads.forEach(Lookahead::close);
        source.close();
    }

    private final class Stream implements BatchStream {
        private final RandomStream random;
        private final EpochOrder order;
        private final float[] whole = new float[stored.elements()];
        private final float[] dealt = new float[info.shape().elements()];
        private Lookahead lookahead;

        private Stream(RandomStream random) {
            this.random = random;
            order = new EpochOrder(source.count(), random);
        }

        @Override
        public void next(Batch batch) {
            FloatBuffer features = batch.toFill();
            int[] classes = batch.labels();
            if (features.capacity() != (long) classes.length * dealt.length) {
                throw new IllegalArgumentException("the batch has room for " + features.capacity() + " values, "
                        + classes.length + " images of " + info.shape() + " need "
                        + (long) classes.length * dealt.length);
            }
            for (int i = 0; i < classes.length; i++) {
                float[] example = nextExample();
                if (augmentation.isNone()) {
                    features.put(example);
                } else {
                    augmenter.vary(example, dealt, random);
                    features.put(dealt);
                }
                classes[i] = source.label(order.current());
            }
        }

        private float[] nextExample() {
            if (source.slow()) {
                if (lookahead == null) {
                    lookahead = new Lookahead(
                            source,
                            whole.length,
                            (int) Math.max(4, Math.min(MOST_READ_AHEAD, MOST_MEMORY_AHEAD / (4L * whole.length))),
                            Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
                    lookaheads.add(lookahead);
                }
                return lookahead.next(order);
            }
            source.read(order.next(), whole, 0);
            return whole;
        }

        @Override
        public byte[] cursor() {
            return order.cursor();
        }

        @Override
        public void restore(byte[] cursor) {
            order.restore(cursor);
        }
    }
}
