package org.ganlib.evaluate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The results that the metrics of one evaluation share, each computed once. */
final class Shared implements AutoCloseable {
    private final Map<Object, Object> values = new LinkedHashMap<>();

    /** The value of that key, computed at the first call. */
    @SuppressWarnings("unchecked") // Equal keys mean the same value, says MetricContext.
    <T> T get(Object key, Supplier<T> compute) {
        if (!values.containsKey(key)) {
            values.put(key, compute.get());
        }
        return (T) values.get(key);
    }

    /** Closes the values that are {@link AutoCloseable}. */
    @Override
    public void close() {
        for (Object value : values.values()) {
            if (value instanceof AutoCloseable closeable) {
                try {
                    closeable.close();
                } catch (RuntimeException e) {
                    throw e;
                } catch (Exception e) {
                    throw new IllegalStateException("could not release " + value, e);
                }
            }
        }
        values.clear();
    }
}
