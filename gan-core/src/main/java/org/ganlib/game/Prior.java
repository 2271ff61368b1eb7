package org.ganlib.game;

/** The distribution latents are drawn from, independently in each dimension. */
public enum Prior {
    /** Uniform in ±scale. */
    UNIFORM,
    /** Normal with mean 0 and standard deviation {@code scale}. */
    NORMAL,
    /** −scale or scale, each as likely as the other: a finite space of 2ⁿ latents. */
    BINARY
}
