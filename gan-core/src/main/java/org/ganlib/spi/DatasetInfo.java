package org.ganlib.spi;

import java.util.List;
import java.util.OptionalInt;
import org.ganlib.network.ValueRange;
import org.ganlib.tensor.TensorShape;

/**
 * The description of a data set.
 *
 * @param name its plugin's name, with what was chosen of it: {@code mnist (embedded)}
 * @param shape the shape of one example
 * @param range the interval in which every value lies
 * @param examples the number of examples; empty if they are drawn from a distribution without end
 * @param classNames the classes in the order of their labels; empty when examples have none
 * @param licence the data's licence
 * @param citation the publication to cite
 * @param fingerprint a hash that identifies the content, after a text that says what was hashed and
 *     a colon, as in {@code sha256 of examples, labels and part:5f…}; or a description that
 *     determines the content
 */
public record DatasetInfo(
        String name,
        TensorShape shape,
        ValueRange range,
        OptionalInt examples,
        List<String> classNames,
        String licence,
        String citation,
        String fingerprint) {
    /** Copies the class names. */
    public DatasetInfo {
        classNames = List.copyOf(classNames);
    }

    /** The same data with these class names. */
    public DatasetInfo withClassNames(List<String> names) {
        return new DatasetInfo(name, shape, range, examples, names, licence, citation, fingerprint);
    }
}
