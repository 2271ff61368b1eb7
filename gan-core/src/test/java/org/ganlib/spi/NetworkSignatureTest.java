package org.ganlib.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.ValueRange;
import org.ganlib.tensor.TensorShape;
import org.junit.jupiter.api.Test;

final class NetworkSignatureTest {
    private static final TensorShape NUMBERS = TensorShape.of(3);

    @Test
    void hasNoLabelUnlessItSaysSo() {
        assertThat(new NetworkSignature(NetworkRole.CRITIC, List.of(NUMBERS), TensorShape.of(1), ValueRange.UNBOUNDED)
                        .classes())
                .isZero();
    }

    @Test
    void aLabelIsTheLastOfSeveralInputs() {
        assertThat(signature(4, NUMBERS, NetworkSignature.LABEL).classes()).isEqualTo(4);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> signature(4, NetworkSignature.LABEL, NUMBERS))
                .withMessage(
                        "with classes the last of several inputs is a label of shape 1, but the inputs are [1, 3]");
        assertThatIllegalArgumentException().isThrownBy(() -> signature(4, NetworkSignature.LABEL));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> signature(-1, NUMBERS))
                .withMessage("a network has 0 or more classes, was -1");
    }

    private static NetworkSignature signature(int classes, TensorShape... inputs) {
        return new NetworkSignature(
                NetworkRole.CRITIC, List.of(inputs), TensorShape.of(1), ValueRange.UNBOUNDED, classes);
    }
}
