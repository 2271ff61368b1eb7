/**
 * The generator of the static site: the Markdown pages of the checkout become HTML. It is written on
 * commonmark-java and not for Maven's site plugin, because Doxia names headings otherwise than
 * GitHub does, where the same pages are read, and links to headings would lead nowhere in one of the
 * two.
 */
package org.ganlib.site;
