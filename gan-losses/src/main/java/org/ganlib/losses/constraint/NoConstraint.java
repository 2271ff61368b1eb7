package org.ganlib.losses.constraint;

import org.ganlib.plugin.PluginName;
import org.ganlib.spi.CriticConstraint;

/** Leaves the critic free: every method of {@link CriticConstraint} does nothing. */
@PluginName(value = "none", summary = "Leaves the critic free.")
public record NoConstraint() implements CriticConstraint {}
