package org.ganlib.spi;

/**
 * The evidence for a symptom: a number, its limit, and both in words.
 *
 * @param text the numbers in words, as a line without a full stop
 * @param value the number that was judged
 * @param limit the number that it is compared with
 */
public record Evidence(String text, double value, double limit) {}
