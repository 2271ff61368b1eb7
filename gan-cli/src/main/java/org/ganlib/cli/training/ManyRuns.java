package org.ganlib.cli.training;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.ganlib.problem.ConfigurationException;
import org.ganlib.run.RunBinding;

/**
 * The runs that {@code --seeds} and {@code --multirun} ask for: every combination, in the order
 * given, with the seed varying fastest.
 *
 * @param name the name of its folder
 * @param overrides the settings that set it apart, {@code key=value}
 */
public record ManyRuns(String name, List<String> overrides) {
    private static final int MOST = 10_000;
    private static final String SEED = "seed";

    /** Keeps an unmodifiable copy of the list. */
    public ManyRuns {
        overrides = List.copyOf(overrides);
    }

    /**
     * Checks that the seed is given in one way only: otherwise one value would be dropped, or a
     * folder would be named after a value that its run does not have. Other settings may be given
     * twice: a sweep replaces a setting of the command line, just as the command line replaces one
     * of the experiment.
     *
     * @param seed the value of {@code --seed}; null if it is not given
     * @param seeds the value of {@code --seeds}; null if it is not given
     * @param sweeps the values of {@code --multirun}
     * @param overrides {@code key=value}
     * @throws ConfigurationException if the seed is given twice; the message names both ways
     */
    public static void requireOnce(Long seed, String seeds, List<String> sweeps, List<String> overrides) {
        Map<String, String> given = new HashMap<>();
        overrides.stream()
                .filter(override -> key(override).equals(SEED))
                .forEach(override -> given.put(SEED, override.strip()));
        for (String sweep : sweeps) {
            requireWhole(sweep, overrides);
            once(given, key(sweep), "--multirun " + sweep.strip());
        }
        if (seed != null) {
            once(given, SEED, "--seed");
        }
        if (seeds != null) {
            once(given, SEED, "--seeds");
        }
    }

    private static void once(Map<String, String> given, String key, String how) {
        String before = given.putIfAbsent(key, how);
        if (before != null) {
            throw problem(before + " and " + how + ": give one of them, both set " + key);
        }
    }

    /**
     * Refuses a setting inside a section that is swept by name: choosing another plugin drops all
     * settings of that section.
     */
    private static void requireWhole(String sweep, List<String> overrides) {
        String section = RunBinding.key(sweep);
        for (String override : overrides) {
            if (key(override).startsWith(section + ".")) {
                throw problem("--multirun " + sweep.strip() + ": replaces " + section + " as a whole, and "
                        + override.strip() + " with it. Sweep " + section + ".name, or leave that setting out");
            }
        }
    }

    /**
     * The key of {@code key=value}. For the name of a plugin this is the section's key, without
     * {@code .name}.
     */
    private static String key(String setting) {
        return RunBinding.key(setting).replaceFirst("\\.name$", "");
    }

    /**
     * The runs that the options ask for: each seed with each combination of values.
     *
     * @param seeds {@code 0-4}, {@code 1,5,9} or both, {@code 0-2,7}; null for the experiment's own
     * @param sweeps {@code key=a,b,c}; commas within brackets, braces and quotes belong to a value
     * @throws ConfigurationException if one of them cannot be read, or there are more than {@value
     *     #MOST}
     */
    public static List<ManyRuns> plan(String seeds, List<String> sweeps) {
        List<ManyRuns> runs = List.of(new ManyRuns("", List.of()));
        for (String sweep : sweeps) {
            int equals = sweep.indexOf('=');
            List<String> values = equals < 1 ? List.of() : split(sweep.substring(equals + 1));
            if (values.isEmpty() || values.contains("")) {
                throw problem("--multirun: must be key=a,b,c with no empty value, was '" + sweep + "'");
            }
            String key = sweep.substring(0, equals);
            for (String value : values) {
                if (values.indexOf(value) != values.lastIndexOf(value)) {
                    throw problem("--multirun: has the value " + value + " twice, was '" + sweep + "'");
                }
            }
            runs = times(runs, values.stream().map(value -> key + "=" + value).toList());
        }
        if (seeds != null) {
            runs = times(runs, seeds(seeds).stream().map(seed -> "seed=" + seed).toList());
        }
        return withDistinctNames(runs);
    }

    private static List<ManyRuns> times(List<ManyRuns> runs, List<String> settings) {
        if ((long) runs.size() * settings.size() > MOST) {
            throw problem("--multirun and --seeds: must give at most " + MOST + " runs, gave "
                    + (long) runs.size() * settings.size());
        }
        List<ManyRuns> product = new ArrayList<>();
        for (ManyRuns run : runs) {
            for (String setting : settings) {
                List<String> overrides = new ArrayList<>(run.overrides);
                overrides.add(setting);
                product.add(new ManyRuns(
                        run.name.isEmpty() ? folder(setting) : run.name + "," + folder(setting), overrides));
            }
        }
        return product;
    }

    /**
     * The setting as a folder's name that any file system allows; {@code seed=3} becomes {@code
     * seed-3}.
     */
    private static String folder(String setting) {
        String text = setting.startsWith("seed=") ? setting.replace('=', '-') : setting;
        return text.replaceAll("[^A-Za-z0-9._=+-]+", "_").replaceAll("^_|_$", "");
    }

    private static List<ManyRuns> withDistinctNames(List<ManyRuns> runs) {
        Set<String> names = new LinkedHashSet<>();
        List<ManyRuns> distinct = new ArrayList<>();
        for (ManyRuns run : runs) {
            String name = run.name;
            for (int i = 2; !names.add(name); i++) {
                name = run.name + "-" + i;
            }
            distinct.add(new ManyRuns(name, run.overrides));
        }
        return distinct;
    }

    private static Set<Long> seeds(String text) {
        Set<Long> seeds = new TreeSet<>();
        for (String part : text.split(",", -1)) {
            String range = part.strip();
            if (!range.matches("[0-9]{1,18}(-[0-9]{1,18})?")) {
                throw problem("--seeds: must be like 0-4 or 1,5,9, was '" + text + "'");
            }
            String[] ends = range.split("-", 2);
            long first = Long.parseLong(ends[0]);
            long last = Long.parseLong(ends[ends.length - 1]);
            if (last < first || last - first >= MOST) {
                throw problem("--seeds: a range must go up and hold at most " + MOST + " seeds, was '" + range + "'");
            }
            for (long seed = first; seed <= last; seed++) {
                seeds.add(seed);
            }
        }
        return seeds;
    }

    private static List<String> split(String values) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        int depth = 0;
        char quote = 0;
        for (int i = 0; i < values.length(); i++) {
            char c = values.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '[' || c == '{') {
                depth++;
            } else if (c == ']' || c == '}') {
                depth--;
            } else if (c == ',' && depth == 0) {
                parts.add(part.toString());
                part.setLength(0);
                continue;
            }
            part.append(c);
        }
        parts.add(part.toString());
        return parts;
    }

    private static ConfigurationException problem(String message) {
        return new ConfigurationException("command line", List.of(message));
    }
}
