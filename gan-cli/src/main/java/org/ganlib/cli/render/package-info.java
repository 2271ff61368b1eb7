/** Examples as files to look at: pictures, and arrays for other programs. */
@Internal
package org.ganlib.cli.render;

import org.ganlib.stability.Internal;
