package org.ganlib.plugin;

/**
 * A reason why a plugin cannot be used.
 *
 * @param kind the SPI interface it was installed for
 * @param name its name; empty where it is not known, because the class could not be loaded
 * @param text one line: the class, and the jar or the file and line, the rule, and what to do
 */
record PluginProblem(Class<?> kind, String name, String text) {}
