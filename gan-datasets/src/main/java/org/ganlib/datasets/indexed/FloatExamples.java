package org.ganlib.datasets.indexed;

/** Examples held in memory as floats. */
public final class FloatExamples implements ExampleSource {
    private final float[] values;
    private final int[] labels;
    private final int elements;

    /**
     * Takes the arrays over.
     *
     * @param values the values of the examples, row-major, with the same number for each label
     * @param labels one per example, at least one
     * @throws IllegalArgumentException if the arrays do not agree
     */
    public FloatExamples(float[] values, int[] labels) {
        if (labels.length == 0 || values.length % labels.length != 0) {
            throw new IllegalArgumentException(
                    values.length + " values are not those of " + labels.length + " examples");
        }
        this.values = values;
        this.labels = labels;
        elements = values.length / labels.length;
    }

    @Override
    public int count() {
        return labels.length;
    }

    @Override
    public int label(int index) {
        return labels[index];
    }

    @Override
    public void read(int index, float[] target, int start) {
        System.arraycopy(values, index * elements, target, start, elements);
    }
}
