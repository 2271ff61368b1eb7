package org.ganlib.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The default of a component, written as in an experiment. It is for records that have required
 * components and therefore no constructor without arguments; a plugin is given by name, because its
 * class may live in another module.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Default {
    /** The default as YAML: {@code 1}, {@code auto}, {@code regular}. */
    String value();
}
