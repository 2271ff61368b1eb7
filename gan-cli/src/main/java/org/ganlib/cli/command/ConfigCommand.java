package org.ganlib.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** {@code gan config}. */
@Command(
        name = "config",
        mixinStandardHelpOptions = true,
        description = "What experiment files may say.",
        subcommands = {ConfigSchemaCommand.class, HelpCommand.class})
public final class ConfigCommand {}
