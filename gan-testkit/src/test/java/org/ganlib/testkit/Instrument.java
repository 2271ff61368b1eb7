package org.ganlib.testkit;

/** A kind of plugin, for the tests of {@link PluginContract}. */
public interface Instrument {}
