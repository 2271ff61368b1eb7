package org.ganlib.plugin;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an interface as an extension point and says what its plugins are called in messages and in
 * {@code gan list KIND}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface PluginKind {
    /** The kind's name, singular: {@code divergence}, {@code data set}, …. */
    String value();
}
