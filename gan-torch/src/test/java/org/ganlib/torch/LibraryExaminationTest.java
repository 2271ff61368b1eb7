package org.ganlib.torch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class LibraryExaminationTest {
    /** In a real process, with the library of this module's tests. */
    @Test
    void theDevicesAreFound() {
        assertThat(new TorchEngine().examine()).isEqualTo("usable on cpu");
    }

    @Test
    void nothingIsMissing() {
        assertThat(new TorchEngine().missing()).isEmpty();
    }

    @Test
    void answersArePutInWords() {
        assertThat(LibraryExamination.words("noise\ndevices cpu, cuda:0\n", 0)).isEqualTo("usable on cpu, cuda:0");
        assertThat(LibraryExamination.words("cuda libcudnn is missing. Get it\ndevices cpu\n", 0))
                .isEqualTo("usable on cpu, not on CUDA: libcudnn is missing. Get it");
        assertThat(LibraryExamination.words("problem its library is not here\n", 0))
                .isEqualTo("unavailable: its library is not here");
        assertThat(LibraryExamination.words("", 134))
                .isEqualTo("unavailable: libtorch ended the process that loaded it, with code 134. Its library fits"
                        + " neither this machine nor another library on the class path");
    }

    @Test
    void missingLibrariesHavePackages() {
        assertThat(
                        MissingLibrary.remedy(
                                "/tmp/libjnitorch.so: libcudnn.so.9: cannot open shared object file: No such file or directory"))
                .contains(
                        "libcudnn is missing. Debian and Ubuntu, with NVIDIA's repository: apt install libcudnn9-cuda-13."
                                + " conda: cudnn, and its folder lib in LD_LIBRARY_PATH");
        assertThat(MissingLibrary.remedy("libnvshmem_host.so.3: cannot open shared object file"))
                .contains("libnvshmem_host is missing. It is part of CUDA 13");
        assertThat(MissingLibrary.remedy("libcuda.so.1: cannot open shared object file"))
                .contains("NVIDIA's driver is missing. Debian and Ubuntu: apt install nvidia-driver-580 or newer");
        assertThat(MissingLibrary.remedy("no jnitorch in java.library.path")).isEmpty();
    }
}
