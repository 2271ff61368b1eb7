package org.ganlib.datasets.array;

import org.ganlib.datasets.indexed.ExampleSource;

/** A part of the examples of a mapped file. */
final class MappedExamples implements ExampleSource {
    private final MappedImages images;
    private final int[] chosen;
    private final int[] labels;
    private final Runnable check;

    /**
     * Takes the arrays over.
     *
     * @param chosen the indices of the part's examples in the file
     * @param labels their labels
     * @param check throws a DataException once the file is known to be damaged; called at each read
     */
    MappedExamples(MappedImages images, int[] chosen, int[] labels, Runnable check) {
        this.images = images;
        this.chosen = chosen;
        this.labels = labels;
        this.check = check;
    }

    @Override
    public int count() {
        return chosen.length;
    }

    @Override
    public int label(int index) {
        return labels[index];
    }

    @Override
    public void read(int index, float[] target, int start) {
        check.run();
        images.read(chosen[index], target, start);
    }
}
