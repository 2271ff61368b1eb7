/** Makes the scripts by which shells complete the arguments of {@code gan}. */
@Internal
package org.ganlib.cli.completion;

import org.ganlib.stability.Internal;
