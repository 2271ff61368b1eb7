package org.ganlib.models.game;

/** The distribution latents are drawn from, independently in each dimension. */
public enum Prior {
    /** Uniform in ±scale. */
    UNIFORM,
    /** Normal with mean 0 and standard deviation {@code scale}. */
    NORMAL
}
