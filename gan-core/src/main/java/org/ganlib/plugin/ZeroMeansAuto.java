package org.ganlib.plugin;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * For an {@code int} or {@code long} component: an experiment says {@code auto} or a number ≥ 1,
 * and {@code auto} is 0 in the record. A written 0 is refused.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface ZeroMeansAuto {}
