package org.ganlib.picture;

/** A critic's raw score anywhere in the plane. */
@FunctionalInterface
public interface ScoreField {
    /**
     * The scores of points.
     *
     * @param points x and y in turn
     * @return one score per point
     */
    double[] at(float[] points);
}
