/** Files that are written whole or not at all. */
@Experimental
package org.ganlib.file;

import org.ganlib.stability.Experimental;
