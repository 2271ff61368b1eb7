package org.ganlib.datasets.synthetic;

import org.ganlib.network.ValueRange;
import org.ganlib.plugin.Facts;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.SettingText;
import org.ganlib.plugin.Settings;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.DataLocation;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.DatasetSource;
import org.ganlib.spi.Split;

/**
 * The square lattice of {@link GaussianGrid} on a plane through 0 in a space of many dimensions,
 * with noise in all of them. The plane is spanned by two random orthonormal directions.
 *
 * <p>A draw's distance from its centre is about {@code std·√dimension}: "within three standard
 * deviations" holds for points of the plane alone.
 *
 * @param dimension the dimension of the space, 2 to 100,000
 * @param side modes along each side of the lattice, 1 to 100
 * @param spacing distance of neighbouring modes, > 0
 * @param std standard deviation of each coordinate around its mode, > 0
 * @param embeddingSeed the seed by which the plane is drawn
 */
@PluginName(
        value = "plane-grid",
        summary = "Normal distributions on a lattice that lies on a plane in many dimensions, drawn without end.",
        paper =
                "after Srivastava et al., VEEGAN: Reducing Mode Collapse in GANs using Implicit Variational Learning, 2017, section 5.1")
@Facts({
    "examples: vectors of as many numbers as dimension says, unbounded; a class for each mode",
    "licence: " + SyntheticInfo.LICENCE
})
public record PlaneGrid(
        @Setting("of the space, 2 to 100,000") int dimension,

        @Setting("modes along each side of the lattice, 1 to 100")
        int side,

        @Setting("distance of neighbouring modes, > 0") double spacing,

        @Setting("standard deviation of each coordinate around its mode, > 0")
        double std,

        @Setting("which plane: seeds its two directions") long embeddingSeed)
        implements DatasetSource {
    private static final int HIGHEST_DIMENSION = 100_000;

    /** 25 modes in 100 dimensions, spaced as in the plane. */
    public PlaneGrid() {
        this(100, 5, 2, 0.05, 0);
    }

    /** @throws org.ganlib.plugin.InvalidSettingsException if a number is out of its range */
    public PlaneGrid {
        Settings.check()
                .within("dimension", dimension, 2, HIGHEST_DIMENSION)
                .within("side", side, 1, Lattice.LARGEST_SIDE)
                .positive("spacing", spacing)
                .positive("std", std)
                .orThrow();
    }

    @Override
    public Dataset open(DataLocation location, Split split) {
        double[][] plane = directions();
        double[][] lattice = Lattice.points(side, spacing);
        double[][] centres = new double[lattice.length][dimension];
        for (int i = 0; i < lattice.length; i++) {
            for (int k = 0; k < dimension; k++) {
                centres[i][k] = lattice[i][0] * plane[0][k] + lattice[i][1] * plane[1][k];
            }
        }
        return new Draws(NormalMixture.of(centres, std), info(), split);
    }

    /**
     * Two orthonormal directions, uniform among all such pairs: normal vectors after Gram and
     * Schmidt.
     */
    double[][] directions() {
        RandomStream random = new RandomStream(embeddingSeed);
        double[] first = normalised(draw(random));
        double[] second = draw(random);
        // Twice, because rounding leaves a trace of the first direction.
        for (int pass = 0; pass < 2; pass++) {
            double along = 0;
            for (int k = 0; k < dimension; k++) {
                along += first[k] * second[k];
            }
            for (int k = 0; k < dimension; k++) {
                second[k] -= along * first[k];
            }
        }
        return new double[][] {first, normalised(second)};
    }

    private double[] draw(RandomStream random) {
        double[] vector = new double[dimension];
        for (int k = 0; k < dimension; k++) {
            vector[k] = random.nextNormal();
        }
        return vector;
    }

    private static double[] normalised(double[] vector) {
        double squares = 0;
        for (double value : vector) {
            squares += value * value;
        }
        double length = Math.sqrt(squares);
        for (int k = 0; k < vector.length; k++) {
            vector[k] /= length;
        }
        return vector;
    }

    private DatasetInfo info() {
        return SyntheticInfo.of(
                "plane-grid",
                dimension,
                ValueRange.UNBOUNDED,
                Lattice.names(side),
                "Srivastava, Valkov, Russell, Gutmann, Sutton: VEEGAN: Reducing Mode Collapse in GANs using Implicit Variational Learning, 2017",
                "lattice of " + side + "×" + side + " modes, spacing " + SettingText.number(spacing) + ", std "
                        + SettingText.number(std) + ", on plane " + embeddingSeed + " in " + dimension
                        + " dimensions");
    }
}
