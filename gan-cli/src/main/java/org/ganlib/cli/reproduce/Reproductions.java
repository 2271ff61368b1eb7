package org.ganlib.cli.reproduce;

import java.util.List;
import java.util.Optional;

/** All reproductions. */
public final class Reproductions {
    private static final List<Reproduction> ALL = List.of();

    private Reproductions() {}

    /** All of them, in the order to list them. */
    public static List<Reproduction> all() {
        return ALL;
    }

    /** The one of that id. */
    public static Optional<Reproduction> find(String id) {
        return ALL.stream().filter(r -> r.id().equals(id)).findFirst();
    }
}
