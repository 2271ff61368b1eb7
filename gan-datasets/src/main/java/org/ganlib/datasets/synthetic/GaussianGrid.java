package org.ganlib.datasets.synthetic;

import org.ganlib.network.ValueRange;
import org.ganlib.plugin.Facts;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.SettingText;
import org.ganlib.plugin.Settings;
import org.ganlib.spi.DataLocation;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.DatasetSource;
import org.ganlib.spi.Split;

/**
 * Round normal distributions of equal shares on a square lattice around 0; labelled with their
 * number, row by row.
 *
 * @param side modes along each side of the lattice, 1 to 100
 * @param spacing distance of neighbouring modes, > 0
 * @param std standard deviation of each coordinate around its mode, > 0
 */
@PluginName(
        value = "gaussian-grid",
        summary = "Normal distributions on a square lattice, drawn without end.",
        paper = "Lin et al., PacGAN: The power of two samples in generative adversarial networks, 2018, section 4.1")
@Facts({"examples: points of the plane, unbounded; a class for each mode", "licence: " + SyntheticInfo.LICENCE})
public record GaussianGrid(
        @Setting("modes along each side of the lattice, 1 to 100")
        int side,

        @Setting("distance of neighbouring modes, > 0") double spacing,

        @Setting("standard deviation of each coordinate around its mode, > 0")
        double std)
        implements DatasetSource {
    /** 25 modes from −4 to 4 in steps of 2, with standard deviation 0.05. */
    public GaussianGrid() {
        this(5, 2, 0.05);
    }

    /** @throws org.ganlib.plugin.InvalidSettingsException if a number is out of its range */
    public GaussianGrid {
        Settings.check()
                .within("side", side, 1, Lattice.LARGEST_SIDE)
                .positive("spacing", spacing)
                .positive("std", std)
                .orThrow();
    }

    @Override
    public Dataset open(DataLocation location, Split split) {
        return new Draws(NormalMixture.of(Lattice.points(side, spacing), std), info(), split);
    }

    private DatasetInfo info() {
        return SyntheticInfo.of(
                "gaussian-grid",
                2,
                ValueRange.UNBOUNDED,
                Lattice.names(side),
                "Lin, Khetan, Fanti, Oh: PacGAN: The power of two samples in generative adversarial networks, 2018",
                "lattice of " + side + "×" + side + " modes, spacing " + SettingText.number(spacing) + ", std "
                        + SettingText.number(std));
    }
}
