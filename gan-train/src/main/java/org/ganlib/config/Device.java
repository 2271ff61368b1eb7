package org.ganlib.config;

/** The device that networks run on. */
public enum Device {
    /** The fastest device an engine can use on this machine. */
    AUTO,
    /** The processor. */
    CPU,
    /** An NVIDIA graphics processor. */
    CUDA
}
