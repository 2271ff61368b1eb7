package org.ganlib.bench.contestant;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.ganlib.bench.data.PoolBatches;
import org.ganlib.bench.data.Pools;
import org.ganlib.bench.workload.Recipe;
import org.ganlib.bench.workload.Stack;
import org.ganlib.bench.workload.Workload;
import org.ganlib.config.Optimizers;
import org.ganlib.config.PluginKinds;
import org.ganlib.game.CriticBatches;
import org.ganlib.game.Latent;
import org.ganlib.game.Prior;
import org.ganlib.losses.adversarial.GanDivergence;
import org.ganlib.losses.constraint.GradientPenalty;
import org.ganlib.losses.constraint.NoConstraint;
import org.ganlib.losses.constraint.SpectralNorm;
import org.ganlib.losses.constraint.WeightClip;
import org.ganlib.losses.hinge.Hinge;
import org.ganlib.losses.integral.Wasserstein;
import org.ganlib.losses.leastsquares.LeastSquares;
import org.ganlib.machine.Backend;
import org.ganlib.models.game.Bigan;
import org.ganlib.models.game.Standard;
import org.ganlib.network.EngineOptions;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkEngine;
import org.ganlib.network.NetworkRequest;
import org.ganlib.network.NetworkRole;
import org.ganlib.network.NetworkSet;
import org.ganlib.network.ParameterLayout.Segment;
import org.ganlib.optimize.Adam;
import org.ganlib.optimize.ConstantRate;
import org.ganlib.optimize.RmsProp;
import org.ganlib.plugin.PluginCatalog;
import org.ganlib.plugin.PluginDescriptor;
import org.ganlib.problem.GanException;
import org.ganlib.random.RandomStreams;
import org.ganlib.spi.CriticConstraint;
import org.ganlib.spi.Divergence;
import org.ganlib.spi.GameParts;
import org.ganlib.spi.GanModel;
import org.ganlib.spi.Measurements;
import org.ganlib.spi.Optimizer;
import org.ganlib.spi.UpdateSchedule;
import org.ganlib.train.TrainingStep;
import org.ganlib.updateschedule.RegularSchedule;
import org.ganlib.updateschedule.RegularSchedule.Update;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One of the product's engines, on the product's own path: the networks, game, losses, optimizers
 * and step that {@code gan train} uses.
 */
public final class EngineContestant implements Contestant {
    private final String name;
    private final String engineName;
    private final EngineOptions options;
    private final int threads;
    private final PluginCatalog catalog =
            PluginCatalog.load(EngineContestant.class.getClassLoader(), PluginKinds.all());

    private NetworkSet networks;
    private TrainingStep training;
    private long step;

    /**
     * @param name the contestant's name
     * @param engineName the engine's name in the plugin catalog
     * @param options where and how it computes
     * @param threads threads of array operations and matrix multiplications
     */
    public EngineContestant(String name, String engineName, EngineOptions options, int threads) {
        this.name = name;
        this.options = options;
        this.engineName = engineName;
        this.threads = threads;
    }

    @Override
    public Identity identity() {
        Optional<PluginDescriptor<NetworkEngine>> found = catalog.find(NetworkEngine.class, engineName);
        if (found.isEmpty()) {
            return Identity.unusable(name, "not installed");
        }
        Optional<String> unavailable = found.get().defaults().unavailable();
        if (unavailable.isPresent()) {
            return Identity.unusable(name, unavailable.get());
        }
        try {
            found.get().defaults().with(options);
        } catch (GanException e) {
            return Identity.unusable(name, e.getMessage());
        }
        Backend backend = Backend.start(threads);
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("threads", String.valueOf(backend.threads()));
        facts.put("blas", backend.blas());
        facts.put("origin", found.get().origin());
        return Identity.usable(name, facts);
    }

    @Override
    public Prepared prepare(TrainingTask assignment) {
        Workload workload = assignment.resolve();
        NetworkEngine engine = catalog.find(NetworkEngine.class, engineName)
                .orElseThrow()
                .defaults()
                .with(options);
        engine.useThreads(threads);
        RandomStreams streams = new RandomStreams(Seed.VALUE);
        Map<NetworkRole, Network> built = new LinkedHashMap<>();
        built.put(NetworkRole.GENERATOR, build(engine, NetworkRole.GENERATOR, workload.generator(), streams));
        built.put(NetworkRole.CRITIC, build(engine, NetworkRole.CRITIC, workload.critic(), streams));
        workload.encoder()
                .ifPresent(stack -> built.put(NetworkRole.ENCODER, build(engine, NetworkRole.ENCODER, stack, streams)));
        networks = new NetworkSet(built);
        for (Map.Entry<NetworkRole, Network> entry : networks.all().entrySet()) {
            exchangeParameters(entry.getKey(), entry.getValue(), assignment);
        }
        PoolBatches data = new PoolBatches(Pools.of(workload.data(), streams));
        Recipe recipe = workload.recipe();
        Latent latent = new Latent(workload.latent(), Prior.NORMAL, 1);
        GanModel model = recipe == Recipe.BIDIRECTIONAL
                ? new Bigan(latent, CriticBatches.AUTO)
                : new Standard(latent, CriticBatches.AUTO);
        Optimizer optimizer = optimizer(recipe);
        training = new TrainingStep(
                model,
                new GameParts(data.info(), workload.batch(), networks, divergence(recipe), constraint(recipe), streams),
                new Optimizers(optimizer, optimizer),
                schedule(recipe),
                data);
        step = 0;
        long besides = workload.encoder().isPresent() ? trained(NetworkRole.ENCODER) : 0;
        return new Prepared(trained(NetworkRole.GENERATOR) + besides, trained(NetworkRole.CRITIC));
    }

    @Override
    public void run(Losses losses) {
        for (int i = 0; i < losses.steps(); i++) {
            training.run(++step);
            losses.set(i, training.measured(Measurements.CRITIC_LOSS), training.measured(Measurements.GENERATOR_LOSS));
        }
    }

    @Override
    public long deviceKib() {
        return DeviceUse.kib(options.device());
    }

    @Override
    public Peak peak() {
        return PeakSearch.run("ND4J's OpenBLAS", size -> {
            INDArray left = Nd4j.rand(DataType.FLOAT, size.rows(), size.inner());
            INDArray right = Nd4j.rand(DataType.FLOAT, size.inner(), size.columns());
            INDArray product = Nd4j.create(DataType.FLOAT, new long[] {size.rows(), size.columns()}, 'f');
            return () -> Nd4j.gemm(left, right, product, false, false, 1, 0);
        });
    }

    @Override
    public void close() {
        if (training != null) {
            training.close();
            networks.close();
        }
    }

    private static Network build(NetworkEngine engine, NetworkRole role, Stack stack, RandomStreams streams) {
        return engine.build(new NetworkRequest(
                role.key(),
                Definitions.of(stack),
                DataType.FLOAT,
                streams.named("initialisation/" + role.key()),
                streams.named("dropout/" + role.key())));
    }

    private static void exchangeParameters(NetworkRole role, Network network, TrainingTask assignment) {
        if (assignment.drawsParameters()) {
            Map<String, float[]> drawn = new LinkedHashMap<>();
            for (Segment segment : network.layout().segments()) {
                float[] values = new float[Math.toIntExact(segment.length())];
                network.parameters().read(segment.offset(), values, values.length);
                drawn.put(segment.name(), values);
            }
            ParameterFile.write(ParameterFile.of(assignment.folder(), role.key()), drawn);
            return;
        }
        Map<String, float[]> given = ParameterFile.read(ParameterFile.of(assignment.folder(), role.key()));
        for (Segment segment : network.layout().segments()) {
            float[] values = given.get(segment.name());
            if (values == null || values.length != segment.length()) {
                throw new IllegalStateException("the " + role.key() + " has no initial parameters of "
                        + segment.length() + " numbers for " + segment.name() + ", only " + given.keySet());
            }
            network.parameters().write(values, values.length, segment.offset());
        }
        network.parametersChanged();
    }

    private long trained(NetworkRole role) {
        return networks.get(role).layout().trainable();
    }

    private static Divergence divergence(Recipe recipe) {
        return switch (recipe) {
            case WASSERSTEIN, PENALISED -> new Wasserstein();
            case LEAST_SQUARES -> new LeastSquares(0, 1, 1);
            case SPECTRAL -> new Hinge();
            case ADVERSARIAL, BIDIRECTIONAL -> new GanDivergence();
        };
    }

    private static CriticConstraint constraint(Recipe recipe) {
        return switch (recipe) {
            case WASSERSTEIN -> new WeightClip(Recipe.CLIP, WeightClip.Moment.AFTER_UPDATE, true);
            case PENALISED -> new GradientPenalty(Recipe.PENALTY, false, 1, 1);
            case SPECTRAL -> new SpectralNorm();
            case ADVERSARIAL, LEAST_SQUARES, BIDIRECTIONAL -> new NoConstraint();
        };
    }

    private static Optimizer optimizer(Recipe recipe) {
        return recipe == Recipe.WASSERSTEIN
                ? new RmsProp(Recipe.RMSPROP_RATE, Recipe.RMSPROP_DECAY, Recipe.EPSILON, 0, new ConstantRate())
                : new Adam(recipe.adamRate(), recipe.beta1(), recipe.beta2(), Recipe.EPSILON, 0, new ConstantRate());
    }

    private static UpdateSchedule schedule(Recipe recipe) {
        Update update = recipe == Recipe.BIDIRECTIONAL ? Update.SIMULTANEOUS : Update.ALTERNATING;
        return new RegularSchedule(recipe.criticSteps(), update, recipe.reusesLatents());
    }
}
