package org.ganlib.metrics.density;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.ganlib.metrics.feature.FeatureSets;
import org.ganlib.metrics.likelihood.KernelDensity;
import org.ganlib.metrics.linear.Selection;
import org.ganlib.plugin.Facts;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.Settings;
import org.ganlib.problem.GanException;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.Divergence;
import org.ganlib.spi.Examples;
import org.ganlib.spi.FDivergence;
import org.ganlib.spi.KnownDistribution;
import org.ganlib.spi.Metric;
import org.ganlib.spi.MetricContext;
import org.ganlib.spi.MetricInfo;
import org.ganlib.spi.MetricResult;
import org.ganlib.spi.Subset;

/**
 * D_f(P‖Q) of a data distribution P whose density is known exactly, and a model Q that is known by
 * its samples: how far a generator is from data that is drawn from a formula, in the terms of the
 * f-GAN table.
 *
 * <p>The value is the {@linkplain VariationalBound variational bound} E_P[T] − E_Q[f*(T)] at the
 * critic T = f′(p/q̂), with q̂ a kernel density of half of the generated examples and E_Q a mean
 * over the other half; then the halves change places. Putting q̂ into the integral itself errs by
 * as much as q̂ does. At the bound that error has no first-order term: it equals the plug-in value
 * plus the correction of von Mises's expansion, −E_Q[f*(T)] + E_q̂[f*(T)] (Kandasamy,
 * Krishnamurthy, Póczos, Wasserman, Robins 2015). And whatever q̂ is, the bound's expectation never
 * exceeds the divergence: a value above three standard errors is evidence that the model differs,
 * which no plug-in value is.
 *
 * <p>Cross-validation within the half that q̂ is made of chooses its bandwidth and the {@linkplain
 * Limits limits} that p/q̂ is kept between. The limits are what a finite value can be had by: where
 * samples show nothing, q̂ is the tail of a kernel, and its distance from p an artefact. A KL
 * divergence that is infinite, because a mode is missing, therefore has a finite lower bound of
 * about the logarithm of the number of examples; no bound that holds for all distributions can
 * exceed that (McAllester, Stratos 2020). {@code real/beyond-limit} tells where this happens. A
 * generated example where p = 0 is another matter: with f(0) = ∞ the divergence is infinite, and is
 * returned so.
 *
 * <p>Details: {@code standard-error}, which leaves out that q̂ varies too (it is about two thirds
 * of the value's standard deviation at 100 examples, and agrees with it from 400 on); {@code
 * chosen-bandwidth}, the mean of the halves' where critics tell anything; {@code
 * real/beyond-limit}, the share of real examples at which p/q̂ was at its upper limit; {@code
 * perfect-sampler}, the value of as many fresh draws from P; {@code log-density/generated} and
 * {@code log-density/real}, E log p in nats, the second being minus P's entropy.
 *
 * @param of an f-divergence; empty for {@code jensen-shannon}
 * @param smallest the least bandwidth tried, times the data's standard deviation, > 0
 * @param largest the greatest, above the least
 * @param bandwidths the number of bandwidths to try, in equal steps of the exponent, ≥ 2
 * @param samples the largest number of generated examples that are used, ≥ 100
 */
@PluginName(
        value = "f-divergence",
        summary = "An f-divergence of data of known density from the generated examples, bounded from below.",
        paper =
                "Nguyen, Wainwright, Jordan, Estimating divergence functionals and the likelihood ratio by convex risk minimization, 2010;"
                        + " Nowozin, Cseke, Tomioka, f-GAN, 2016, equation 4")
@Facts({
    "E_P[T] − E_Q[f*(T)] at T = f′(p/q̂), p exact, q̂ a kernel density of one half of the samples, E_Q over the other half",
    "0 on average for a perfect sampler (f(1), where that is not 0); never above the divergence on average",
    "an infinite KL divergence is bounded by about the logarithm of the number of samples: see real/beyond-limit",
    "for synthetic data of few dimensions: in many, a kernel density is a poor critic and the bound is loose"
})
public record VariationalDivergence(
        @Setting("an f-divergence: kl, total-variation, …; jensen-shannon where none is named")
        Optional<Divergence> of,

        @Setting("the least bandwidth tried, times the data's standard deviation, > 0")
        double smallest,

        @Setting("the greatest bandwidth tried") double largest,
        @Setting("how many bandwidths are tried, ≥ 2") int bandwidths,

        @Setting("at most so many generated examples are used, ≥ 100")
        int samples)
        implements Metric {
    private static final String ID = "f-divergence";
    private static final int MINIMUM_SAMPLES = 100;
    /**
     * The largest number of draws for a mean over P, when critics are compared and when the chosen
     * one is judged.
     */
    private static final int DRAWS_TO_CHOOSE = 1000;

    private static final int DRAWS_TO_JUDGE = 2000;

    private static final int HALVES = 2;

    /** Jensen–Shannon, 13 bandwidths from a thousandth to one standard deviation, 5,000 samples. */
    public VariationalDivergence() {
        this(Optional.empty(), 1e-3, 1, 13, 5000);
    }

    /**
     * @throws org.ganlib.plugin.InvalidSettingsException if a setting is outside its range, or the
     *     divergence is no f-divergence
     */
    public VariationalDivergence {
        Settings.check()
                .rule(
                        of.isEmpty() || of.get() instanceof FDivergence,
                        "of",
                        "must be an f-divergence, was "
                                + of.map(ChosenGenerator::name).orElse("none")
                                + ". Choose one of the f-GAN table, such as jensen-shannon, kl or total-variation")
                .positive("smallest", smallest)
                .rule(largest > smallest, "largest", "must be above smallest, was " + largest)
                .finite("largest", largest)
                .atLeast("bandwidths", bandwidths, 2)
                .atMost("bandwidths", bandwidths, 1_000)
                .atLeast("samples", samples, MINIMUM_SAMPLES)
                .orThrow();
    }

    @Override
    public MetricInfo info() {
        return new MetricInfo(
                "1",
                MetricInfo.Direction.LOWER,
                MINIMUM_SAMPLES,
                "downwards, more with fewer examples and more dimensions: never above the divergence on average, f(1) for a perfect sampler",
                ChosenGenerator.of(of).text()
                        + " of P from Q: variational bound at f'(p/q), p exact, q a Gaussian kernel density of every"
                        + " second one of at most " + samples + " examples, bandwidth of " + bandwidths + " from "
                        + smallest + " to " + largest
                        + " standard deviations by 2-fold cross-validation, halves swapped");
    }

    @Override
    public Optional<String> inapplicable(MetricContext context) {
        return context.distribution().isPresent()
                ? Optional.empty()
                : Optional.of(
                        context.data().name()
                                + " has no density that is known. Use data that is drawn from a formula, such as gaussian-ring.");
    }

    @Override
    public MetricResult evaluate(MetricContext context) {
        KnownDistribution data = context.distribution()
                .orElseThrow(
                        () -> new GanException(ID + ": " + inapplicable(context).orElseThrow()));
        Examples generated = checked(context, "generated", context.generated(), "Generate more.");
        Examples real = checked(context, "held-out", context.heldOut(), "Compare with more.");
        RandomStream random = context.random();
        Examples some = Subset.some(generated, samples, context.seed(), ID);
        Examples used = Selection.shuffled(Selection.sorted(some), random);
        int spare = real.count() - used.count();
        Examples draws = spare < used.count() ? real : Selection.range(real, used.count(), real.count());
        double[] logData = LogRatios.logData(data, used);
        ChosenGenerator chosen = ChosenGenerator.of(of);
        Measured value = outside(logData) && chosen.generator().limitAtZero() == Double.POSITIVE_INFINITY
                ? new Measured(
                        new Estimate(Double.POSITIVE_INFINITY, 0), OptionalDouble.empty(), OptionalDouble.empty())
                : measure(data, chosen.generator(), used, draws, random);
        Map<String, Double> details = new LinkedHashMap<>();
        details.put("standard-error", value.bound().standardError());
        value.bandwidth().ifPresent(bandwidth -> details.put("chosen-bandwidth", bandwidth));
        value.beyond().ifPresent(beyond -> details.put("real/beyond-limit", beyond));
        if (draws != real) {
            Examples perfect = Selection.first(real, used.count());
            details.put(
                    "perfect-sampler",
                    measure(data, chosen.generator(), perfect, draws, random)
                            .bound()
                            .value());
        }
        details.put("log-density/generated", mean(logData));
        details.put("log-density/real", mean(LogRatios.logData(data, Selection.first(draws, DRAWS_TO_JUDGE))));
        Map<String, String> provenance = new LinkedHashMap<>();
        provenance.put("divergence", chosen.text());
        provenance.put(
                "reference", context.data().name() + ", " + context.data().fingerprint());
        provenance.put("split", "held-out");
        Subset.describe("generated", some, provenance);
        return new MetricResult(value.bound().value(), used.count(), details, provenance);
    }

    /**
     * The mean over both halves; without a bandwidth if neither half has a critic that finds a
     * difference.
     */
    private record Measured(Estimate bound, OptionalDouble bandwidth, OptionalDouble beyond) {}

    private Measured measure(
            KnownDistribution data, Generator generator, Examples generated, Examples real, RandomStream random) {
        VariationalBound bound = new VariationalBound(generator);
        CriticSearch search = new CriticSearch(data, bound, tried(real));
        List<Estimate> estimates = new ArrayList<>();
        List<Double> chosen = new ArrayList<>();
        double beyond = 0;
        for (int half = 0; half < HALVES; half++) {
            Examples centres = CriticSearch.part(generated, HALVES, half);
            Examples others = CriticSearch.part(generated, HALVES, half + 1);
            // There are four parts, because examples on which a critic was chosen must not judge
            // it.
            Examples toChoose = draws(real, 2 * half, DRAWS_TO_CHOOSE);
            Examples toJudge = draws(real, 2 * half + 1, DRAWS_TO_JUDGE);
            CriticSearch.Critic critic = search.best(centres, toChoose, random);
            KernelModel model = new KernelModel(centres, critic.bandwidth());
            Examples modelled = model.draw(toJudge.count(), random);
            LogRatios ofReal = LogRatios.of(LogRatios.logData(data, toJudge), model, toJudge);
            estimates.add(bound.at(
                    LogRatios.of(LogRatios.logData(data, others), model, others),
                    ofReal,
                    LogRatios.of(LogRatios.logData(data, modelled), model, modelled),
                    critic.limits()));
            if (!critic.limits().equals(Limits.EQUAL)) {
                chosen.add(critic.bandwidth());
            }
            beyond += beyond(ofReal, critic.limits()) / HALVES;
        }
        return new Measured(
                Estimate.mean(estimates),
                chosen.stream().mapToDouble(Double::doubleValue).average(),
                OptionalDouble.of(beyond));
    }

    private static Examples draws(Examples real, int quarter, int most) {
        return Selection.first(CriticSearch.part(real, 2 * HALVES, quarter), most);
    }

    /**
     * Bandwidths in units of the real examples: a generator that collapsed has no scale of its own.
     */
    private List<Double> tried(Examples real) {
        double[] factors = KernelDensity.grid(Math.log10(smallest), Math.log10(largest), bandwidths);
        double deviation = standardDeviation(real);
        return Arrays.stream(factors).map(factor -> factor * deviation).boxed().toList();
    }

    /** The standard deviation of single coordinates: the root of their mean variance. */
    private static double standardDeviation(Examples examples) {
        int elements = examples.shape().elements();
        double squares = 0;
        for (int k = 0; k < elements; k++) {
            double mean = 0;
            for (int i = k; i < examples.values().length; i += elements) {
                mean += (double) examples.values()[i] / examples.count();
            }
            for (int i = k; i < examples.values().length; i += elements) {
                double difference = examples.values()[i] - mean;
                squares += difference * difference / examples.values().length;
            }
        }
        return Math.sqrt(squares);
    }

    private static double beyond(LogRatios ratios, Limits limits) {
        int beyond = 0;
        for (int i = 0; i < ratios.count(); i++) {
            beyond += limits.logHigh() > 0 && ratios.at(i) > limits.logHigh() ? 1 : 0;
        }
        return beyond / (double) ratios.count();
    }

    private static boolean outside(double[] logData) {
        return Arrays.stream(logData).anyMatch(log -> log == Double.NEGATIVE_INFINITY);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static Examples checked(MetricContext context, String which, Examples examples, String advice) {
        if (examples.count() < MINIMUM_SAMPLES) {
            throw new GanException(ID + ": needs at least " + MINIMUM_SAMPLES + " " + which + " examples, was "
                    + examples.count() + ". " + advice);
        }
        int dimension = context.distribution().orElseThrow().dimension();
        if (examples.shape().elements() != dimension) {
            throw new GanException(ID + ": " + which + " examples are " + examples.shape() + ", the density is of "
                    + dimension + " dimensions. Compare examples of one shape.");
        }
        FeatureSets.requireFinite(ID, which, examples, "The generator has diverged, or the file is damaged.");
        return examples;
    }
}
