package org.ganlib.cli.reproduce.modes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ganlib.cli.reproduce.Scale;
import org.ganlib.cli.reproduce.Setup;

/**
 * A method with the networks and settings of its paper.
 *
 * @param name the name of its rows
 * @param experiment the built-in experiment whose data it learns
 * @param specific the settings that differ from it, at every scale
 * @param steps the published number of steps
 * @param radius how far high quality reaches, in standard deviations
 * @param publishedModes modes in print
 * @param publishedQuality share of high quality in print
 * @param keepsAtLeastAsManyModesAs the method that the paper says it surpasses
 */
record MixtureMethod(
        String name,
        String experiment,
        List<String> specific,
        long steps,
        double radius,
        Published publishedModes,
        Published publishedQuality,
        Optional<String> keepsAtLeastAsManyModesAs) {
    /** Steps of the publication for one of the reduced scale. */
    static final int REDUCTION = 100;

    static final String VEEGAN_DEVIATION =
            "VEEGAN's paper leaves the GAN's settings open: ours are those of the released notebook as an adaptation has"
                    + " them, 254 latents, hidden layers of 128, batches of 500, Adam 1e-3, and 25,000 steps.";

    private static final int SMOKE_STEPS = 20;

    private static final List<String> COMMON =
            List.of("divergence={name: gan, generator-objective: non-saturating}", "constraint=none", "train.ema=0");

    /**
     * A number in print.
     *
     * @param mean NaN if there is none
     * @param error its standard error; 0 if there is none
     */
    record Published(double mean, double error) {
        private static final Published NOTHING = new Published(Double.NaN, 0);
    }

    private static MixtureMethod of(String name, String experiment, long steps, List<String> specific) {
        List<String> all = new ArrayList<>(COMMON);
        all.addAll(specific);
        return new MixtureMethod(
                name, experiment, all, steps, 3, Published.NOTHING, Published.NOTHING, Optional.empty());
    }

    /**
     * PacGAN by its released configuration (section 4.1; four hidden layers of 400 with batch norm
     * against three of 200 maxout units with five pieces, both updated at once, 400 epochs of 1,000
     * batches of 100 packs).
     *
     * @param pack examples to a pack; 1 is the paper's GAN
     */
    static MixtureMethod pacgan(int pack, String experiment) {
        String adam = "{name: adam, learning-rate: 1e-4, beta1: 0.8}";
        String latent = "latent: {size: 2, prior: normal}";
        MixtureMethod method = of(
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
        return pack == 1 ? method : method.surpassing("pacgan-1");
    }

    /** The GAN of VEEGAN's table 1. */
    static MixtureMethod veegan(String experiment) {
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

    /** The same GAN on a lattice in 1,200 dimensions. */
    static MixtureMethod veeganInManyDimensions() {
        MixtureMethod plane = veegan("grid-25");
        List<String> settings = new ArrayList<>(plane.specific);
        settings.add("dataset={name: plane-grid, dimension: 1200}");
        return new MixtureMethod(
                "veegan-gan-1200",
                plane.experiment,
                settings,
                plane.steps,
                10,
                Published.NOTHING,
                Published.NOTHING,
                Optional.empty());
    }

    /**
     * The least-squares GAN's stability experiment: two hidden layers of 128 tanh units, orthogonal
     * weights with gain 1.4, 35,000 steps of 512 examples, with and without batch norm.
     */
    static List<MixtureMethod> leastSquaresStability() {
        List<MixtureMethod> methods = new ArrayList<>();
        for (String suffix : List.of("", "-batch-norm")) {
            String network = "{name: mlp, hidden: [128, 128], activation: tanh, weights: orthogonal, weight-scale: 1.4,"
                    + " batch-norm: " + !suffix.isEmpty() + "}";
            List<String> settings = List.of(
                    "model={name: standard, latent: {size: 256, prior: normal}}",
                    "generator=" + network,
                    "critic=" + network,
                    "optimizer={generator: {name: adam, learning-rate: 1e-3, beta1: 0.5},"
                            + " critic: {name: adam, learning-rate: 1e-4, beta1: 0.5}}",
                    "schedule={name: regular, critic-steps: 1, update: alternating}",
                    "train.batch=512");
            String gan = "lsgan-sigmoid" + suffix;
            methods.add(of(gan, "ring-8", 35_000, settings));
            methods.add(of("lsgan-011" + suffix, "ring-8", 35_000, settings)
                    .with("divergence={name: least-squares, a: 0, b: 1, c: 1}")
                    .surpassing(gan));
            methods.add(of("lsgan-110" + suffix, "ring-8", 35_000, settings)
                    .with("divergence={name: least-squares, a: -1, b: 1, c: 0}")
                    .surpassing(gan));
        }
        return methods;
    }

    /** The same method with numbers in print. */
    MixtureMethod published(double modes, double modesError, double quality, double qualityError) {
        return new MixtureMethod(
                name,
                experiment,
                specific,
                steps,
                radius,
                new Published(modes, modesError),
                new Published(quality, qualityError),
                keepsAtLeastAsManyModesAs);
    }

    private MixtureMethod surpassing(String other) {
        return new MixtureMethod(
                name, experiment, specific, steps, radius, publishedModes, publishedQuality, Optional.of(other));
    }

    private MixtureMethod with(String setting) {
        List<String> settings = new ArrayList<>(specific);
        settings.add(setting);
        return new MixtureMethod(
                name, experiment, settings, steps, radius, publishedModes, publishedQuality, keepsAtLeastAsManyModesAs);
    }

    /** All settings that differ from the experiment. */
    List<String> settings(Scale scale) {
        List<String> settings = new ArrayList<>(specific);
        settings.add("train.checkpoint-every=" + Math.max(1_000, steps(scale) / 40));
        return settings;
    }

    /** The number of steps at a scale. */
    long steps(Scale scale) {
        return switch (scale) {
            case SMOKE -> SMOKE_STEPS;
            case REDUCED -> steps / REDUCTION;
            case PAPER -> steps;
        };
    }

    /** The length of the training, beside the published one where it is another. */
    String stepsInWords(Setup setup) {
        long trained = setup.steps(steps(setup.scale()));
        return trained == steps ? "" : String.format("%,d of %,d steps", trained, steps);
    }
}
