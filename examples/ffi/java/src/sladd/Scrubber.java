package sladd;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * Finds and masks personal data in Norwegian chat messages, in this process. Share one among all threads.
 *
 * <pre>{@code
 * try (Scrubber scrubber = new Scrubber()) {
 *     scrubber.scrub("fnr 110379 66640").text(); // fnr [FØDSELSNUMMER]
 * }
 * }</pre>
 */
public final class Scrubber extends Handle {
    /** How a policy is written; in the order of the C ABI. */
    public enum Format {
        /** TOML. */
        TOML,
        /** JSON. */
        JSON
    }

    private static final int INVALID_UTF8 = 2;

    /** Everything sladd finds, Norwegian placeholders. */
    public Scrubber() {
        super(Native.scrubber(), Native::freeScrubber);
    }

    /** What a policy says, with the keys that it names. The bytes of the keys are not kept. */
    public Scrubber(String policy, Format format, Map<String, byte[]> keys) {
        super(fromPolicy(policy, format, keys), Native::freeScrubber);
    }

    private static long fromPolicy(String policy, Format format, Map<String, byte[]> keys) {
        byte[][] names = new byte[keys.size()][];
        byte[][] secrets = new byte[keys.size()][];
        int at = 0;
        for (Map.Entry<String, byte[]> key : keys.entrySet()) {
            names[at] = utf8(key.getKey());
            secrets[at++] = key.getValue();
        }
        return Native.scrubberOf(utf8(policy), format.ordinal(), names, secrets);
    }

    /** Masks a message. */
    public Scrubbed scrub(String message) {
        byte[] bytes = utf8(message);
        try {
            return new Scrubbed(bytes, use(address -> Native.scrub(address, 0, 0, bytes)));
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** Masks a message of a conversation in the light of what was said before. */
    public Scrubbed scrub(Conversation conversation, Conversation.Role role, String message) {
        byte[] bytes = utf8(message);
        try {
            Object[] parts =
                    use(address -> conversation.use(chat -> Native.scrub(address, chat, role.ordinal(), bytes)));
            return new Scrubbed(bytes, parts);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** UTF-8, or an exception for half a surrogate pair, which {@code getBytes} would quietly replace. */
    private static byte[] utf8(String text) {
        try {
            ByteBuffer buffer = StandardCharsets.UTF_8
                    .newEncoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            if (buffer.hasArray()) {
                Arrays.fill(buffer.array(), (byte) 0);
            }
            return bytes;
        } catch (CharacterCodingException error) {
            throw new SladdException(INVALID_UTF8, "the string holds half a surrogate pair and is no text");
        }
    }
}
