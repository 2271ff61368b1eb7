package org.ganlib.torch;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds, for a message of the system's loader, the package that holds the missing library. */
final class MissingLibrary {
    /** Matches the loader's message about a library that it does not find. */
    private static final Pattern MISSING = Pattern.compile("(lib[\\w+-]+)\\.so\\.(\\d+)[\\d.]*: cannot open");

    /** The packages that hold each library. */
    private static final Map<String, Packages> PACKAGES = Map.ofEntries(
            Map.entry("libcudart", new Packages("cuda-cudart-13-1", "cuda-cudart")),
            Map.entry("libcupti", new Packages("cuda-cupti-13-1", "cuda-cupti")),
            Map.entry("libnvrtc", new Packages("cuda-nvrtc-13-1", "cuda-nvrtc")),
            Map.entry("libcublas", new Packages("libcublas-13-1", "libcublas")),
            Map.entry("libcublasLt", new Packages("libcublas-13-1", "libcublas")),
            Map.entry("libcudnn", new Packages("libcudnn9-cuda-13", "cudnn")),
            Map.entry("libcufft", new Packages("libcufft-13-1", "libcufft")),
            Map.entry("libcurand", new Packages("libcurand-13-1", "libcurand")),
            Map.entry("libcusolver", new Packages("libcusolver-13-1", "libcusolver")),
            Map.entry("libcusparse", new Packages("libcusparse-13-1", "libcusparse")),
            Map.entry("libcusparseLt", new Packages("libcusparselt0", "cusparselt")),
            Map.entry("libcufile", new Packages("libcufile-13-1", "libcufile")),
            Map.entry("libnccl", new Packages("libnccl2", "nccl")));

    /** A package of NVIDIA's repository for Debian and Ubuntu, and one of conda. */
    private record Packages(String debian, String conda) {}

    private MissingLibrary() {}

    /** The remedy for a message of the loader; empty if it names no library that is missing. */
    static Optional<String> remedy(String message) {
        Matcher found = MISSING.matcher(message);
        if (!found.find()) {
            return Optional.empty();
        }
        if (found.group(1).equals("libcuda")) {
            return Optional.of("NVIDIA's driver is missing. Debian and Ubuntu: apt install nvidia-driver-580 or newer");
        }
        Packages packages = PACKAGES.get(found.group(1));
        if (packages == null) {
            return Optional.of(found.group(1) + " is missing. It is part of CUDA 13");
        }
        return Optional.of(found.group(1) + " is missing. Debian and Ubuntu, with NVIDIA's repository: apt install "
                + packages.debian + ". conda: " + packages.conda + ", and its folder lib in LD_LIBRARY_PATH");
    }
}
