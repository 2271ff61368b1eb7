package org.ganlib.cli.reproduce.modes;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ganlib.cli.reproduce.Lengths;
import org.ganlib.cli.reproduce.MethodTable;
import org.ganlib.cli.reproduce.MethodTable.Order;
import org.ganlib.cli.reproduce.Outline;
import org.ganlib.cli.reproduce.Quantity;
import org.ganlib.cli.reproduce.Quantity.Measured;
import org.ganlib.cli.reproduce.TrainedMethod;

/**
 * Modes kept of a mixture by the methods of several papers, each with its own networks and settings:
 * captured modes and the share of samples of high quality, among 2,500 samples.
 */
public final class Mixtures {
    private static final String MODES = "modes";
    private static final String QUALITY = "high-quality";
    private static final int SAMPLES = 2_500;
    private static final double QUALITY_MARGIN = 0.03;

    private static final int SMOKE_STEPS = 20;
    private static final int REDUCTION = 100;
    private static final String SMOKE = "20 steps: rows show that everything runs.";
    private static final String REDUCED =
            "One step for each " + REDUCTION + " published ones, so that numbers in print are shown and not judged.";

    private static final String VEEGAN_DEVIATION =
            "VEEGAN's paper leaves the GAN's settings open: ours are those of the released notebook as an adaptation has"
                    + " them, 254 latents, hidden layers of 128, batches of 500, Adam 1e-3, and 25,000 steps.";

    private static final List<String> COMMON =
            List.of("divergence={name: gan, generator-objective: non-saturating}", "constraint=none", "train.ema=0");

    private Mixtures() {}

    /** Eight Gaussians on a ring. */
    public static MethodTable ring() {
        List<TrainedMethod> methods = new ArrayList<>(List.of(
                published(pacgan(1, "ring-8"), 6.3, 0.5, 0.5, 0.982, 0.002),
                published(pacgan(2, "ring-8"), 7.9, 0.1, 0.5, 0.956, 0.02),
                published(veegan("ring-8"), 1, 0, 0.5, 0.993, 0)));
        methods.addAll(leastSquaresStability());
        List<Order> orders = new ArrayList<>(List.of(new Order("pacgan-2", "pacgan-1", MODES)));
        for (String suffix : List.of("", "-batch-norm")) {
            for (String scheme : List.of("lsgan-011", "lsgan-110")) {
                orders.add(new Order(scheme + suffix, "lsgan-sigmoid" + suffix, MODES));
            }
        }
        return new MethodTable(
                new Outline(
                        "ring",
                        "Modes kept of eight Gaussians on a ring (PacGAN, VEEGAN, LSGAN)",
                        3,
                        10,
                        List.of(
                                VEEGAN_DEVIATION,
                                "The least-squares paper shows pictures of its stability experiment and no numbers: its rows"
                                        + " are judged by their order alone."),
                        SMOKE,
                        REDUCED,
                        ""),
                methods,
                orders);
    }

    /** Twenty-five Gaussians on a grid. */
    public static MethodTable grid() {
        return new MethodTable(
                new Outline(
                        "grid",
                        "Modes kept of 25 Gaussians on a grid (PacGAN, VEEGAN)",
                        3,
                        10,
                        List.of(
                                VEEGAN_DEVIATION,
                                "VEEGAN's 1,200 dimensions hold ten Gaussians of 700 dimensions, and the paper does not say"
                                        + " where; ours hold 25 on a lattice that lies on a plane, counted within 10 standard"
                                        + " deviations as there. Its row is shown and not judged."),
                        SMOKE,
                        REDUCED,
                        ""),
                List.of(
                        published(pacgan(1, "grid-25"), 17.3, 0.8, 2, 0.948, 0.007),
                        published(pacgan(2, "grid-25"), 23.8, 0.7, 2, 0.913, 0.008),
                        published(veegan("grid-25"), 3.3, 0, 2, 0.005, 0),
                        veegan("grid-25")
                                .with("veegan-gan-1200", List.of("dataset={name: plane-grid, dimension: 1200}"))
                                .measuring(quantities(10))),
                List.of(new Order("pacgan-2", "pacgan-1", MODES)));
    }

    /** @param radius how far high quality reaches, in standard deviations */
    private static List<Quantity> quantities(double radius) {
        Measured modes = new Measured("modes", List.of(String.format(Locale.ROOT, "modes.radius=%s", radius)), SAMPLES);
        // A training that diverged has kept nothing.
        return List.of(Quantity.shown(MODES, modes, "", 0), Quantity.shown(QUALITY, modes, QUALITY, 0));
    }

    private static TrainedMethod published(
            TrainedMethod method,
            double modes,
            double modesError,
            double modesMargin,
            double quality,
            double qualityError) {
        List<Quantity> both = method.quantities();
        return method.measuring(List.of(
                both.get(0).published(modes, modesError, modesMargin),
                both.get(1).published(quality, qualityError, QUALITY_MARGIN)));
    }

    private static TrainedMethod of(String name, String experiment, long steps, List<String> specific) {
        List<String> all = new ArrayList<>(COMMON);
        all.addAll(specific);
        return new TrainedMethod(
                name, experiment, all, new Lengths(SMOKE_STEPS, steps / REDUCTION, steps), quantities(3));
    }

    /**
     * PacGAN by its released configuration (section 4.1; four hidden layers of 400 with batch norm
     * against three of 200 maxout units with five pieces, both updated at once, 400 epochs of 1,000
     * batches of 100 packs).
     *
     * @param pack examples to a pack; 1 is the paper's GAN
     */
    private static TrainedMethod pacgan(int pack, String experiment) {
        String adam = "{name: adam, learning-rate: 1e-4, beta1: 0.8}";
        String latent = "latent: {size: 2, prior: normal}";
        return of(
                "pacgan-" + pack,
                experiment,
                400_000,
                List.of(
                        pack == 1
                                ? "model={name: standard, " + latent + "}"
                                : "model={name: packing, pack: " + pack + ", " + latent + "}",
                        "generator={name: mlp, hidden: [400, 400, 400, 400], activation: relu, batch-norm: true,"
                                + " weights: normal, weight-scale: 0.02}",
                        "critic={name: maxout-mlp, units: [200, 200, 200], pieces: 5, dropout: 0, input-dropout: 0,"
                                + " weights: normal, weight-scale: 0.02}",
                        "optimizer={generator: " + adam + ", critic: " + adam + "}",
                        "schedule={name: regular, critic-steps: 1, update: simultaneous}",
                        "train.batch=" + 100 * pack));
    }

    /** The GAN of VEEGAN's table 1. */
    private static TrainedMethod veegan(String experiment) {
        String adam = "{name: adam, learning-rate: 1e-3, beta1: 0.5}";
        return of(
                "veegan-gan",
                experiment,
                25_000,
                List.of(
                        "model={name: standard, latent: {size: 254, prior: normal}}",
                        "generator={name: mlp, hidden: [128, 128], activation: relu, weights: xavier}",
                        "critic={name: mlp, hidden: [128], activation: relu, weights: xavier}",
                        "optimizer={generator: " + adam + ", critic: " + adam + "}",
                        "schedule={name: regular, critic-steps: 1, update: alternating}",
                        "train.batch=500"));
    }

    /**
     * The least-squares GAN's stability experiment: two hidden layers of 128 tanh units, orthogonal
     * weights with gain 1.4, 35,000 steps of 512 examples, with and without batch norm.
     */
    private static List<TrainedMethod> leastSquaresStability() {
        List<TrainedMethod> methods = new ArrayList<>();
        for (String suffix : List.of("", "-batch-norm")) {
            String network = "{name: mlp, hidden: [128, 128], activation: tanh, weights: orthogonal, weight-scale: 1.4,"
                    + " batch-norm: " + !suffix.isEmpty() + "}";
            TrainedMethod gan = of(
                    "lsgan-sigmoid" + suffix,
                    "ring-8",
                    35_000,
                    List.of(
                            "model={name: standard, latent: {size: 256, prior: normal}}",
                            "generator=" + network,
                            "critic=" + network,
                            "optimizer={generator: {name: adam, learning-rate: 1e-3, beta1: 0.5},"
                                    + " critic: {name: adam, learning-rate: 1e-4, beta1: 0.5}}",
                            "schedule={name: regular, critic-steps: 1, update: alternating}",
                            "train.batch=512"));
            methods.add(gan);
            methods.add(gan.with("lsgan-011" + suffix, List.of("divergence={name: least-squares, a: 0, b: 1, c: 1}")));
            methods.add(gan.with("lsgan-110" + suffix, List.of("divergence={name: least-squares, a: -1, b: 1, c: 0}")));
        }
        return methods;
    }
}
