package org.ganlib.plugin;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What to know of a plugin before choosing it: formulas, ranges, and when to use it. It stands beside the code of the formulas so that a
 * change to one is seen to miss the other; {@code gan describe} prints it.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Facts {
    /** A line each. */
    String[] value();
}
