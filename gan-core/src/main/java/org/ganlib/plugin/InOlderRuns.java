package org.ganlib.plugin;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The value that a setting has in a run whose {@code config.yaml} does not name it. A run records
 * every setting, so one that is missing was added after the run began: this annotation says what
 * the program did before there was a choice. Experiments that users write take the ordinary
 * default.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface InOlderRuns {
    /** The value as YAML: {@code every-nth}, {@code false}, {@code 0}. */
    String value();
}
