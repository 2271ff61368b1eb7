package org.ganlib.cli.summary;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;

/**
 * A stamp that changes when a run's files change. It has the time, the size and, where the file
 * system has one, the identity of each file. Files of a run are appended to or replaced as a whole,
 * so that one of the three changes.
 *
 * @param text equal for equal files
 * @param newest the time at which the latest of them changed, in milliseconds since 1970
 */
record RunStamp(String text, long newest) {
    /**
     * Times of files are coarser than they look; whatever changed within this of being read may
     * change again unseen.
     */
    private static final long COARSEST = TimeUnit.SECONDS.toMillis(2);

    static RunStamp of(Path directory) {
        StringBuilder text = new StringBuilder();
        long newest = Long.MIN_VALUE;
        for (String name : RunSummary.FILES) {
            try {
                BasicFileAttributes file = Files.readAttributes(directory.resolve(name), BasicFileAttributes.class);
                newest = Math.max(newest, file.lastModifiedTime().toMillis());
                text.append(file.lastModifiedTime().to(TimeUnit.NANOSECONDS))
                        .append(' ')
                        .append(file.size())
                        .append(' ')
                        .append(file.fileKey());
            } catch (IOException e) {
                text.append('-');
            }
            text.append('\n');
        }
        return new RunStamp(text.toString(), newest);
    }

    /**
     * Returns true if what is read now can be recognised later by this stamp.
     *
     * @param now in milliseconds since 1970; a file from the future, after a clock was put back,
     *     never can
     */
    boolean isSettledAt(long now) {
        return newest < now - COARSEST;
    }
}
