//! Conversations.

use std::sync::Mutex;

use sladd::{Conversation, Role};

use crate::border::{self, Refused, SladdStatus};
use crate::result::SladdResult;
use crate::scrubber::SladdScrubber;

/// What one chat has taught so far: one for each chat, in memory only. Calls on one wait for each other.
pub struct SladdConversation(Mutex<Conversation>);

/// Who writes a message.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SladdRole {
    /// The citizen, the customer, the patient.
    SladdUser = 0,
    /// The chatbot.
    SladdBot = 1,
    /// A human adviser.
    SladdAdviser = 2,
}

/// A conversation in which nothing has been said.
///
/// # Safety
/// `out` can be written to.
#[no_mangle]
pub unsafe extern "C" fn sladd_conversation_new(out: *mut *mut SladdConversation) -> SladdStatus {
    // SAFETY: the caller's promise.
    unsafe { border::give(out, || Ok(SladdConversation(Mutex::new(Conversation::new())))) }
}

/// Masks a message of a conversation in the light of what was said before. `role` is one of SladdRole. The result has
/// the message's number and the amendments to earlier messages.
///
/// # Safety
/// `scrubber` and `conversation` are handles, `text` is `len` bytes, `out` can be written to.
#[no_mangle]
pub unsafe extern "C" fn sladd_scrub_in(
    scrubber: *const SladdScrubber,
    conversation: *const SladdConversation,
    role: i32,
    text: *const u8,
    len: usize,
    out: *mut *mut SladdResult,
) -> SladdStatus {
    let make = || {
        // SAFETY: the caller's promise.
        let (scrubber, conversation, text) =
            unsafe { (border::borrow(scrubber)?, border::borrow(conversation)?, border::text(text, len)?) };
        let role = match role {
            0 => Role::User,
            1 => Role::Bot,
            2 => Role::Adviser,
            _ => return Err(Refused::argument("the role")),
        };
        let mut conversation = border::lock(&conversation.0)?;
        let turn = scrubber.0.scrub_in(&mut conversation, role, text);
        Ok(SladdResult::of_turn(turn.scrubbed(), turn.amendments().into(), turn.number()))
    };
    // SAFETY: the caller's promise.
    unsafe { border::give(out, make) }
}

/// Forgets everything that was said; what was remembered is overwritten.
///
/// # Safety
/// `conversation` is a handle.
#[no_mangle]
pub unsafe extern "C" fn sladd_conversation_forget(conversation: *const SladdConversation) -> SladdStatus {
    border::call(|| {
        // SAFETY: the caller's promise.
        let conversation = unsafe { border::borrow(conversation) }?;
        border::lock(&conversation.0)?.forget();
        Ok(())
    })
}

/// Gives a conversation back; what was remembered is overwritten.
///
/// # Safety
/// `conversation` is null or a handle that was not freed, and no other thread uses it.
#[no_mangle]
pub unsafe extern "C" fn sladd_conversation_free(conversation: *mut SladdConversation) {
    // SAFETY: the caller's promise.
    unsafe { border::free(conversation) }
}
