package org.ganlib.plugin;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The value of a setting in a run whose {@code config.yaml} does not have it. A run records every
 * setting, so a missing one was added to ganlib after the run began. This annotation states how the
 * program behaved before the setting existed. Experiments that users write get the ordinary default
 * instead.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface InOlderRuns {
    /** The value as YAML, such as {@code every-nth}, {@code false} or {@code 0}. */
    String value();
}
