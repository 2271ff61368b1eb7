package org.ganlib.plugin;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A kind whose plugins are right and wrong in every way. */
@PluginKind("flavour")
public interface Flavour {
    /** Right. */
    @PluginName(value = "sweet", summary = "Sweet.", paper = "Sugar, 1747")
    @Facts({"one spoon is 5 ml", "use it in tea"})
    record Sweet(@Setting("how much; ≥ 0") double amount, int spoonCount, Topping topping) implements Flavour {
        public Sweet() {
            this(0.5, 2, Topping.CREAM);
        }

        /** One of two. */
        public enum Topping {
            CREAM,
            ICE_CREAM
        }
    }

    /** Right, and of the same name. */
    @PluginName(value = "sweet", summary = "Also sweet.")
    record Sugary() implements Flavour {}

    /** Sorts before sweet. */
    @PluginName(value = "bitter", summary = "Bitter.")
    record Bitter(List<Integer> drops, @ZeroMeansAuto int threads, Flavour base, Layer layer) implements Flavour {
        public Bitter() {
            this(List.of(1, 2), 0, new Sugary(), new Layer(3));
        }

        /** A section. */
        public record Layer(@Setting("in mm") int thickness) {}
    }

    /** Has no annotation. */
    record Nameless() implements Flavour {}

    /** Is spelt badly. */
    @PluginName(value = "Sour_Cream", summary = "")
    record Sour() implements Flavour {}

    /** Has no defaults. */
    @PluginName(value = "salty", summary = "")
    record Salty(int grains) implements Flavour {}

    /** Throws. */
    @PluginName(value = "hot", summary = "")
    record Hot() implements Flavour {
        public Hot {
            throw new IllegalStateException("too hot");
        }
    }

    /** Breaks its own rules. */
    @PluginName(value = "stale", summary = "")
    record Stale(int days) implements Flavour {
        public Stale() {
            this(-1);
        }

        public Stale {
            Settings.check().atLeast("days", days, 0).orThrow();
        }
    }

    /** Is no record. */
    @PluginName(value = "umami", summary = "")
    final class Umami implements Flavour {}

    /** Has a setting of no setting's type. */
    @PluginName(value = "smoky", summary = "")
    record Smoky(Map<String, String> wood) implements Flavour {
        public Smoky() {
            this(Map.of());
        }
    }

    /** Has a setting whose name is taken. */
    @PluginName(value = "minty", summary = "")
    record Minty(String name) implements Flavour {
        public Minty() {
            this("");
        }
    }

    /** Has a default that nothing can override away. */
    @PluginName(value = "nutty", summary = "")
    record Nutty(Optional<String> nut) implements Flavour {
        public Nutty() {
            this(Optional.of("hazel"));
        }
    }

    /** Has no value for a setting. */
    @PluginName(value = "bland", summary = "")
    record Bland(String taste) implements Flavour {
        public Bland() {
            this(null);
        }
    }
}
