package org.ganlib.config;

/** Stands in a tree where a key has no value. Kept, so that an override can still fill it in. */
enum NoValue {
    INSTANCE;

    @Override
    public String toString() {
        return "nothing";
    }
}
