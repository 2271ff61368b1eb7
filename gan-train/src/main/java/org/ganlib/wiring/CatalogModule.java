package org.ganlib.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.MapBinder;
import com.google.inject.util.Types;
import org.ganlib.plugin.PluginCatalog;
import org.ganlib.plugin.PluginDescriptor;

/**
 * Binds the catalog, and for each kind S a {@code Map<String, PluginDescriptor<S>>} of its plugins
 * by name.
 */
public final class CatalogModule extends AbstractModule {
    private final PluginCatalog catalog;

    /** Binds what is in {@code catalog}. */
    public CatalogModule(PluginCatalog catalog) {
        this.catalog = catalog;
    }

    @Override
    protected void configure() {
        bind(PluginCatalog.class).toInstance(catalog);
        catalog.kinds().forEach(this::bindKind);
    }

    private <S> void bindKind(Class<S> kind) {
        @SuppressWarnings("unchecked") // The type argument is the kind itself.
        TypeLiteral<PluginDescriptor<S>> descriptor = (TypeLiteral<PluginDescriptor<S>>)
                TypeLiteral.get(Types.newParameterizedType(PluginDescriptor.class, kind));
        MapBinder<String, PluginDescriptor<S>> binder =
                MapBinder.newMapBinder(binder(), TypeLiteral.get(String.class), descriptor);
        for (PluginDescriptor<S> plugin : catalog.all(kind)) {
            binder.addBinding(plugin.name()).toInstance(plugin);
        }
    }
}
