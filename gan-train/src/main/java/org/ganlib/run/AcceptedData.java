package org.ganlib.run;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.Batch;
import org.ganlib.spi.BatchStream;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Examples;
import org.ganlib.spi.KnownDistribution;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Data that the user accepted instead of a run's own: its classes are numbered as the run's
 * networks know them.
 */
public final class AcceptedData implements Dataset {
    private static final Logger LOG = LoggerFactory.getLogger(AcceptedData.class);

    private final Dataset data;
    private final DatasetInfo info;
    private final int[] labels;
    private final boolean anyFingerprint;

    private AcceptedData(Dataset data, DatasetInfo info, int[] labels, boolean anyFingerprint) {
        this.data = data;
        this.info = info;
        this.labels = labels;
        this.anyFingerprint = anyFingerprint;
    }

    /** The data with its own class numbers. */
    public static Dataset asItIs(Dataset data) {
        int[] same = new int[data.info().classNames().size()];
        Arrays.setAll(same, i -> i);
        return new AcceptedData(data, data.info(), same, true);
    }

    /**
     * The data with the class numbers of a run.
     *
     * @param classes the run's class names; every class of the data is among them
     * @param anyFingerprint true if it accepts every fingerprint as its own; otherwise only the
     *     fingerprint of the data
     */
    public static Dataset withClasses(Dataset data, List<String> classes, boolean anyFingerprint) {
        DatasetInfo info = data.info();
        int[] labels = info.classNames().stream().mapToInt(classes::indexOf).toArray();
        return new AcceptedData(data, info.withClassNames(classes), labels, anyFingerprint);
    }

    @Override
    public DatasetInfo info() {
        return info;
    }

    @Override
    public boolean hasFingerprint(String recorded) {
        return anyFingerprint || data.hasFingerprint(recorded);
    }

    @Override
    public List<Integer> classCounts() {
        List<Integer> counts = data.classCounts();
        if (counts.isEmpty()) {
            return counts;
        }
        Integer[] ofRun = new Integer[info.classNames().size()];
        Arrays.fill(ofRun, 0);
        for (int i = 0; i < labels.length; i++) {
            ofRun[labels[i]] += counts.get(i);
        }
        return List.of(ofRun);
    }

    @Override
    public List<String> remarks() {
        return data.remarks();
    }

    @Override
    public BatchStream stream(RandomStream random) {
        BatchStream stream = data.stream(random);
        return new BatchStream() {
            @Override
            public void next(Batch batch) {
                stream.next(batch);
                renumber(batch.labels());
            }

            @Override
            public byte[] cursor() {
                return stream.cursor();
            }

            @Override
            public void restore(byte[] cursor) {
                try {
                    stream.restore(cursor);
                } catch (IllegalArgumentException e) {
                    // The cursor holds the order of an epoch of other examples, which is of no use
                    // here.
                    LOG.warn("{}: {}; a new epoch begins", info.name(), e.getMessage());
                }
            }
        };
    }

    @Override
    public Examples read(int from, int count) {
        Examples examples = data.read(from, count);
        int[] renumbered = examples.labels().clone();
        renumber(renumbered);
        return new Examples(examples.shape(), examples.values(), renumbered);
    }

    @Override
    public Examples read(int[] indices) {
        Examples examples = data.read(indices);
        int[] renumbered = examples.labels().clone();
        renumber(renumbered);
        return new Examples(examples.shape(), examples.values(), renumbered);
    }

    @Override
    public int label(int index) {
        int label = data.label(index);
        return label < 0 ? label : labels[label];
    }

    private void renumber(int[] given) {
        for (int i = 0; i < given.length; i++) {
            given[i] = given[i] < 0 ? given[i] : labels[given[i]];
        }
    }

    @Override
    public Optional<KnownDistribution> distribution() {
        return data.distribution();
    }

    @Override
    public void close() {
        data.close();
    }
}
