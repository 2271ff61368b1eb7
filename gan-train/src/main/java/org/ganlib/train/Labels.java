package org.ganlib.train;

/** Labels for grids of conditional samples. */
public final class Labels {
    private Labels() {}

    /**
     * The chosen classes in turn, from the first again after the last; empty when none were chosen.
     */
    public static int[] cycling(int count, int[] chosen) {
        int[] labels = new int[chosen.length == 0 ? 0 : count];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = chosen[i % chosen.length];
        }
        return labels;
    }

    /** 0, 1, …, classes − 1, 0, 1, …; empty when there are no classes. */
    public static int[] cycling(int count, int classes) {
        int[] labels = new int[classes == 0 ? 0 : count];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i % classes;
        }
        return labels;
    }
}
