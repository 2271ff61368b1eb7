package org.ganlib.cli.report;

import java.awt.image.BufferedImage;

/**
 * A picture with what it shows.
 *
 * @param heading of the section it stands in
 * @param file what it is called where it stands alone
 * @param caption what is seen, in whole sentences
 * @param picture without transparency
 */
public record Figure(String heading, String file, String caption, BufferedImage picture) {}
