/** The {@code gan} command. */
@Internal
package org.ganlib.cli;

import org.ganlib.stability.Internal;
