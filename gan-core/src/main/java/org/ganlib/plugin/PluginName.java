package org.ganlib.plugin;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names a plugin. A plugin is a public record that implements one {@link PluginKind SPI interface},
 * carries this annotation and is listed in {@code META-INF/services}. Its components are its
 * settings, its public no-argument constructor states their defaults, and its compact constructor
 * validates them with {@link Settings}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface PluginName {
    /** The name used in experiments: lower-case words joined by hyphens, unique within its kind. */
    String value();

    /** One sentence, shown by {@code gan list}. */
    String summary();

    /**
     * The publication: authors, title, year, and the equation or section; empty if there is none.
     */
    String paper() default "";
}
