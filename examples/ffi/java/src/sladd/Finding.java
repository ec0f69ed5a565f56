package sladd;

/**
 * One finding: what, how sure, where. It never holds the text.
 *
 * @param label what kind, a stable snake_case name
 * @param variant which sort of the kind, or null
 * @param detector the detector whose claim was the surest
 * @param confidence how sure
 * @param start first {@code char} in the message: {@code message.substring(start, end)} is what was found
 * @param end one past the last {@code char}
 * @param maskedStart first {@code char} of its replacement in the masked text
 * @param maskedEnd one past the last {@code char} of its replacement
 */
public record Finding(
        String label,
        String variant,
        String detector,
        Confidence confidence,
        int start,
        int end,
        int maskedStart,
        int maskedEnd) {
    /** How sure a finding is; in the order of the C ABI. */
    public enum Confidence {
        /** The shape fits, other readings are as plausible. */
        POSSIBLE,
        /** The best reading. */
        LIKELY,
        /** Proved by check digits, by its shape or by a cue. */
        CERTAIN
    }
}
