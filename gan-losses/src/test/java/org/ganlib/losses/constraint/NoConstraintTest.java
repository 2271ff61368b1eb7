package org.ganlib.losses.constraint;

import org.ganlib.spi.CriticConstraint;
import org.ganlib.testkit.PluginContract;

final class NoConstraintTest implements PluginContract<CriticConstraint> {
    @Override
    public Class<CriticConstraint> kind() {
        return CriticConstraint.class;
    }

    @Override
    public CriticConstraint configured() {
        return new NoConstraint();
    }
}
