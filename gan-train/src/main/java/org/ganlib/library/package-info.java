/**
 * Ganlib as a library: train, continue, load, sample and evaluate from Java. {@link Workspace} is
 * the entry point; the command {@code gan} calls it too.
 */
@Stable
package org.ganlib.library;

import org.ganlib.stability.Stable;
