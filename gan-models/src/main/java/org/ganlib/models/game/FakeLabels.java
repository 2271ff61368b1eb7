package org.ganlib.models.game;

/** The source of the classes of generated examples. */
public enum FakeLabels {
    /**
     * Those of the real examples of the minibatch, so that both sides have the data's share of each
     * class.
     */
    DATA,
    /** Drawn independently, each class as likely as any other. */
    UNIFORM
}
