package org.ganlib.plugin;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an {@code int} or {@code long} component for which an experiment says {@code auto} or a
 * number ≥ 1. The record holds 0 for {@code auto}; an experiment that says 0 is refused.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface ZeroMeansAuto {}
