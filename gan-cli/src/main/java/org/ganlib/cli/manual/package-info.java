/** Makes the manual page from the help of all commands. */
@Internal
package org.ganlib.cli.manual;

import org.ganlib.stability.Internal;
