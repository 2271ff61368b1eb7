package org.ganlib.metrics.density;

import java.util.LinkedHashMap;
import java.util.Map;
import org.ganlib.losses.adversarial.GanDivergence;
import org.ganlib.losses.fdivergence.Alpha;
import org.ganlib.losses.fdivergence.Jeffrey;
import org.ganlib.losses.fdivergence.JensenShannon;
import org.ganlib.losses.fdivergence.KullbackLeibler;
import org.ganlib.losses.fdivergence.Neyman;
import org.ganlib.losses.fdivergence.Pearson;
import org.ganlib.losses.fdivergence.ReverseKullbackLeibler;
import org.ganlib.losses.fdivergence.SquaredHellinger;
import org.ganlib.losses.fdivergence.TotalVariation;
import org.ganlib.losses.fdivergence.WeightedJensenShannon;
import org.ganlib.spi.FDivergence;
import org.ganlib.spi.GeneratorObjective;

/** The divergences of the table by short names. */
final class Divergences {
    private static final GeneratorObjective ANY = GeneratorObjective.MINIMAX;

    static final Map<String, FDivergence> ALL = new LinkedHashMap<>();

    static {
        ALL.put("total-variation", new TotalVariation());
        ALL.put("kl", new KullbackLeibler());
        ALL.put("reverse-kl", new ReverseKullbackLeibler());
        ALL.put("pearson", new Pearson());
        ALL.put("neyman", new Neyman());
        ALL.put("squared-hellinger", new SquaredHellinger());
        ALL.put("jeffrey", new Jeffrey());
        ALL.put("jsd", new WeightedJensenShannon());
        ALL.put("jensen-shannon", new JensenShannon());
        ALL.put("weighted-0.3", new WeightedJensenShannon(0.3, ANY));
        ALL.put("gan", new GanDivergence());
        for (double alpha : new double[] {-1, 0.5, 0.9, 0.99, 1.01, 1.5, 2, 3, 10}) {
            ALL.put("alpha" + alpha, new Alpha(alpha, ANY));
        }
    }

    private Divergences() {}

    static FDivergence named(String name) {
        if (!ALL.containsKey(name)) {
            throw new IllegalArgumentException(name);
        }
        return ALL.get(name);
    }
}
