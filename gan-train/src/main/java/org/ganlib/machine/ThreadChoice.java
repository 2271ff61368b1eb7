package org.ganlib.machine;

/**
 * The number of threads that compute, and the reason for it.
 *
 * @param count threads, ≥ 1
 * @param reason for the user, without the count
 */
record ThreadChoice(int count, String reason) {}
