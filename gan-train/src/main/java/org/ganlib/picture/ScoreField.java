package org.ganlib.picture;

/** A critic's raw score as a function of a point of the plane. */
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
