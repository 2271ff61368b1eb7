package org.ganlib.datasets.synthetic;

import java.util.List;
import java.util.OptionalInt;
import org.ganlib.network.ValueRange;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.tensor.TensorShape;

/** The description of data drawn from a formula: endless and free of rights. */
final class SyntheticInfo {
    /** The terms. */
    static final String LICENCE = "drawn from a formula, free of rights";

    private SyntheticInfo() {}

    /**
     * @param classNames the parts of the law in order; empty where it has but one
     * @param citation the publication that drew such data first, or that describes it
     * @param determinedBy everything that determines the distribution
     */
    static DatasetInfo of(
            String name,
            int dimension,
            ValueRange range,
            List<String> classNames,
            String citation,
            String determinedBy) {
        return new DatasetInfo(
                name,
                TensorShape.of(dimension),
                range,
                OptionalInt.empty(),
                classNames,
                LICENCE,
                citation,
                determinedBy);
    }
}
