/**
 * Naming, discovery and description of plugins: the annotations a plugin carries, and the catalog
 * that finds them.
 */
@Stable
package org.ganlib.plugin;

import org.ganlib.stability.Stable;
