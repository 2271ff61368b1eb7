/** Named random streams from one seed. */
@Stable
package org.ganlib.random;

import org.ganlib.stability.Stable;
