package org.ganlib.trackers.mlflow;

/** Thrown if the server understood and refused a request, so that repeating it is of no use. */
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final int status;
    private final String code;

    /**
     * A refusal.
     *
     * @param status the status code of HTTP
     * @param code MLflow's name of the error; empty if the answer has none
     * @param reason the server's words
     */
    RefusedException(int status, String code, String reason) {
        super(status + (code.isEmpty() ? "" : " " + code) + (reason.isEmpty() ? "" : ": " + reason));
        this.status = status;
        this.code = code;
    }

    /** True if the server denies access, so that it would refuse every further request, too. */
    boolean deniesAccess() {
        return status == UNAUTHORIZED || status == FORBIDDEN;
    }

    /** True if the run or experiment that the request names does not exist, or was deleted. */
    boolean isMissing() {
        return status == NOT_FOUND || code.equals("RESOURCE_DOES_NOT_EXIST");
    }

    /** True if the experiment that the request would create exists already. */
    boolean isThereAlready() {
        return status == CONFLICT || code.equals("RESOURCE_ALREADY_EXISTS");
    }
}
