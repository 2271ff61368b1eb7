package org.ganlib.cli;

import java.nio.file.Path;
import java.util.List;

/** A virtual machine in a process of its own, for tests of what only a process can show. */
final class FreshJava {
    /**
     * The command, without a class path. Such a process runs for seconds, so that compiling the
     * fastest code, or collecting garbage with several threads, would take more time than it saves.
     */
    static final List<String> COMMAND = List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1");

    private FreshJava() {}
}
