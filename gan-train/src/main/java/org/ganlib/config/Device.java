package org.ganlib.config;

/** Where networks run. */
public enum Device {
    /** The fastest device an engine can use on this machine. */
    AUTO,
    /** The processor. */
    CPU,
    /** An NVIDIA graphics processor. */
    CUDA
}
