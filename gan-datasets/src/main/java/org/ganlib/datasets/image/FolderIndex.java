package org.ganlib.datasets.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.RandomAccess;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.ganlib.problem.DataException;

/**
 * The images of a folder, in the order of examples. A name is kept as bytes of one array: as an
 * object it would take several times the memory, and a folder may have a million. Safe for use by
 * several threads.
 *
 * @param root the folder
 * @param folders the folders that were listed, relative to the root and in order; the empty name
 *     for the root itself
 * @param folderTimes the time at which each of these was last changed, in nanoseconds, read before
 *     it was listed
 * @param ends for each folder, the number of images in it and in all folders before it
 * @param names the names of the images in UTF-8, one after the other
 * @param nameEnds the end of each name
 * @param sizes the size of each image file, in bytes
 * @param times the time at which each was last changed, in nanoseconds
 * @param skipped the files that are not read as images, for the log
 */
@SuppressWarnings("ArrayRecordComponent") // read as a whole, never compared
record FolderIndex(
        Path root,
        List<String> folders,
        long[] folderTimes,
        int[] ends,
        byte[] names,
        int[] nameEnds,
        long[] sizes,
        long[] times,
        String skipped) {
    /**
     * Looks through a folder.
     *
     * @param inside the folders inside it that are classes; empty if its own images are read
     */
    static FolderIndex of(Path root, List<Path> inside) throws IOException {
        List<Path> listed = new ArrayList<>();
        listed.add(root);
        listed.addAll(inside);
        List<String> folders = new ArrayList<>();
        Set<Path> withImages = new HashSet<>();
        long[] folderTimes = new long[listed.size()];
        int[] ends = new int[listed.size()];
        byte[] names = new byte[1 << 10];
        int[] nameEnds = new int[16];
        long[] sizes = new long[16];
        long[] times = new long[16];
        int filled = 0;
        int count = 0;
        for (int i = 0; i < listed.size(); i++) {
            Path folder = listed.get(i);
            folders.add(root.relativize(folder).toString());
            folderTimes[i] = folderTime(folder);
            // If there are class folders, the root has no images of its own: the caller checked.
            for (Path file : i > 0 || inside.isEmpty() ? ImageFile.in(folder) : List.<Path>of()) {
                String text = file.getFileName().toString();
                // Java cannot represent a name whose bytes are invalid in this locale's encoding.
                if (!folder.resolve(text).equals(file)) {
                    throw new DataException(file + ": its name cannot be spelt in this locale. Rename it.");
                }
                byte[] name = text.getBytes(StandardCharsets.UTF_8);
                if (filled + name.length > names.length) {
                    names = Arrays.copyOf(names, Math.addExact(names.length, Math.max(names.length / 2, name.length)));
                }
                if (count == sizes.length) {
                    nameEnds = Arrays.copyOf(nameEnds, count + count / 2);
                    sizes = Arrays.copyOf(sizes, nameEnds.length);
                    times = Arrays.copyOf(times, nameEnds.length);
                }
                System.arraycopy(name, 0, names, filled, name.length);
                filled += name.length;
                BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
                nameEnds[count] = filled;
                sizes[count] = found.size();
                times[count] = found.lastModifiedTime().to(TimeUnit.NANOSECONDS);
                count++;
                withImages.add(folder);
            }
            ends[i] = count;
        }
        return new FolderIndex(
                root,
                List.copyOf(folders),
                folderTimes,
                ends,
                Arrays.copyOf(names, filled),
                Arrays.copyOf(nameEnds, count),
                Arrays.copyOf(sizes, count),
                Arrays.copyOf(times, count),
                SkippedFiles.of(
                                root,
                                withImages,
                                file -> withImages.contains(file.getParent()) && ImageFile.isNameOfOne(file))
                        .reasons());
    }

    /**
     * Returns the time at which a folder last changed, in nanoseconds. It is the change time of the
     * inode (ctime) where the system has one, because programs that unpack or copy files reset the
     * modification time (mtime).
     */
    static long folderTime(Path folder) throws IOException {
        return folder.getFileSystem().supportedFileAttributeViews().contains("unix")
                ? ((FileTime) Files.getAttribute(folder, "unix:ctime")).to(TimeUnit.NANOSECONDS)
                : time(folder);
    }

    /** The time of a folder's or a file's last change, in nanoseconds. */
    static long time(Path path) throws IOException {
        return Files.getLastModifiedTime(path).to(TimeUnit.NANOSECONDS);
    }

    /** The number of images. */
    int count() {
        return nameEnds.length;
    }

    /** The number of images in a folder. */
    int count(int folder) {
        return ends[folder] - (folder == 0 ? 0 : ends[folder - 1]);
    }

    /** The file of an image. */
    Path file(int index) {
        int start = index == 0 ? 0 : nameEnds[index - 1];
        // Folders without images have the same end as the one before.
        int folder = Arrays.binarySearch(ends, index + 1);
        folder = folder < 0 ? -folder - 1 : folder;
        while (folder > 0 && ends[folder - 1] > index) {
            folder--;
        }
        return root.resolve(folders.get(folder))
                .resolve(new String(names, start, nameEnds[index] - start, StandardCharsets.UTF_8));
    }

    /** All files, each made when it is asked for. */
    List<Path> files() {
        return new FilesList();
    }

    /** Returns true if a file has the size and the time that it had when the folder was listed. */
    boolean isUnchanged(int index, Path file) throws IOException {
        BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
        return found.size() == sizes[index] && found.lastModifiedTime().to(TimeUnit.NANOSECONDS) == times[index];
    }

    private final class FilesList extends AbstractList<Path> implements RandomAccess {
        @Override
        public Path get(int index) {
            return file(index);
        }

        @Override
        public int size() {
            return count();
        }
    }
}
