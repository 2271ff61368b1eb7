/** The update schedule, which says how many critic steps a step has. */
@Experimental
package org.ganlib.updateschedule;

import org.ganlib.stability.Experimental;
