package sladd;

/** What {@code java/jni/sladd_jni.c} does. Handles are addresses: only the classes of this package hold them. */
final class Native {
    /** Start, end, start and end of the replacement in bytes, confidence. */
    static final int PER_FINDING = 5;
    /** Label, variant or null, detector. */
    static final int NAMES = 3;
    /** Message, start, end in bytes of its masked text. */
    static final int PER_AMENDMENT = 3;

    static {
        String path = System.getProperty("sladd.library");
        if (path == null) {
            System.loadLibrary("sladd_jni");
        } else {
            System.load(path);
        }
    }

    private Native() {}

    static native long scrubber();

    static native long scrubberOf(byte[] policy, int format, byte[][] names, byte[][] secrets);

    static native void freeScrubber(long scrubber);

    static native long conversation();

    static native void forget(long conversation);

    static native void freeConversation(long conversation);

    static native Object[] scrub(long scrubber, long conversation, int role, byte[] text);
}
