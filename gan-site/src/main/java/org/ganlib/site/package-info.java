/**
 * The generator of the static site, which makes HTML of the Markdown pages of the checkout. It uses
 * commonmark-java instead of Maven's site plugin. The same pages are read at GitHub, and the site
 * plugin (Doxia) gives headings other anchors than GitHub does, so that a link to a heading would
 * work in only one of the two.
 */
package org.ganlib.site;
