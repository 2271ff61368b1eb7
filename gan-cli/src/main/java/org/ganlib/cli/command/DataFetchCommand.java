package org.ganlib.cli.command;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.ganlib.cli.fetch.Download;
import org.ganlib.cli.option.DataDirectory;
import org.ganlib.cli.shell.ExitCode;
import org.ganlib.cli.text.PlainText;
import org.ganlib.problem.DataException;
import org.ganlib.spi.DataFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gan data fetch NAME}. */
@Command(
        name = "fetch",
        mixinStandardHelpOptions = true,
        description = {
            "Downloads a data set's files, or one file, into the data directory.",
            "Nothing else ever downloads anything. Files that are there are left alone; a download that was cut off goes on."
        })
public final class DataFetchCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private DataDirectory data;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "A data set, see 'gan data list'.")
    private String name;

    @Parameters(index = "1..*", paramLabel = "key=value", description = "Its settings.")
    private List<String> settings = List.of();

    @Option(names = "--url", paramLabel = "URL", description = "A file to download instead, with --sha256 and --to.")
    private String url;

    @Option(names = "--sha256", paramLabel = "HEX", description = "What its SHA-256 must be.")
    private String sha256;

    @Option(names = "--to", paramLabel = "PATH", description = "Its place in the data directory.")
    private String to;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "Give up when the server brings nothing, or next to nothing, for so long. Default: 60.")
    private int timeout = 60;

    @Option(names = "--offline", description = "Fail instead of downloading.")
    private boolean offline;

    @Override
    public Integer call() {
        if ((name == null) == (url == null) || (url != null && (sha256 == null || to == null))) {
            throw new ParameterException(
                    spec.commandLine(), "Give the NAME of a data set, or --url, --sha256 and --to.");
        }
        if (url == null && (sha256 != null || to != null)) {
            throw new ParameterException(
                    spec.commandLine(),
                    (sha256 != null ? "--sha256" : "--to") + ": goes with --url; of " + name
                            + " digests and places are known. Leave it out");
        }
        if (sha256 != null && !sha256.matches("[0-9a-fA-F]{64}")) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--sha256: must be 64 hexadecimal digits, as sha256sum prints them, was " + sha256);
        }
        if (timeout < 1) {
            throw new ParameterException(spec.commandLine(), "--timeout: must be ≥ 1, was " + timeout);
        }
        List<DataFile> files = url != null
                ? List.of(new DataFile(to, List.of(), url, sha256))
                : new DataSets().source(name, settings).files();
        if (files.isEmpty()) {
            spec.commandLine().getOut().println(name + " has no files to download.");
        }
        files.forEach(this::fetch);
        return ExitCode.OK;
    }

    private void fetch(DataFile file) {
        Optional<Path> found = file.find(data.location());
        if (found.isPresent()) {
            if (url != null) {
                requireDigest(found.get());
            }
            spec.commandLine().getOut().println("found    " + PlainText.line(found.get()));
            return;
        }
        Path directory = data.location().directory().toAbsolutePath().normalize();
        Path target = resolve(directory, file.path());
        if (file.url().isEmpty()) {
            throw new DataException(file.path() + ": is published at no lasting place that ganlib knows. Put it into "
                    + target.getParent() + " by hand.");
        }
        URI source = uri(file.url());
        if (offline) {
            throw new DataException(
                    "--offline: " + target + " is missing, and would be downloaded from " + source + ".");
        }
        if (!Files.exists(target)) {
            spec.commandLine().getErr().println("downloading " + PlainText.line(source));
            new Download(Duration.ofSeconds(timeout)).to(target, source, file.sha256());
        }
        spec.commandLine().getOut().println("fetched  " + PlainText.line(target));
    }

    /**
     * Refuses a file that was named with its digest and has another one. A data set's file may have
     * been packed anew.
     */
    private void requireDigest(Path found) {
        try {
            String digest = Download.digest(found);
            if (!digest.equalsIgnoreCase(sha256)) {
                throw new DataException(found + ": is there already, with the SHA-256 " + digest + ", expected "
                        + sha256 + ". Remove it, or choose another place with --to.");
            }
        } catch (IOException e) {
            throw new DataException(found + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private Path resolve(Path directory, String path) {
        try {
            Path target = directory.resolve(path).normalize();
            if (target.startsWith(directory) && !target.equals(directory)) {
                return target;
            }
        } catch (InvalidPathException e) {
            throw new ParameterException(spec.commandLine(), "--to: is no path: " + path, e);
        }
        throw new ParameterException(
                spec.commandLine(), "--to: must be a place within the data directory " + directory + ", was " + path);
    }

    private URI uri(String text) {
        try {
            URI uri = new URI(text);
            if ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw new ParameterException(spec.commandLine(), "--url: is no URL: " + text, e);
        }
        throw new ParameterException(spec.commandLine(), "--url: must start with http:// or https://, was " + text);
    }
}
