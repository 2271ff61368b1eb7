/** Who moves when: the update schedules that are part of the framework. */
package org.ganlib.schedule;
