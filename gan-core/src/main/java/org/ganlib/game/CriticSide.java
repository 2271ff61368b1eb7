package org.ganlib.game;

/** One of the two kinds of examples that a critic scores. */
public enum CriticSide {
    /** Examples of the data. */
    REAL,
    /** Generated examples. */
    FAKE
}
