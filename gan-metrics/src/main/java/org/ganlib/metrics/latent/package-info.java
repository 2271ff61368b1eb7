/**
 * Metrics of what encoders and conditional models have learnt of classes and latents, and
 * classifiers that read features.
 */
package org.ganlib.metrics.latent;
