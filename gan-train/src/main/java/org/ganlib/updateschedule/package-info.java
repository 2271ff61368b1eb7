/** The update schedule, which says how many critic steps a step has. */
package org.ganlib.updateschedule;
