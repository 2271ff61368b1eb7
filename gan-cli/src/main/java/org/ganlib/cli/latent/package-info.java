/** Ways through the space of latents. */
package org.ganlib.cli.latent;
