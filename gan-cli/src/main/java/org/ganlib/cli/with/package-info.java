/**
 * Native libraries that are too large for everybody's download: {@code gan --with NAME} fetches them
 * once.
 */
@Internal
package org.ganlib.cli.with;

import org.ganlib.stability.Internal;
