import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import sladd.Amendment;
import sladd.Conversation;
import sladd.Conversation.Role;
import sladd.Finding;
import sladd.Scrubbed;
import sladd.Scrubber;
import sladd.SladdException;

/** Uses the library as a service on the JVM would, without a test framework to fetch. */
public final class SladdTest {
    private static final String MESSAGE =
            "Hei, eg heiter Kari Nordvik, fnr 110379 66640. Ring 412 00 000, eg har migrene.";
    private static final String MASKED = "Hei, eg heiter [NAVN], fnr [FØDSELSNUMMER]. Ring [TELEFON], eg har [HELSE].";

    private static int passed;
    private static int failed;

    private static void check(boolean condition, String what) {
        if (condition) {
            passed++;
        } else {
            failed++;
            System.err.println("failed: " + what);
        }
    }

    private static <E extends Throwable> E thrown(Class<E> type, Runnable work, String what) {
        try {
            work.run();
        } catch (Throwable error) {
            check(type.isInstance(error), what + ": " + error);
            return type.isInstance(error) ? type.cast(error) : null;
        }
        check(false, what + ": nothing was thrown");
        return null;
    }

    public static void main(String[] arguments) throws Exception {
        try (Scrubber scrubber = new Scrubber()) {
            messages(scrubber);
            conversations(scrubber);
            faults(scrubber);
            threads(scrubber);
        }
        policies();
        closing();
        System.out.println(passed + " passed, " + failed + " failed");
        System.exit(failed == 0 ? 0 : 1);
    }

    private static void messages(Scrubber scrubber) {
        check(scrubber.scrub(MESSAGE).text().equals(MASKED), "a message is masked");
        // Characters of one, two, three and four bytes before what is found.
        String text = "Blå €uro 🫐: Kari Nordvik, ring 412 00 000";
        Scrubbed scrubbed = scrubber.scrub(text);
        List<String> found = new ArrayList<>();
        for (Finding finding : scrubbed.findings()) {
            found.add(finding.label() + "=" + text.substring(finding.start(), finding.end()));
            String place = scrubbed.text().substring(finding.maskedStart(), finding.maskedEnd());
            check(place.startsWith("[") && place.endsWith("]"), "the replacement stands there: " + place);
            check(!finding.detector().isEmpty(), "a detector is named");
        }
        check(found.equals(List.of("name=Kari Nordvik", "phone=412 00 000")), "offsets are chars: " + found);
        check(scrubber.scrub("fnr 110379 66640").findings().get(0).confidence() == Finding.Confidence.CERTAIN, "sure");
        check(scrubber.scrub("").text().isEmpty(), "an empty message");
        check(scrubber.scrub("a\0b").text().equals("a\0b"), "NUL is a character");
        // More findings than the JVM keeps local references for.
        Scrubbed many = scrubber.scrub("Ring 412 00 000. ".repeat(20_000));
        check(many.findings().size() == 20_000, "many findings: " + many.findings().size());
        check(!scrubbed.toString().contains("Nordvik") && !many.toString().contains("Ring"), "toString has no text");
    }

    private static void conversations(Scrubber scrubber) {
        List<String> stored = new ArrayList<>();
        try (Conversation chat = new Conversation()) {
            Role[] roles = {Role.BOT, Role.USER, Role.USER};
            String[] messages = {"Hva er fødselsnummeret ditt? 😊", "på Ås: 110379", "66640"};
            for (int at = 0; at < messages.length; at++) {
                Scrubbed turn = scrubber.scrub(chat, roles[at], messages[at]);
                check(turn.number() == at, "messages are numbered");
                for (Amendment amendment : turn.amendments()) {
                    check(amendment.label().equals("fodselsnummer"), "an amendment has a label");
                    check(!amendment.toString().contains("NUMMER]"), "toString has no text");
                    stored.set(amendment.message(), amendment.apply(stored.get(amendment.message())));
                }
                stored.add(turn.text());
            }
            check(stored.subList(1, 3).equals(List.of("på Ås: [FØDSELSNUMMER]", "[FØDSELSNUMMER]")), "a split number");
            chat.forget();
            check(scrubber.scrub(chat, Role.ADVISER, "hei").number() == 0, "forgotten");
        }
    }

    private static void policies() {
        byte[] key = new byte[32];
        for (int at = 0; at < key.length; at++) {
            key[at] = (byte) (at * 37);
        }
        String policy = "name = 'medlem'\n[maskers]\n"
                + "national_numbers = { kind = 'pseudonym', key = 'study', scope = 'release 1' }\n";
        try (Scrubber scrubber = new Scrubber(policy, Scrubber.Format.TOML, Map.of("study", key))) {
            String one = scrubber.scrub("fnr 110379 66640").text();
            check(one.startsWith("fnr [FØDSELSNUMMER-"), "a pseudonym");
            check(one.equals(scrubber.scrub("fnr 11.03.79-66640").text()), "the same for the same number");
        }
        SladdException error = thrown(
                SladdException.class, () -> new Scrubber(policy, Scrubber.Format.TOML, Map.of()), "a key is missing");
        check(error != null && error.status() == 3 && error.getMessage().contains("no key of this name"), "and says so");
        thrown(
                SladdException.class,
                () -> new Scrubber(policy, Scrubber.Format.TOML, Map.of("study", new byte[32])),
                "zeros are no key");
        thrown(SladdException.class, () -> new Scrubber("{}", Scrubber.Format.JSON, Map.of()), "no policy");
    }

    private static void faults(Scrubber scrubber) {
        SladdException error =
                thrown(SladdException.class, () -> scrubber.scrub("fnr 110379 66640 \ud83d"), "half a surrogate pair");
        check(error != null && error.status() == 2 && !error.getMessage().contains("110379"), "no text in the error");
        thrown(NullPointerException.class, () -> scrubber.scrub(null), "no message");
    }

    private static void threads(Scrubber scrubber) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        AtomicInteger right = new AtomicInteger();
        List<Future<?>> all = new ArrayList<>();
        try (Conversation chat = new Conversation()) {
            for (int thread = 0; thread < 4; thread++) {
                all.add(pool.submit(() -> {
                    for (int round = 0; round < 500; round++) {
                        if (scrubber.scrub(MESSAGE).text().equals(MASKED)) {
                            right.incrementAndGet();
                        }
                        scrubber.scrub(chat, Role.USER, "hei");
                    }
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
            check(scrubber.scrub(chat, Role.USER, "hei").number() == 2000, "one conversation, four threads");
        }
        pool.shutdown();
        check(right.get() == 2000, "four threads share a scrubber: " + right.get());
    }

    /** Closed while others use it: they end with an exception or a result, never with a freed handle. */
    private static void closing() throws Exception {
        for (int round = 0; round < 20; round++) {
            Scrubber scrubber = new Scrubber();
            CountDownLatch running = new CountDownLatch(2);
            List<Thread> threads = new ArrayList<>();
            AtomicInteger wrong = new AtomicInteger();
            for (int thread = 0; thread < 2; thread++) {
                Thread user = new Thread(() -> {
                    running.countDown();
                    try {
                        while (true) {
                            if (!scrubber.scrub(MESSAGE).text().equals(MASKED)) {
                                wrong.incrementAndGet();
                            }
                        }
                    } catch (IllegalStateException closed) {
                        // As it should be.
                    } catch (Throwable other) {
                        wrong.incrementAndGet();
                    }
                });
                user.start();
                threads.add(user);
            }
            check(running.await(30, TimeUnit.SECONDS), "threads run");
            scrubber.close();
            scrubber.close();
            for (Thread user : threads) {
                user.join();
            }
            check(wrong.get() == 0, "closing waits for who uses it");
        }
        thrown(IllegalStateException.class, () -> {
            Scrubber scrubber = new Scrubber();
            scrubber.close();
            scrubber.scrub("hei");
        }, "a closed scrubber");
    }
}
