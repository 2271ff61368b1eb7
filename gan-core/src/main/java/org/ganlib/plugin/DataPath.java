package org.ganlib.plugin;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a setting that names a file or a folder to read: a component of type {@code String} or
 * {@code Optional<String>}. No command overwrites such a file of the run it is about. Of a data set,
 * a run records the path as an absolute one, so that it can be continued from any directory, and
 * the setting may be changed when a run is continued, as long as the data found there has the run's
 * fingerprint.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface DataPath {
    /** The kind of place that the setting names. */
    enum Kind {
        /** A regular file. */
        FILE,
        /** A folder. */
        FOLDER
    }

    /** The kind of place that the setting names. */
    Kind value();

    /**
     * Whether a relative path that leads nowhere from the working directory is looked for in the
     * data directories too.
     */
    boolean inDataDirectories() default true;
}
