package sladd;

/** What one chat has taught so far: one for each chat, in memory only. Calls on one wait for each other. */
public final class Conversation extends Handle {
    /** Who writes a message; in the order of the C ABI. */
    public enum Role {
        /** The citizen, the customer, the patient. */
        USER,
        /** The chatbot. */
        BOT,
        /** A human adviser. */
        ADVISER
    }

    /** A conversation in which nothing has been said. */
    public Conversation() {
        super(Native.conversation(), Native::freeConversation);
    }

    /** Forgets everything that was said; what was remembered is overwritten. */
    public void forget() {
        use(address -> {
            Native.forget(address);
            return null;
        });
    }
}
