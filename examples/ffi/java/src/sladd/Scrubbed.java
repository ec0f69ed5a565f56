package sladd;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A masked text with what was found in the original. */
public final class Scrubbed {
    private final String text;
    private final List<Finding> findings;
    private final List<Amendment> amendments;
    private final int number;

    Scrubbed(byte[] original, Object[] parts) {
        byte[] masked = (byte[]) parts[0];
        int[] numbers = (int[]) parts[1];
        byte[][] names = (byte[][]) parts[2];
        text = new String(masked, StandardCharsets.UTF_8);
        List<Finding> found = new ArrayList<>();
        Chars in = new Chars(original);
        Chars out = new Chars(masked);
        for (int at = 0, name = 0; at < numbers.length; at += Native.PER_FINDING, name += Native.NAMES) {
            found.add(new Finding(
                    name(names[name]),
                    name(names[name + 1]),
                    name(names[name + 2]),
                    Finding.Confidence.values()[numbers[at + 4]],
                    in.at(numbers[at]),
                    in.at(numbers[at + 1]),
                    out.at(numbers[at + 2]),
                    out.at(numbers[at + 3])));
        }
        findings = List.copyOf(found);
        int[] amended = (int[]) parts[3];
        byte[][] texts = (byte[][]) parts[4];
        List<Amendment> all = new ArrayList<>();
        for (int at = 0, of = 0; at < amended.length; at += Native.PER_AMENDMENT, of += 2) {
            all.add(new Amendment(amended[at], amended[at + 1], amended[at + 2], texts[of], name(texts[of + 1])));
        }
        amendments = List.copyOf(all);
        number = ((int[]) parts[5])[0];
    }

    private static String name(byte[] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    /** The masked text. */
    public String text() {
        return text;
    }

    /** What was found, in the order of the text. */
    public List<Finding> findings() {
        return findings;
    }

    /** What of earlier messages is to be masked as well, in the order to apply it. */
    public List<Amendment> amendments() {
        return amendments;
    }

    /** The number of the message in its conversation, from 0. */
    public int number() {
        return number;
    }

    /** Counts, no text: a log that prints results prints no messages. */
    @Override
    public String toString() {
        return "Scrubbed[findings=" + findings.size() + ", amendments=" + amendments.size() + "]";
    }

    /** Counts a string's chars along its UTF-8, forwards only, so that all offsets cost one pass. */
    private static final class Chars {
        private final byte[] bytes;
        private int at;
        private int chars;

        Chars(byte[] bytes) {
            this.bytes = bytes;
        }

        int at(int byteOffset) {
            for (; at < byteOffset; at++) {
                int lead = bytes[at] & 0xff;
                // A character of four bytes is two chars, every other one; what continues a character is none.
                chars += lead >= 0xf0 ? 2 : (lead & 0xc0) == 0x80 ? 0 : 1;
            }
            return chars;
        }
    }
}
