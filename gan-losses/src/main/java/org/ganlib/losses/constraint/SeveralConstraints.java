package org.ganlib.losses.constraint;

import java.util.List;
import org.ganlib.network.Network;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.Settings;
import org.ganlib.spi.CriticConstraint;

/**
 * Several constraints at once. Each moment of a step is given to all of them, in their order;
 * penalties are added up.
 *
 * @param constraints the constraints
 */
@PluginName(value = "several", summary = "Several constraints at once, for example spectral-norm and r1.")
public record SeveralConstraints(
        @Setting("the constraints, in the order in which they act; at least one")
        List<CriticConstraint> constraints) implements CriticConstraint {
    /** No constraint at all. */
    public SeveralConstraints() {
        this(List.of(new NoConstraint()));
    }

    /**
     * @throws org.ganlib.plugin.InvalidSettingsException if there is none
     */
    public SeveralConstraints {
        Settings.check()
                .rule(constraints != null && !constraints.isEmpty(), "constraints", "must name at least one constraint")
                .orThrow();
        constraints = List.copyOf(constraints);
    }

    @Override
    public CriticConstraint forRun(Network critic) {
        return new SeveralConstraintsOfRun(
                constraints.stream().map(each -> each.forRun(critic)).toList());
    }
}
