/**
 * Naming, discovery and description of plugins: the annotations a plugin carries, and the catalog
 * that finds them.
 */
package org.ganlib.plugin;
