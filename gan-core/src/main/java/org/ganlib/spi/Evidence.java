package org.ganlib.spi;

/**
 * What a symptom was seen by.
 *
 * @param text the numbers in words, as a line without a full stop
 * @param value the number that was judged
 * @param limit what it is held against
 */
public record Evidence(String text, double value, double limit) {}
