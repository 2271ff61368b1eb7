package org.ganlib.machine;

/**
 * How many threads compute, and why.
 *
 * @param count threads, ≥ 1
 * @param reason for the user, without the count
 */
record ThreadChoice(int count, String reason) {}
