package org.ganlib.network;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The classes that a model file may name. Deeplearning4j's JSON names a class for each part.
 * Reading the JSON loads that class and runs its static initialiser before anything checks that it
 * is a layer. Therefore the names are compared as text before Deeplearning4j sees them. Allowed are
 * Deeplearning4j's own parts of configurations and the classes that a jar on the class path
 * declares in {@value #DECLARED}, one name per line.
 */
public final class ModelClasses {
    /**
     * The resource in which a plugin's jar declares the layers, vertices and other parts that model
     * files may name.
     */
    public static final String DECLARED = "META-INF/ganlib/model-classes";

    /** The JSON keys that name the class of an object; weight distributions use the second. */
    public static final Set<String> TYPE_KEYS = Set.of("@class", "type");

    /**
     * The classes in all packages in which Deeplearning4j or ND4J keeps parts of configurations,
     * and in no other package.
     */
    private static final Pattern BUILT_IN = Pattern.compile("org\\.(deeplearning4j\\.nn\\.conf"
            + "(\\.(constraint|distribution|dropout|graph|graph\\.rnn|inputs|layers|layers\\.convolutional"
            + "|layers\\.misc|layers\\.objdetect|layers\\.recurrent|layers\\.samediff|layers\\.util"
            + "|layers\\.variational|layers\\.wrapper|ocnn|preprocessor|stepfunctions|weightnoise))?"
            + "|deeplearning4j\\.nn\\.weights(\\.embeddings)?"
            + "|nd4j\\.linalg\\.(activations\\.impl|lossfunctions\\.impl|learning\\.config"
            + "|learning\\.regularization|schedule))"
            + "\\.[A-Z][A-Za-z0-9]*(\\$[A-Z][A-Za-z0-9]*)?");

    private final Set<String> declared;

    private ModelClasses(Set<String> declared) {
        this.declared = declared;
    }

    /** The built-in classes and those that the loader's jars declare. */
    public static ModelClasses declaredBy(ClassLoader loader) {
        Set<String> names = new HashSet<>();
        try {
            for (URL resource : Collections.list(loader.getResources(DECLARED))) {
                URLConnection connection = resource.openConnection();
                // A cached connection would keep the jar of a closed class loader open.
                connection.setUseCaches(false);
                try (BufferedReader reader = new BufferedReader(
                        new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
                    reader.lines()
                            .map(line -> line.replaceFirst("#.*", "").strip())
                            .filter(line -> !line.isEmpty())
                            .forEach(names::add);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + DECLARED + " on the class path", e);
        }
        return new ModelClasses(names);
    }

    /** Tells whether a model file may name that class. */
    public boolean allows(String name) {
        return BUILT_IN.matcher(name).matches() || declared.contains(name);
    }
}
