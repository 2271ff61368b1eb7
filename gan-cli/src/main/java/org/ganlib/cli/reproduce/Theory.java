package org.ganlib.cli.reproduce;

import java.util.ArrayList;
import java.util.List;
import org.ganlib.random.RandomStreams;

/**
 * The theorems of the papers, computed with the installed losses: every row measures one statement
 * on exact integrals or on finite spaces. The scale makes no difference; a seed decides which
 * distributions are drawn.
 */
public final class Theory implements Reproduction {
    private static final List<Claims> CLAIMS = List.of(
            new KnownAnswers(),
            new OptimalCritics(),
            new Distances(),
            new Inversion(),
            new KullbackLeiblerLaws(),
            new GeneratorSlopes(),
            new Conjugates(),
            new Convergence(),
            new ChangeOfVariables(),
            new Identities(),
            new Errata());

    @Override
    public String id() {
        return "theory";
    }

    @Override
    public String title() {
        return "What the papers prove about the losses, and errata of their tables (seconds)";
    }

    @Override
    public List<Long> seeds(Scale scale) {
        return List.of(1L);
    }

    @Override
    public List<String> deviations(Scale scale) {
        return List.of();
    }

    @Override
    public List<Row> run(Setup setup) {
        NamedLosses losses = NamedLosses.of(setup.plugins());
        List<Row> rows = new ArrayList<>();
        for (long seed : setup.seeds()) {
            String suffix = setup.seeds().size() == 1 ? "" : "/seed=" + seed;
            rows(losses, seed).forEach(row -> rows.add(row.renamed(row.name() + suffix)));
        }
        return rows;
    }

    static List<Row> rows(NamedLosses losses, long seed) {
        RandomStreams random = new RandomStreams(seed);
        List<Row> rows = new ArrayList<>();
        CLAIMS.forEach(claims -> rows.addAll(claims.rows(losses, random)));
        return rows;
    }
}
