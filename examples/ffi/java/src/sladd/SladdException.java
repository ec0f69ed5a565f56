package sladd;

/** What sladd refused or could not do. It never quotes a message; where one is thrown, nothing was masked. */
public final class SladdException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    SladdException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** The number of the status in {@code sladd.h}. */
    public int status() {
        return status;
    }
}
