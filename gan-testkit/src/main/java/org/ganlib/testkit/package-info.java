/**
 * The contracts that plugins must satisfy, as JUnit 5 interfaces to implement, and the classes that
 * their tests use.
 */
@Experimental
package org.ganlib.testkit;

import org.ganlib.stability.Experimental;
