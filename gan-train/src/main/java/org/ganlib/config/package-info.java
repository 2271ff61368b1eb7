/**
 * Experiments: the records that hold one, strict reading from YAML and {@code key=value} overrides
 * with every problem reported at once, and writing the resolved configuration back. Settings are
 * records; defaults are what their constructors without arguments say.
 */
@Experimental
package org.ganlib.config;

import org.ganlib.stability.Experimental;
