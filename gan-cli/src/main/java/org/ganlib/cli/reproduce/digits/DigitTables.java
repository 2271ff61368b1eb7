package org.ganlib.cli.reproduce.digits;

import java.util.ArrayList;
import java.util.List;
import org.ganlib.cli.reproduce.Lengths;
import org.ganlib.cli.reproduce.MethodTable;
import org.ganlib.cli.reproduce.MethodTable.Order;
import org.ganlib.cli.reproduce.Outline;
import org.ganlib.cli.reproduce.Quantity;
import org.ganlib.cli.reproduce.Quantity.Measured;
import org.ganlib.cli.reproduce.TrainedMethod;

/** Tables of digits whose numbers are those of metrics alone. */
public final class DigitTables {
    private static final String EMBEDDED =
            "8,000 embedded digits are trained on and 2,000 are held out; the paper has 60,000 and 10,000.";

    private static final String SMOKE = "A few steps: rows show that everything runs.";

    private DigitTables() {}

    /** Digits of a class that was asked for. */
    public static MethodTable conditional() {
        Measured requested = new Measured("requested-class", List.of(), 1_000);
        Measured parzen = new Measured("parzen", List.of(), 10_000);
        Quantity share = Quantity.shown("requested-class", requested, "", 0);
        Quantity nats = Quantity.shown("nats", parzen, "", Double.NEGATIVE_INFINITY);
        return new MethodTable(
                new Outline(
                        "conditional",
                        "Digits of a class asked for; their Parzen likelihood (conditional GAN, table 1)",
                        3,
                        3,
                        List.of(
                                EMBEDDED,
                                "The share of the class that was asked for is that of a classifier which knows 97.5 % of"
                                        + " held-out digits; neither paper measures it. The bounds, 0.8 and 0.9, lie below"
                                        + " what one seed had reached, 0.935 and 0.999.",
                                "The networks are those of the experiments, and not the published maxout networks with"
                                        + " dropout."),
                        SMOKE,
                        "2,000 and 500 steps; the experiments have 6,000 and 3,000.",
                        ""),
                List.of(
                        new TrainedMethod(
                                "conditional",
                                "conditional-mnist",
                                List.of(),
                                new Lengths(5, 2_000, 6_000),
                                List.of(share.atLeast(0.8), nats.published(132, 1.8, 5))),
                        new TrainedMethod(
                                "auxiliary-classifier",
                                "acgan-mnist",
                                List.of(),
                                new Lengths(5, 500, 3_000),
                                List.of(share.atLeast(0.9), nats))),
                List.of());
    }

    /** The likelihood of digits under generators that each minimise another f-divergence. */
    public static MethodTable fGan() {
        List<TrainedMethod> methods = new ArrayList<>();
        methods.add(fGan("kl", 416, 5.62));
        methods.add(fGan("reverse-kl", 319, 8.36));
        methods.add(fGan("pearson", 429, 5.53));
        methods.add(fGan("neyman", 300, 8.33));
        methods.add(fGan("squared-hellinger", -708, 18.1));
        methods.add(fGan("jeffrey", -2101, 29.9));
        methods.add(fGan("jensen-shannon", 367, 8.19));
        methods.add(fGan("gan", 305, 8.97));
        return new MethodTable(
                new Outline(
                        "fgan-mnist",
                        "Likelihood of digits under a kernel density, by divergence (f-GAN, table 3)",
                        3,
                        3,
                        List.of(
                                EMBEDDED,
                                "Batches of 512 for 4,096, and the number of steps, which the paper leaves open: the experiment"
                                        + " fgan-mnist.",
                                "The kernel density has 16,000 samples and a bandwidth by threefold cross-validation, as"
                                        + " there."),
                        SMOKE,
                        "200 steps; the experiment has 4,000.",
                        ""),
                methods,
                List.of());
    }

    private static TrainedMethod fGan(String divergence, double published, double error) {
        // A generator that gives numbers which are not finite explains no digit.
        Quantity nats = Quantity.shown("nats", new Measured("kde", List.of(), 16_000), "", Double.NEGATIVE_INFINITY);
        return new TrainedMethod(
                divergence,
                "fgan-mnist",
                List.of("divergence={name: " + divergence + ", generator-objective: non-saturating}"),
                new Lengths(3, 200, 4_000),
                List.of(nats.published(published, error, 20)));
    }

    /** Classes found among a thousand, with and without packing. */
    public static MethodTable stacked() {
        Measured modes = new Measured("class-modes", List.of(), 26_000);
        List<Quantity> quantities = List.of(
                Quantity.shown("modes", modes, "", 0),
                Quantity.shown("reverse-kl", modes, "reverse-kl", Double.POSITIVE_INFINITY));
        String adam = "{name: adam, learning-rate: 2e-4, beta1: 0.5}";
        TrainedMethod dcgan = new TrainedMethod(
                "dcgan",
                "mnist",
                List.of(
                        "dataset=stacked-mnist",
                        "model={name: standard, latent: {size: 100, prior: uniform}}",
                        "generator={name: dcgan, width: 64}",
                        "critic={name: dcgan, width: 64}",
                        "optimizer={generator: " + adam + ", critic: " + adam + "}",
                        "schedule={name: regular, critic-steps: 1, update: alternating}",
                        "train.batch=64",
                        "train.ema=0"),
                new Lengths(2, 100, 100_000),
                quantities);
        TrainedMethod packed = dcgan.with(
                "pacgan-2",
                List.of("model={name: packing, pack: 2, latent: {size: 100, prior: uniform}}", "train.batch=128"));
        return new MethodTable(
                new Outline(
                        "stacked-mnist",
                        "Modes of a thousand found by DCGAN, with and without packing (PacGAN, table 3)",
                        3,
                        10,
                        List.of(
                                "Images are stacked from 8,000 embedded digits, drawn without end; the paper stacks 128,000"
                                        + " images from 60,000. A classifier of single digits reads each colour.",
                                "DCGAN for 28x28 pixels with 64 channels at half the size; the paper's has a fourth layer."),
                        SMOKE,
                        "100 steps; the paper has 100,000.",
                        ""),
                List.of(
                        dcgan.measuring(List.of(
                                quantities.get(0).published(78.9, 6.46, 20),
                                quantities.get(1).published(4.5, 0.05, 0.3))),
                        packed.measuring(List.of(
                                quantities.get(0).published(1000, 0, 10),
                                quantities.get(1).published(0.06, 0.003, 0.1)))),
                List.of(new Order("pacgan-2", "dcgan", "modes")));
    }
}
