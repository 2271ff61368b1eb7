/**
 * Exceptions meant for the user. Each has a message of one readable line, and the command line maps
 * each to an exit code.
 */
@Stable
package org.ganlib.problem;

import org.ganlib.stability.Stable;
