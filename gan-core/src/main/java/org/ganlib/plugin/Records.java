package org.ganlib.plugin;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Optional;

/** Reads and makes records by reflection. */
public final class Records {
    private Records() {}

    /** The value of one component; null only where the record holds null. */
    public static Object value(RecordComponent component, Object record) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("cannot read " + component.getName() + " of " + record.getClass(), e);
        }
    }

    /**
     * A record made by its no-argument constructor, which states the defaults; empty if it has
     * none.
     */
    public static Optional<Record> defaults(Class<? extends Record> type) {
        return Arrays.stream(type.getDeclaredConstructors())
                .filter(c -> c.getParameterCount() == 0)
                .findFirst()
                .map(c -> type.cast(invoke(c)));
    }

    /**
     * A record of these values, in the order of its components.
     *
     * @throws RuntimeException whatever its constructor throws
     */
    public static Record create(Class<? extends Record> type, Object[] values) {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            return type.cast(invoke(type.getDeclaredConstructor(types), values));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("a record has a canonical constructor: " + type, e);
        }
    }

    private static Object invoke(Constructor<?> constructor, Object... values) {
        try {
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error failure) {
                throw failure;
            }
            throw new IllegalStateException("the constructor of " + constructor.getDeclaringClass() + " failed", e);
        } catch (InstantiationException | IllegalAccessException e) {
            throw new IllegalStateException("cannot make a " + constructor.getDeclaringClass(), e);
        }
    }
}
