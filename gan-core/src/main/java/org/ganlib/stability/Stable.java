package org.ganlib.stability;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An API that programs and plugins can rely on: what compiled and ran against one release does so
 * with the next. An element is deprecated in one minor release before a later one removes it, and
 * the build compares with the last release.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PACKAGE, ElementType.TYPE})
public @interface Stable {}
