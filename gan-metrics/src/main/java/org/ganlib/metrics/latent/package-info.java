/**
 * Metrics of what encoders and conditional models have learnt of classes and latents, and
 * classifiers that read features.
 */
@Experimental
package org.ganlib.metrics.latent;

import org.ganlib.stability.Experimental;
