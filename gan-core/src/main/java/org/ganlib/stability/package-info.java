/**
 * Marks that say how long an API lasts. A mark on a package holds for its classes; a mark on a
 * class replaces that of its package. docs/api-stability.md states the policy.
 */
@Stable
package org.ganlib.stability;
