/** What is measured: networks, batches and recipes, described once for every contestant. */
package org.ganlib.bench.workload;
