package org.ganlib.testkit;

import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;

/**
 * One plugin that keeps every law of {@link PluginContract}, and one for each law that breaks it
 * alone.
 */
public final class Instruments {
    private Instruments() {}

    /** Breaks nothing. */
    @PluginName(value = "healthy-2", summary = "Breaks nothing.")
    public record Healthy(
            @Setting("pitch, > 0") double pitch,
            @Setting("a colour") String colour) implements Instrument {
        /** Pitch 1, green. */
        public Healthy() {
            this(1, "green");
        }
    }

    /** Is a class with equality, not a record. */
    @PluginName(value = "not-a-record", summary = "Is a class.")
    public static final class NotARecord implements Instrument {
        @Override
        public boolean equals(Object other) {
            return other instanceof NotARecord;
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }

    /** Cannot be seen from outside. */
    @PluginName(value = "not-public", summary = "Cannot be seen.")
    record NotPublic(@Setting("pitch") double pitch) implements Instrument {
        /** Pitch 1. */
        public NotPublic() {
            this(1);
        }
    }

    /** Is of another kind, whatever the service file says. */
    @PluginName(value = "no-instrument", summary = "Is of another kind.")
    public record NoInstrument() {}

    /** Has no name. */
    public record Nameless() implements Instrument {}

    /** Has a name that cannot be written in an experiment. */
    @PluginName(value = "Bad_Name", summary = "Has a bad name.")
    public record BadlyNamed() implements Instrument {}

    /** Does not say what it is for. */
    @PluginName(value = "silent", summary = " ")
    public record Silent() implements Instrument {}

    /** Does not say what its setting means. */
    @PluginName(value = "undescribed", summary = "Does not describe its setting.")
    public record Undescribed(double pitch) implements Instrument {
        /** Pitch 1. */
        public Undescribed() {
            this(1);
        }
    }

    /** Describes its setting with nothing. */
    @PluginName(value = "blank", summary = "Describes its setting with nothing.")
    public record Blank(@Setting("") double pitch) implements Instrument {
        /** Pitch 1. */
        public Blank() {
            this(1);
        }
    }

    /** Has no defaults. */
    @PluginName(value = "without-defaults", summary = "Has no defaults.")
    public record WithoutDefaults(@Setting("pitch") double pitch) implements Instrument {}

    /** Changes a setting on the way in, so that it is not what was asked for. */
    @PluginName(value = "halving", summary = "Halves its setting.")
    public record Halving(@Setting("pitch") double pitch) implements Instrument {
        /** Stores half of the pitch. */
        public Halving {
            pitch /= 2;
        }

        /** Pitch 1. */
        public Halving() {
            this(1);
        }
    }

    /** Is missing from the service file. */
    @PluginName(value = "unregistered", summary = "Is missing from the service file.")
    public record Unregistered() implements Instrument {}
}
