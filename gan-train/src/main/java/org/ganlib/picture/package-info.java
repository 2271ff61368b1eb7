/** Pictures of examples: grids of images, and points in the plane. */
package org.ganlib.picture;
