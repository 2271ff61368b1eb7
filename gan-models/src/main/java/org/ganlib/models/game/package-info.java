/** The games networks play against each other. */
@Experimental
package org.ganlib.models.game;

import org.ganlib.stability.Experimental;
