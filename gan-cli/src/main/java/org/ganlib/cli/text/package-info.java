/** Makes text from outside the program safe to print. */
@Internal
package org.ganlib.cli.text;

import org.ganlib.stability.Internal;
