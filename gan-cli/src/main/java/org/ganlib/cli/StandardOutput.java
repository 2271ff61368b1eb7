package org.ganlib.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import org.ganlib.cli.shell.ExitCode;

/**
 * The process's standard output, which remembers a failed write. Java's print streams swallow
 * failures, so with a full disk results would be lost and the exit code would still be 0.
 */
final class StandardOutput extends OutputStream {
    private final OutputStream target;
    private PrintStream stream;
    private IOException failure;

    /** Writes to {@code target}. */
    StandardOutput(OutputStream target) {
        this.target = target;
    }

    /** Replaces {@link System#out} by a new instance. */
    static StandardOutput install() {
        StandardOutput output = new StandardOutput(new FileOutputStream(FileDescriptor.out));
        output.stream = new PrintStream(output, true);
        System.setOut(output.stream);
        return output;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        try {
            target.write(bytes, from, count);
        } catch (IOException e) {
            failure = failure == null ? e : failure;
            throw e;
        }
    }

    /**
     * Writes what is still buffered, and reports on {@code err} if something could not be written.
     * A closed pipe is not reported: its reader, such as {@code head}, has ended and misses
     * nothing.
     *
     * @param code the exit code of the command
     * @return the exit code of the process: 1 instead of 0 where results were lost
     */
    int finish(PrintStream err, int code) {
        if (stream != null) {
            stream.flush();
        }
        if (failure == null) {
            return code;
        }
        String reason = String.valueOf(failure.getMessage());
        if (!reason.contains("Broken pipe")) {
            err.println("standard output: cannot be written: " + reason + ". Results are missing there; make room or"
                    + " choose another place, and run the command again");
        }
        return code == ExitCode.OK ? ExitCode.FAILURE : code;
    }
}
