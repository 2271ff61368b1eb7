package org.ganlib.cli.report;

import java.awt.image.BufferedImage;

/**
 * A picture with what it shows.
 *
 * @param heading the heading of its section
 * @param file its name as a file of its own
 * @param caption a description of the figure, in whole sentences
 * @param picture without transparency
 */
public record Figure(String heading, String file, String caption, BufferedImage picture) {}
