/**
 * The interfaces that plugins implement. To write a plugin: choose the interface, write a public
 * record that implements it, give it a {@link org.ganlib.plugin.PluginName}, a public constructor
 * without arguments that states the defaults, and a line in {@code META-INF/services}. Nothing else
 * needs to be edited.
 */
@Stable
package org.ganlib.spi;

import org.ganlib.stability.Stable;
