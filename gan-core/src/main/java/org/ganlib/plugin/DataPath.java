package org.ganlib.plugin;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a setting that names a file or a folder to read: a component of type {@code String} or
 * {@code Optional<String>}. A command never overwrites such a file of its run. If the setting
 * belongs to a data set, a run records the path as an absolute one, so that the run can be
 * continued from any directory. The path may then be changed when the run is continued, as long as
 * the data there has the recorded fingerprint.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface DataPath {
    /** The kind of file that the setting names. */
    enum Kind {
        /** A regular file. */
        FILE,
        /** A folder. */
        FOLDER
    }

    /** The kind of file that the setting names. */
    Kind value();

    /**
     * True if a relative path that does not exist in the working directory is also looked for in
     * the data directories.
     */
    boolean inDataDirectories() default true;
}
