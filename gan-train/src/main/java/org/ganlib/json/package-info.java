/** Reads untrusted JSON within limits. */
@Internal
package org.ganlib.json;

import org.ganlib.stability.Internal;
