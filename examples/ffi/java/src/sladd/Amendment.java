package sladd;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What a message shows of an earlier one. Its place counts bytes, and only the stored text could say which characters
 * they are; {@link #apply} does it.
 */
public final class Amendment {
    private final int message;
    private final int start;
    private final int end;
    private final byte[] replacement;
    private final String label;

    Amendment(int message, int start, int end, byte[] replacement, String label) {
        this.message = message;
        this.start = start;
        this.end = end;
        this.replacement = replacement;
        this.label = label;
    }

    /** The number of the earlier message. */
    public int message() {
        return message;
    }

    /** What kind of data it is. */
    public String label() {
        return label;
    }

    /** The masked text of its message, as it stands after every earlier amendment, with this one in it. */
    public String apply(String stored) {
        byte[] bytes = stored.getBytes(StandardCharsets.UTF_8);
        if (start > end || end > bytes.length) {
            throw new IllegalArgumentException("this is not the text that was handed out for the message");
        }
        byte[] amended = Arrays.copyOf(bytes, bytes.length - (end - start) + replacement.length);
        System.arraycopy(replacement, 0, amended, start, replacement.length);
        System.arraycopy(bytes, end, amended, start + replacement.length, bytes.length - end);
        return new String(amended, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "Amendment[message=" + message + ", label=" + label + "]";
    }
}
