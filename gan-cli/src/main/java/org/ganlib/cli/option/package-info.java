/** Options and parameters that several commands share. */
@Internal
package org.ganlib.cli.option;

import org.ganlib.stability.Internal;
