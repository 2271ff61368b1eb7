package org.ganlib.cli.command;

import picocli.CommandLine.Command;

/** {@code gan config}. */
@Command(
        name = "config",
        mixinStandardHelpOptions = true,
        description = "What experiment files may say.",
        subcommands = ConfigSchemaCommand.class)
public final class ConfigCommand {}
