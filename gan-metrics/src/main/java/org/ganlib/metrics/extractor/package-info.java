/** Feature extractors: what metrics see of an example. */
@Experimental
package org.ganlib.metrics.extractor;

import org.ganlib.stability.Experimental;
