/** Published results measured again with this library: what {@code gan reproduce} runs. */
@Internal
package org.ganlib.cli.reproduce;

import org.ganlib.stability.Internal;
