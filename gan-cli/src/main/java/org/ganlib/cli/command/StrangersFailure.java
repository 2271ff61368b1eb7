package org.ganlib.cli.command;

import java.util.Optional;
import org.ganlib.config.PluginKinds;
import org.ganlib.fault.Fault;
import org.ganlib.plugin.PluginCatalog;
import org.ganlib.problem.GanException;

/** Explains a failure that no command foresaw, where it comes from a plugin of another author. */
public final class StrangersFailure {
    private StrangersFailure() {}

    /** The message that names the plugin and its jar; empty where the failure is ganlib's own. */
    public static Optional<GanException> of(Throwable failure) {
        try {
            PluginCatalog catalog = PluginCatalog.load(StrangersFailure.class.getClassLoader(), PluginKinds.all());
            return Fault.ofStrangers(catalog).of(failure) instanceof GanException told
                    ? Optional.of(told)
                    : Optional.empty();
        } catch (RuntimeException | Error e) {
            // The failure itself is reported instead.
            return Optional.empty();
        }
    }
}
