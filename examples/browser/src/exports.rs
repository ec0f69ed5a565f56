//! The exports, and the buffers through which texts come and go.
//!
//! No export takes or follows a pointer. JavaScript asks for room (`input`), writes the text there, calls one of the
//! others, and reads what it made at the addresses that `text_start` and `json_start` give. The buffers belong to the
//! module, so that there is nothing to free and no address from outside to trust; all of it is safe Rust. The only thing
//! marked unsafe is `no_mangle`, which is so marked because two libraries with one name in one program would clash: this
//! module is linked with nothing that is not here.
//!
//! WebAssembly has one thread and JavaScript calls one export at a time, so that the state is never borrowed twice; were
//! it, the call would answer that it could not (`BUSY`) rather than trap.
#![allow(unsafe_code, reason = "names of exports; see above")]

use std::cell::RefCell;

use serde::Serialize;
use sladd::{Language, Scrubber};
use zeroize::Zeroize;

use crate::wire;

/// Nothing was found; no answer is written.
pub const CLEAN: u32 = 0;
/// Something was found; the answer stands in the buffers.
pub const FOUND: u32 = 1;
/// An export was called from within another.
pub const BUSY: u32 = 2;

/// The most room in bytes that a buffer keeps for the next call.
const KEPT: usize = 16 * 1024;

#[derive(Default)]
struct Module {
    scrubber: Option<Scrubber>,
    input: Vec<u8>,
    text: Vec<u8>,
    json: Vec<u8>,
}

thread_local! {
    static MODULE: RefCell<Module> = RefCell::default();
}

impl Module {
    /// What was typed is overwritten; so is what was made of it before.
    fn wipe(&mut self) {
        for buffer in [&mut self.input, &mut self.text, &mut self.json] {
            empty(buffer);
        }
    }

    fn write(&mut self, answer: &impl Serialize) {
        // Writing plain structures to memory does not fail; if it did, an empty answer is one JavaScript rejects.
        if serde_json::to_writer(&mut self.json, answer).is_err() {
            empty(&mut self.json);
        }
    }
}

/// Overwrites a buffer and keeps its room, unless there is much of it. What lies behind its end is overwritten already:
/// nothing ends before it was emptied, but for a text that was shorter than its room, which holds zeros there.
fn empty(buffer: &mut Vec<u8>) {
    buffer.as_mut_slice().zeroize();
    buffer.clear();
    if buffer.capacity() > KEPT {
        *buffer = Vec::new();
    }
}

/// Calls with the scrubber, which is built by the first call, and the text; overwrites the text afterwards.
fn with_text(answer: impl FnOnce(&Scrubber, &str, &mut Module) -> bool) -> u32 {
    MODULE.with(|module| {
        let Ok(mut module) = module.try_borrow_mut() else { return BUSY };
        empty(&mut module.text);
        empty(&mut module.json);
        let scrubber = module.scrubber.get_or_insert_with(Scrubber::norwegian).clone();
        let mut input = std::mem::take(&mut module.input);
        // TextEncoder writes UTF-8 only; what is none is read as replacement characters and masked like any text.
        let found = answer(&scrubber, &String::from_utf8_lossy(&input), &mut module);
        empty(&mut input);
        // Kept for its room: the next message needs none of its own.
        module.input = input;
        if found { FOUND } else { CLEAN }
    })
}

/// Builds the scrubber, so that the first message need not wait for it.
#[unsafe(no_mangle)]
pub extern "C" fn prepare() -> u32 {
    input(0);
    with_text(|_, _, _| false)
}

/// Makes room for a text of so many bytes and says where it is to be written.
#[unsafe(no_mangle)]
pub extern "C" fn input(bytes: usize) -> *mut u8 {
    MODULE.with(|module| match module.try_borrow_mut() {
        Ok(mut module) => {
            empty(&mut module.input);
            module.input.resize(bytes, 0);
            module.input.as_mut_ptr()
        }
        Err(_) => std::ptr::null_mut(),
    })
}

/// Says how many bytes of the room were written, when fewer than asked for.
#[unsafe(no_mangle)]
pub extern "C" fn written(bytes: usize) {
    MODULE.with(|module| {
        if let Ok(mut module) = module.try_borrow_mut() {
            // Behind it stand the zeros that the room was made of.
            module.input.truncate(bytes);
        }
    });
}

/// Masks the text: the masked text and, as JSON, the findings with the places of their replacements.
#[unsafe(no_mangle)]
pub extern "C" fn scrub() -> u32 {
    with_text(|scrubber, text, module| {
        let scrubbed = scrubber.scrub(text);
        if scrubbed.is_clean() {
            return false;
        }
        module.text.extend_from_slice(scrubbed.as_str().as_bytes());
        module.write(&wire::scrubbed(text, &scrubbed));
        true
    })
}

/// Finds without masking.
#[unsafe(no_mangle)]
pub extern "C" fn find() -> u32 {
    with_text(|scrubber, text, module| {
        let found = scrubber.find(text);
        module.write(&wire::findings(text, &found));
        !found.is_empty()
    })
}

/// Finds, and says what spoke for each finding and against it.
#[unsafe(no_mangle)]
pub extern "C" fn explain() -> u32 {
    with_text(|scrubber, text, module| {
        let explained = scrubber.explain(text);
        let found = !explained.is_empty();
        module.write(&wire::explanations(text, explained));
        found
    })
}

/// What to say to the writer before the text is sent: in bokmål (0), nynorsk (1) or English (2).
#[unsafe(no_mangle)]
pub extern "C" fn advise(language: u32) -> u32 {
    let language = match language {
        1 => Language::Nynorsk,
        2 => Language::English,
        _ => Language::Bokmal,
    };
    with_text(|scrubber, text, module| {
        let advice = scrubber.advise(text);
        module.write(&wire::advice(text, &advice, language));
        !advice.is_empty()
    })
}

/// Where the masked text stands.
#[unsafe(no_mangle)]
pub extern "C" fn text_start() -> *const u8 {
    MODULE.with(|module| module.try_borrow().map_or(std::ptr::null(), |module| module.text.as_ptr()))
}

/// How long the masked text is, in bytes.
#[unsafe(no_mangle)]
pub extern "C" fn text_length() -> usize {
    MODULE.with(|module| module.try_borrow().map_or(0, |module| module.text.len()))
}

/// Where the JSON stands.
#[unsafe(no_mangle)]
pub extern "C" fn json_start() -> *const u8 {
    MODULE.with(|module| module.try_borrow().map_or(std::ptr::null(), |module| module.json.as_ptr()))
}

/// How long the JSON is, in bytes.
#[unsafe(no_mangle)]
pub extern "C" fn json_length() -> usize {
    MODULE.with(|module| module.try_borrow().map_or(0, |module| module.json.len()))
}

/// Overwrites everything that the last call left.
#[unsafe(no_mangle)]
pub extern "C" fn wipe() {
    MODULE.with(|module| {
        if let Ok(mut module) = module.try_borrow_mut() {
            module.wipe();
        }
    });
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use super::*;

    fn give(text: &str) {
        input(text.len() + 4);
        MODULE.with_borrow_mut(|module| module.input[..text.len()].copy_from_slice(text.as_bytes()));
        written(text.len());
    }

    fn answer() -> (String, serde_json::Value) {
        MODULE.with_borrow(|module| {
            let json = serde_json::from_slice(&module.json).unwrap_or(serde_json::Value::Null);
            (String::from_utf8(module.text.clone()).unwrap(), json)
        })
    }

    #[test]
    fn a_text_is_masked_and_found_in_units_of_javascript() {
        give("😀 Ring 412 00 000, hilsen Kari Nordvik");
        assert_eq!(scrub(), FOUND);
        let (text, json) = answer();
        assert_eq!(text, "😀 Ring [TELEFON], hilsen [NAVN]");
        assert_eq!((json[0]["start"].as_u64(), json[0]["end"].as_u64()), (Some(8), Some(18)));
        assert_eq!(json[0]["replacement"], serde_json::json!([8, 17]));
        assert_eq!(json[1]["label"], "name");
    }

    #[test]
    fn what_was_typed_is_gone_after_the_call_and_the_rest_after_wiping() {
        give("fnr 110379 66640");
        assert_eq!(explain(), FOUND);
        let (_, json) = answer();
        assert_eq!(json[0]["checks"][0]["passed"], true);
        assert!(!json.to_string().contains("110379"));
        MODULE.with_borrow(|module| assert!(module.input.is_empty()));
        wipe();
        assert_eq!((text_length(), json_length()), (0, 0));
    }

    #[test]
    fn nothing_found_leaves_no_text_to_read() {
        give("Takk for hjelpen");
        assert_eq!(scrub(), CLEAN);
        assert_eq!(text_length(), 0);
        give("Takk for hjelpen");
        assert_eq!(advise(1), CLEAN);
        assert_eq!(answer().1, serde_json::json!([]));
    }

    #[test]
    fn advice_is_given_in_three_languages() {
        for (language, word) in [(0, "Det ser ut som du har skrevet"), (1, "du har skrive"), (2, "It looks")] {
            give("Ring 412 00 000");
            assert_eq!(advise(language), FOUND);
            let sentence = answer().1[0]["sentence"].as_str().unwrap().to_owned();
            assert!(sentence.contains(word), "{sentence}");
        }
    }

    #[test]
    fn bytes_that_are_no_text_do_no_harm() {
        input(4);
        MODULE.with_borrow_mut(|module| module.input.copy_from_slice(&[0xFF, b'a', 0xC3, 0x28]));
        assert_eq!(scrub(), CLEAN);
    }
}
