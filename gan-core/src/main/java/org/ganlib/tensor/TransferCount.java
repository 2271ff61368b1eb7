package org.ganlib.tensor;

/**
 * Counts the transfers between the host and a device, and their numbers, for engines whose memory is
 * a device's. Used by one thread.
 */
public final class TransferCount {
    private long uploads;
    private long uploadedNumbers;
    private long downloads;
    private long downloadedNumbers;

    /** Counts numbers that are transferred to the device. */
    public void up(long numbers) {
        uploads++;
        uploadedNumbers += numbers;
    }

    /** Counts numbers that are transferred to the host. */
    public void down(long numbers) {
        downloads++;
        downloadedNumbers += numbers;
    }

    /** Starts again at 0. */
    public void reset() {
        uploads = 0;
        uploadedNumbers = 0;
        downloads = 0;
        downloadedNumbers = 0;
    }

    /** The number of transfers from the host to the device. */
    public long uploads() {
        return uploads;
    }

    /** The number of numbers that these transfers carried. */
    public long uploadedNumbers() {
        return uploadedNumbers;
    }

    /** The number of transfers from the device to the host. */
    public long downloads() {
        return downloads;
    }

    /** The number of numbers that these transfers carried. */
    public long downloadedNumbers() {
        return downloadedNumbers;
    }
}
