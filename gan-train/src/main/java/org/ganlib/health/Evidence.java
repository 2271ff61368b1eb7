package org.ganlib.health;

/**
 * What a symptom was seen by.
 *
 * @param text the numbers in words
 * @param value the number that was judged
 * @param limit what it is held against
 */
record Evidence(String text, double value, double limit) {}
