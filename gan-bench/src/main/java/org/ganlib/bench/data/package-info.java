/** The real examples of the workloads, the same in every process. */
package org.ganlib.bench.data;
