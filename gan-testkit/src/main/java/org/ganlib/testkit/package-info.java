/**
 * The contracts plugins must satisfy, as JUnit 5 interfaces to implement, and what their tests
 * need.
 */
package org.ganlib.testkit;
