package org.ganlib.models.architecture;

import java.util.Arrays;
import java.util.List;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.ValueRange;
import org.ganlib.problem.GanException;
import org.ganlib.spi.NetworkSignature;
import org.ganlib.tensor.TensorShape;

/**
 * The signatures for which papers publish their networks, and the checks of those that an
 * architecture is asked for.
 */
final class Signatures {
    private Signatures() {}

    static NetworkSignature generator(ValueRange range, TensorShape image, TensorShape... inputs) {
        return new NetworkSignature(NetworkRole.GENERATOR, Arrays.asList(inputs), image, range);
    }

    static NetworkSignature critic(TensorShape... inputs) {
        return new NetworkSignature(NetworkRole.CRITIC, Arrays.asList(inputs), TensorShape.of(1), ValueRange.UNBOUNDED);
    }

    static NetworkSignature encoder(TensorShape input, TensorShape latent) {
        return new NetworkSignature(NetworkRole.ENCODER, List.of(input), latent, ValueRange.UNBOUNDED);
    }

    static NetworkSignature conditionalGenerator(ValueRange range, TensorShape image, TensorShape latent, int classes) {
        return new NetworkSignature(
                NetworkRole.GENERATOR, List.of(latent, NetworkSignature.LABEL), image, range, classes);
    }

    static NetworkSignature conditionalCritic(TensorShape image, int classes) {
        return new NetworkSignature(
                NetworkRole.CRITIC,
                List.of(image, NetworkSignature.LABEL),
                TensorShape.of(1),
                ValueRange.UNBOUNDED,
                classes);
    }

    /** @throws GanException if an input is a label */
    static void requireNoLabel(String architecture, NetworkSignature signature) {
        if (signature.classes() > 0) {
            throw new GanException(signature.role().key() + ": " + architecture
                    + " takes no label, but the model gives it one of " + signature.classes()
                    + " classes. Use mlp, dcgan or lsgan-conditional, or another model");
        }
    }

    /** @throws GanException unless there are two inputs, the second a label */
    static void requireLabel(String architecture, NetworkSignature signature, String meaning) {
        if (signature.classes() == 0 || signature.inputs().size() != 2) {
            throw refusal(architecture, signature, meaning);
        }
    }

    /** @throws GanException if there is no input */
    static void requireAnyInput(String architecture, NetworkSignature signature) {
        if (signature.inputs().isEmpty()) {
            throw refusal(architecture, signature, "one input or more");
        }
    }

    private static GanException refusal(String architecture, NetworkSignature signature, String meaning) {
        return new GanException(
                signature.role().key() + ": " + architecture + " takes " + meaning + " here, but the model"
                        + " gives inputs of " + signature.inputs() + ". Choose another architecture or model");
    }

    /** @throws GanException unless that many inputs are asked for */
    static void requireInputs(String architecture, NetworkSignature signature, int count, String meaning) {
        requireNoLabel(architecture, signature);
        if (signature.inputs().size() != count) {
            throw refusal(architecture, signature, meaning);
        }
    }

    /**
     * @throws GanException unless there is one input, or for a critic one or two: an example, and
     *     its latent in a joint game
     */
    static void requireInputsOfJointGame(String architecture, NetworkSignature signature) {
        requireNoLabel(architecture, signature);
        if (signature.role().equals(NetworkRole.CRITIC) && signature.inputs().size() == 2) {
            return;
        }
        String meaning = "one input";
        if (signature.role().equals(NetworkRole.GENERATOR)) {
            meaning = "one latent";
        } else if (signature.role().equals(NetworkRole.ENCODER)) {
            meaning = "one example";
        } else if (signature.role().equals(NetworkRole.CRITIC)) {
            meaning = "an example, or an example and its latent,";
        }
        requireInputs(architecture, signature, 1, meaning);
    }

    /**
     * @throws GanException unless the image's height and width are multiples of {@code factor}
     */
    static void requireMultiple(String architecture, NetworkSignature signature, TensorShape image, int factor) {
        if (!image.isImage() || image.height() % factor != 0 || image.width() % factor != 0) {
            throw new GanException(signature.role().key() + ": " + architecture
                    + " needs images whose height and width are multiples of " + factor + " pixels, but here they are "
                    + image + ". Use mlp, or images of such a size");
        }
    }
}
