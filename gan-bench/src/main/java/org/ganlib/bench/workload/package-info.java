/** The workloads: networks, batches and recipes, described once for every contestant. */
package org.ganlib.bench.workload;
