/** The manual page, made of the commands' own help. */
@Internal
package org.ganlib.cli.manual;

import org.ganlib.stability.Internal;
