package org.ganlib.cli.command;

import java.util.List;
import java.util.Optional;
import org.ganlib.cli.reproduce.Reproduction;
import org.ganlib.cli.reproduce.Theory;
import org.ganlib.cli.reproduce.digits.DigitTables;
import org.ganlib.cli.reproduce.digits.FewLabels;
import org.ganlib.cli.reproduce.digits.ParzenTable;
import org.ganlib.cli.reproduce.digits.WassersteinCurve;
import org.ganlib.cli.reproduce.features.LearnedFeatures;
import org.ganlib.cli.reproduce.modes.Mixtures;
import org.ganlib.cli.reproduce.modes.Modes;
import org.ganlib.cli.reproduce.univariate.FGanUnivariate;
import org.ganlib.cli.reproduce.univariate.LipschitzConstants;

/**
 * All reproductions. They live in packages of their own, which know the frame but not this list.
 */
final class Reproductions {
    private static final List<Reproduction> ALL = List.of(
            new Theory(),
            new FGanUnivariate(),
            new LipschitzConstants(),
            new Modes(),
            Mixtures.ring(),
            Mixtures.grid(),
            new LearnedFeatures(),
            new ParzenTable(),
            new WassersteinCurve(),
            DigitTables.conditional(),
            DigitTables.fGan(),
            DigitTables.stacked(),
            new FewLabels());

    private Reproductions() {}

    /** All of them, in the order to list them. */
    static List<Reproduction> all() {
        return ALL;
    }

    /** The one of that id. */
    static Optional<Reproduction> find(String id) {
        return ALL.stream().filter(r -> r.id().equals(id)).findFirst();
    }
}
