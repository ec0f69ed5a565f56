#ifndef SLADD_H
#define SLADD_H

#include <stddef.h>
#include <stdint.h>

// The C ABI of sladd. Written by cbindgen from src/; change it there.
//
// Text. UTF-8, given by a pointer and a length in bytes; no NUL is looked for and none is written. A text of length 0
// may have a null pointer. Bytes that are no UTF-8 give SLADD_INVALID_UTF8; a stream takes any bytes. Offsets count
// bytes.
//
// Handles. A function with `out` writes a handle there on SLADD_OK and a null pointer otherwise. Each handle is given
// back once, with the free function of its type; freeing a null pointer does nothing. What a function lends (pointers
// into a result) lives as long as the handle it came from.
//
// Errors. Every function that can fail gives a SladdStatus. sladd_last_error says more, on the same thread, until the
// next call on that thread. No error ever quotes a message.
//
// Panics. None crosses this border: a fault inside gives SLADD_INTERNAL, and nothing was masked; do not store the
// message. A handle that was being changed when it happened gives SLADD_INTERNAL ever after. Memory that runs out ends
// the process.
//
// Threads. A scrubber and a result may be used by any number of threads at once. Calls on one conversation, stream or
// report wait for each other. Freeing a handle while another thread still uses it is the caller's fault.

// How sure a finding is.
typedef enum {
  // The shape fits, other readings are as plausible.
  SLADD_POSSIBLE = 0,
  // The best reading.
  SLADD_LIKELY = 1,
  // Proved by check digits, by its shape or by a cue.
  SLADD_CERTAIN = 2,
} SladdConfidence;

// How a policy is written.
typedef enum {
  // TOML.
  SLADD_TOML = 0,
  // JSON.
  SLADD_JSON = 1,
} SladdFormat;

// Who writes a message.
typedef enum {
  // The citizen, the customer, the patient.
  SLADD_USER = 0,
  // The chatbot.
  SLADD_BOT = 1,
  // A human adviser.
  SLADD_ADVISER = 2,
} SladdRole;

// What came of a call. The values are part of the ABI.
typedef enum {
  // It was done.
  SLADD_OK = 0,
  // A pointer that must not be null is null.
  SLADD_NULL_POINTER = 1,
  // The text is no UTF-8.
  SLADD_INVALID_UTF8 = 2,
  // A policy cannot be read or carried out.
  SLADD_POLICY = 3,
  // A key is too short or no random bytes.
  SLADD_KEY_REFUSED = 4,
  // A number stands for none of the choices it is to name.
  SLADD_ARGUMENT = 5,
  // A fault inside. Nothing was masked.
  SLADD_INTERNAL = 6,
} SladdStatus;

// What one chat has taught so far: one for each chat, in memory only. Calls on one wait for each other.
typedef struct SladdConversation SladdConversation;

// How much personal data was found in the messages that were counted; no text. Calls on one wait for each other.
typedef struct SladdReport SladdReport;

// A masked text with what was found in the original. Never changes; may be read by any number of threads at once.
typedef struct SladdResult SladdResult;

// Finds and masks personal data. May be used by any number of threads at once.
typedef struct SladdScrubber SladdScrubber;

// Masks text that comes in pieces of bytes: tokens, a log, a socket. Calls on one wait for each other.
typedef struct SladdStream SladdStream;

// Bytes of UTF-8 that are lent; not ended by a NUL.
typedef struct {
  // The first byte; null where there is no text at all.
  const uint8_t *data;
  // How many bytes.
  size_t len;
} SladdStr;

// One finding: what, how sure, where. It never holds the text. Names live as long as the library is loaded.
typedef struct {
  // First byte in the message.
  size_t start;
  // One past the last byte in the message.
  size_t end;
  // First byte of its replacement in the masked text.
  size_t masked_start;
  // One past the last byte of its replacement.
  size_t masked_end;
  // What kind: a stable snake_case name.
  SladdStr label;
  // Which sort of the kind; null where there is only one.
  SladdStr variant;
  // The detector whose claim was the surest.
  SladdStr detector;
  // How sure.
  SladdConfidence confidence;
} SladdFinding;

// What a message shows of an earlier one of its conversation.
typedef struct {
  // The number of the earlier message.
  uint64_t message;
  // First byte to be replaced in the masked text of that message, as it stands after every earlier amendment.
  size_t start;
  // One past the last byte to be replaced.
  size_t end;
  // What is to stand there; lent by the result.
  SladdStr replacement;
  // What kind of data it is.
  SladdStr label;
} SladdAmendment;

// A key that a policy names, with the host's secret bytes: 32 random ones or more. Read during the call only.
typedef struct {
  // The name by which the policy calls it.
  SladdStr name;
  // The secret bytes.
  SladdStr secret;
} SladdKey;

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

// The sentence about the last call of this thread that failed; empty when it did not. Lent until the next call on
// this thread.
SladdStr sladd_last_error(void);

// A conversation in which nothing has been said.
//
// # Safety
// `out` can be written to.
SladdStatus sladd_conversation_new(SladdConversation **out);

// Masks a message of a conversation in the light of what was said before. `role` is one of SladdRole. The result has
// the message's number and the amendments to earlier messages.
//
// # Safety
// `scrubber` and `conversation` are handles, `text` is `len` bytes, `out` can be written to.
SladdStatus sladd_scrub_in(const SladdScrubber *scrubber,
                           const SladdConversation *conversation,
                           int32_t role,
                           const uint8_t *text,
                           size_t len,
                           SladdResult **out);

// Forgets everything that was said; what was remembered is overwritten.
//
// # Safety
// `conversation` is a handle.
SladdStatus sladd_conversation_forget(const SladdConversation *conversation);

// Gives a conversation back; what was remembered is overwritten.
//
// # Safety
// `conversation` is null or a handle that was not freed, and no other thread uses it.
void sladd_conversation_free(SladdConversation *conversation);

// A report in which nothing has been counted.
//
// # Safety
// `out` can be written to.
SladdStatus sladd_report_new(SladdReport **out);

// Counts one message: what sladd_scrub or sladd_scrub_in gave for it.
//
// # Safety
// Both are handles.
SladdStatus sladd_report_add(const SladdReport *report, const SladdResult *result);

// The report as JSON, as the text of a result.
//
// # Safety
// `report` is a handle, `out` can be written to.
SladdStatus sladd_report_json(const SladdReport *report, SladdResult **out);

// Gives a report back.
//
// # Safety
// `report` is null or a handle that was not freed, and no other thread uses it.
void sladd_report_free(SladdReport *report);

// The masked text; null for a null pointer. Lent by the result.
//
// # Safety
// `result` is null or a handle.
SladdStr sladd_result_text(const SladdResult *result);

// The first of `*len` findings, in the order of the text. Lent by the result. None, and a null pointer, for a null
// pointer.
//
// # Safety
// `result` is null or a handle, `len` is null or can be written to.
const SladdFinding *sladd_result_findings(const SladdResult *result, size_t *len);

// The first of `*len` amendments, in the order to apply them. Lent by the result.
//
// # Safety
// As for sladd_result_findings.
const SladdAmendment *sladd_result_amendments(const SladdResult *result, size_t *len);

// The number of the message in its conversation, from 0.
//
// # Safety
// `result` is null or a handle.
uint64_t sladd_result_number(const SladdResult *result);

// Gives a result back.
//
// # Safety
// `result` is null or a handle that was not freed, and no other thread uses it.
void sladd_result_free(SladdResult *result);

// The number of this ABI. It changes when a program built against an older header would misread something.
uint32_t sladd_abi_version(void);

// The version of the dictionaries that are compiled in.
SladdStr sladd_dictionary_version(void);

// A scrubber for everything sladd finds, with Norwegian placeholders. The first one of a process reads the
// dictionaries, some fifty milliseconds.
//
// # Safety
// `out` can be written to.
SladdStatus sladd_scrubber_new(SladdScrubber **out);

// A scrubber that does what a policy says. `format` is one of SladdFormat; `keys` are those that the policy names.
//
// # Safety
// `document` is `document_len` bytes, `keys` is `keys_len` keys whose bytes can be read, `out` can be written to.
SladdStatus sladd_scrubber_from_policy(const uint8_t *document,
                                       size_t document_len,
                                       int32_t format,
                                       const SladdKey *keys,
                                       size_t keys_len,
                                       SladdScrubber **out);

// Gives a scrubber back.
//
// # Safety
// `scrubber` is null or a handle that was not freed, and no other thread uses it.
void sladd_scrubber_free(SladdScrubber *scrubber);

// Masks a message.
//
// # Safety
// `scrubber` is a handle, `text` is `len` bytes, `out` can be written to.
SladdStatus sladd_scrub(const SladdScrubber *scrubber, const uint8_t *text, size_t len, SladdResult **out);

// Starts a stream. With `lines` not 0 each line is a message of its own. `window` is the most bytes that wait; 0 for
// the usual number.
//
// # Safety
// `scrubber` is a handle, `out` can be written to.
SladdStatus sladd_stream_new(const SladdScrubber *scrubber, int32_t lines, size_t window, SladdStream **out);

// Takes the next piece, which may end inside a character, and gives what is decided, which may be nothing. Bytes that
// are no UTF-8 become U+FFFD.
//
// # Safety
// `stream` is a handle, `piece` is `len` bytes, `out` can be written to.
SladdStatus sladd_stream_push(const SladdStream *stream, const uint8_t *piece, size_t len, SladdResult **out);

// Ends the text and gives the rest of it. The next piece begins a new text.
//
// # Safety
// `stream` is a handle, `out` can be written to.
SladdStatus sladd_stream_finish(const SladdStream *stream, SladdResult **out);

// Gives a stream back; what waits is overwritten and not written.
//
// # Safety
// `stream` is null or a handle that was not freed, and no other thread uses it.
void sladd_stream_free(SladdStream *stream);

#ifdef __cplusplus
} // extern "C"
#endif // __cplusplus

#endif /* SLADD_H */
