package org.ganlib.stability;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An API that programs and plugins can rely on. A program that compiles and runs against one
 * release compiles and runs with the next. An element is deprecated in one minor release before a
 * later one removes it. The build compares the API with that of the last release.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PACKAGE, ElementType.TYPE})
public @interface Stable {}
