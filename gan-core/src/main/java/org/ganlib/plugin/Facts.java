package org.ganlib.plugin;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The facts that a user should know before choosing a plugin: formulas, ranges, and when to use it.
 * They stand beside the code of the formulas, so that nobody changes one and forgets the other.
 * {@code gan describe} prints them.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Facts {
    /** A line each. */
    String[] value();
}
