package org.ganlib.datasets.synthetic;

import java.util.ArrayList;
import java.util.List;
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
 * Points uniform on the dark squares of a checkerboard around 0, whose corner at the lowest
 * coordinates is dark; labelled with their square.
 *
 * @param squares along each side, 2 to 100
 * @param extent the board covers −extent to extent in both coordinates, 1e-3 to 1e6
 */
@PluginName(
        value = "checkerboard",
        summary = "Points uniform on the dark squares of a checkerboard, drawn without end.",
        paper =
                "Grathwohl et al., FFJORD: Free-form Continuous Dynamics for Scalable Reversible Generative Models, 2018, figure 2")
@Facts({
    "examples: points of the plane, in −extent…extent; a class for each dark square",
    "licence: " + SyntheticInfo.LICENCE
})
public record Checkerboard(
        @Setting("along each side, 2 to 100") int squares,

        @Setting("the board covers −extent to extent in both coordinates, 1e-3 to 1e6")
        double extent)
        implements DatasetSource {
    /** 4×4 squares from −4 to 4. */
    public Checkerboard() {
        this(4, 4);
    }

    /** @throws org.ganlib.plugin.InvalidSettingsException if a number is out of its range */
    public Checkerboard {
        Settings.check()
                .within("squares", squares, 2, 100)
                .within("extent", extent, 1e-3, 1e6)
                .orThrow();
    }

    @Override
    public Dataset open(DataLocation location, Split split) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < squares * squares; i++) {
            if (UniformSquares.isDark(i / squares, i % squares)) {
                names.add("square " + i / squares + "," + i % squares);
            }
        }
        DatasetInfo info = SyntheticInfo.of(
                "checkerboard",
                2,
                new ValueRange(-extent, extent),
                names,
                "Grathwohl, Chen, Bettencourt, Sutskever, Duvenaud: FFJORD: Free-form Continuous Dynamics for Scalable Reversible Generative Models, 2018",
                "checkerboard of " + squares + "×" + squares + " squares, extent " + SettingText.number(extent));
        return new Draws(new UniformSquares(squares, extent), info, split);
    }
}
