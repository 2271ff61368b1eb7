package org.ganlib.run;

import java.util.Optional;

/** Versions of this build. */
public final class Versions {
    private Versions() {}

    /** The version of ganlib; {@code development} when it does not run from its jar. */
    public static String ganlib() {
        return Optional.ofNullable(Versions.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    /** The source revision, as the launcher found it; empty outside a git checkout. */
    public static Optional<String> revision() {
        return Optional.ofNullable(System.getProperty("gan.revision")).filter(r -> !r.isEmpty());
    }
}
