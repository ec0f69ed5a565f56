//! A chat from the first question to the deletion, as a service sees it.
//!
//! Prints what is stored of each message, what later messages change in it, and what is left in the end.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program speaks to its user")]

use std::time::{Duration, SystemTime};

use sladd::{Conversation, KnownNames, MemoryStore, Placeholders, Retention, Role, Scrubber, Transcript};

const CHAT: [(Role, &str); 9] = [
    (Role::Bot, "Hei! Hva heter du?"),
    (Role::User, "fatuma"),
    (Role::Bot, "Hei Fatuma. Kan du oppgi fødselsnummeret ditt?"),
    (Role::User, "110379 og så"),
    (Role::Bot, "ja?"),
    (Role::User, "66640"),
    (Role::Adviser, "Takk, jeg heter Anne Lunde og ser på saken. Hvem er fastlegen din?"),
    (Role::User, "dr halvorsen, fatumas mann går til ham også"),
    (Role::User, "ring meg på 412 00 000 hvis det er noe"),
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let scrubber = Scrubber::builder().masker(Placeholders::norwegian().numbered()).build()?;
    let mut staff = KnownNames::new();
    staff.leave_unmasked("Anne Lunde");

    // The host owns the conversation and stores what comes back.
    let mut chat = Conversation::knowing(staff.clone());
    let mut stored: Vec<String> = Vec::new();
    for (role, text) in CHAT {
        let turn = scrubber.scrub_in(&mut chat, role, text);
        for amendment in turn.amendments() {
            if let Some(message) = stored.get_mut(usize::try_from(amendment.message())?) {
                assert!(amendment.apply(message), "what is stored is what was handed out");
                println!("      message {} is now: {message}", amendment.message());
            }
        }
        println!("{:>2} {role:?}: {}", turn.number(), turn.as_str());
        stored.push(turn.as_str().to_owned());
    }
    assert!(stored.iter().all(|message| !message.to_lowercase().contains("fatuma") && !message.contains("66640")));
    assert!(stored.iter().any(|message| message.contains("Anne Lunde")));
    println!("\n{chat:?}");
    chat.forget();

    // The same, stored and deleted by a transcript that keeps what a controller promised.
    let mut now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_900_000_000);
    let mut transcript =
        Transcript::new(scrubber, MemoryStore::new(), Retention::days(30)).knowing(Conversation::knowing(staff));
    for (role, text) in CHAT {
        transcript.say(role, text, now)?;
        now += Duration::from_secs(20);
    }
    assert_eq!(transcript.store().texts(), stored);
    println!(
        "\nthe user downloads, while the chat lives: {:?}",
        transcript.download()?.get(1).map(|message| &message.text)
    );
    transcript.end(now);
    println!("and when it has ended: {:?}", transcript.download()?.get(1).map(|message| &message.text));
    now += Duration::from_secs(30 * 24 * 60 * 60);
    println!("thirty days later: {:?}, {} messages left", transcript.keep_up(now)?, transcript.store().texts().len());
    Ok(())
}
