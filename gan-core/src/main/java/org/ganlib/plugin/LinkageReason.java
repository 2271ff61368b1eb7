package org.ganlib.plugin;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The reason why Java cannot load or link a class, in one line for the user who installed it.
 * Java's own messages name classes with slashes and say nothing of what to do.
 */
public final class LinkageReason {
    private static final Pattern TOO_NEW =
            Pattern.compile("(\\S+) has been compiled by a more recent version .*class file version (\\d+)\\..*");

    private static final Pattern CLASS = Pattern.compile("[\\p{javaJavaIdentifierPart}/]+");

    /** The version of class files of Java n is n + 44. */
    private static final int FIRST_VERSION = 44;

    private LinkageReason() {}

    /** The reason, and what to do about it where that is known. */
    public static String of(LinkageError error) {
        String message = firstLine(String.valueOf(error.getMessage()));
        if (error instanceof UnsupportedClassVersionError) {
            return tooNew(message, error);
        }
        if (error instanceof NoClassDefFoundError && CLASS.matcher(message).matches()) {
            return "the class " + message.replace('/', '.')
                    + " that it needs is missing. Add the jar that holds it to GAN_PLUGINS";
        }
        if (error instanceof ExceptionInInitializerError && error.getCause() != null) {
            return "its static initialiser failed: "
                    + firstLine(error.getCause().toString());
        }
        if (error instanceof IncompatibleClassChangeError) {
            return "it was compiled against other versions of the classes that it uses: " + message
                    + ". Compile it against this version of ganlib";
        }
        return firstLine(error.toString());
    }

    private static String tooNew(String message, LinkageError error) {
        Matcher parts = TOO_NEW.matcher(message);
        if (!parts.matches()) {
            return firstLine(error.toString());
        }
        int java = Integer.parseInt(parts.group(2)) - FIRST_VERSION;
        int here = Runtime.version().feature();
        return "the class " + parts.group(1).replace('/', '.') + " was compiled for Java " + java
                + ", and this is Java " + here + ". Compile it with --release " + here + ", or run ganlib on Java "
                + java;
    }

    /** The first line of a text that may go on for pages. */
    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("").strip();
    }
}
