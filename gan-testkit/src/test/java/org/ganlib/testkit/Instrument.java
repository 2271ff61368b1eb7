package org.ganlib.testkit;

/** A kind of plugin, for the tests of what every plugin owes. */
public interface Instrument {}
