// Uses every function of sladd.h as a C program would, and what a careless one would do.

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sladd.h"

static int failed, passed;

#define CHECK(condition)                                                  \
  do {                                                                    \
    if (condition) {                                                      \
      passed++;                                                           \
    } else {                                                              \
      failed++;                                                           \
      fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition);     \
    }                                                                     \
  } while (0)

static const uint8_t *bytes(const char *text) { return (const uint8_t *)text; }

static int is(SladdStr str, const char *text) {
  return str.len == strlen(text) && (str.len == 0 || memcmp(str.data, text, str.len) == 0);
}

static int holds(SladdStr str, const char *text) {
  size_t len = strlen(text);
  for (size_t at = 0; at + len <= str.len; at++) {
    if (memcmp(str.data + at, text, len) == 0) return 1;
  }
  return 0;
}

static const char MESSAGE[] = "Hei, eg heiter Kari Nordvik, fnr 110379 66640. Ring 412 00 000, eg har migrene.";
static const char MASKED[] = "Hei, eg heiter [NAVN], fnr [FØDSELSNUMMER]. Ring [TELEFON], eg har [HELSE].";

static SladdResult *scrub(const SladdScrubber *scrubber, const char *text) {
  SladdResult *result = NULL;
  CHECK(sladd_scrub(scrubber, bytes(text), strlen(text), &result) == SLADD_OK);
  return result;
}

static void messages(const SladdScrubber *scrubber) {
  SladdResult *result = scrub(scrubber, MESSAGE);
  CHECK(is(sladd_result_text(result), MASKED));
  size_t len = 0;
  const SladdFinding *findings = sladd_result_findings(result, &len);
  const char *labels[] = {"name", "fodselsnummer", "phone", "health"};
  const char *values[] = {"Kari Nordvik", "110379 66640", "412 00 000", "migrene"};
  const char *places[] = {"[NAVN]", "[FØDSELSNUMMER]", "[TELEFON]", "[HELSE]"};
  CHECK(len == 4);
  for (size_t at = 0; at < len && at < 4; at++) {
    SladdStr value = {bytes(MESSAGE) + findings[at].start, findings[at].end - findings[at].start};
    SladdStr place = {bytes(MASKED) + findings[at].masked_start, findings[at].masked_end - findings[at].masked_start};
    CHECK(is(findings[at].label, labels[at]));
    CHECK(is(value, values[at]));
    CHECK(is(place, places[at]));
    CHECK(findings[at].detector.len > 0);
  }
  CHECK(findings[1].confidence == SLADD_CERTAIN);
  CHECK(holds(findings[3].variant, "personal"));
  SladdStr label = findings[0].label;
  sladd_result_amendments(result, &len);
  CHECK(len == 0);
  sladd_result_free(result);
  CHECK(is(label, "name"));  // names outlive the result

  result = scrub(scrubber, "");
  CHECK(sladd_result_text(result).len == 0);
  CHECK(sladd_result_findings(result, NULL) == NULL);
  sladd_result_free(result);

  // A NUL inside is a character like any other.
  const uint8_t nul[] = "fnr 110379 66640\0 ring 412 00 000";
  CHECK(sladd_scrub(scrubber, nul, sizeof nul - 1, &result) == SLADD_OK);
  CHECK(sladd_result_text(result).len > 0 && !holds(sladd_result_text(result), "412"));
  sladd_result_free(result);
}

static void faults(const SladdScrubber *scrubber) {
  SladdResult *result = (SladdResult *)scrubber;
  const uint8_t broken[] = "fnr 110379 66640 \xff\xfe";
  CHECK(sladd_scrub(scrubber, broken, sizeof broken - 1, &result) == SLADD_INVALID_UTF8);
  CHECK(result == NULL);
  CHECK(holds(sladd_last_error(), "from byte 17 on") && !holds(sladd_last_error(), "110379"));
  // Half of a character, an overlong form, half a surrogate pair.
  const char *others[] = {"\xc3", "\xc0\xaf", "\xed\xa0\x80"};
  for (size_t at = 0; at < 3; at++) {
    CHECK(sladd_scrub(scrubber, bytes(others[at]), strlen(others[at]), &result) == SLADD_INVALID_UTF8);
  }
  CHECK(sladd_scrub(NULL, bytes("hei"), 3, &result) == SLADD_NULL_POINTER && result == NULL);
  CHECK(sladd_scrub(scrubber, NULL, 3, &result) == SLADD_NULL_POINTER);
  CHECK(sladd_scrub(scrubber, bytes("hei"), 3, NULL) == SLADD_NULL_POINTER);
  CHECK(sladd_scrub(scrubber, bytes("hei"), SIZE_MAX, &result) == SLADD_ARGUMENT);
  CHECK(sladd_scrub(scrubber, NULL, 0, &result) == SLADD_OK);
  CHECK(sladd_last_error().len == 0);
  sladd_result_free(result);
  CHECK(sladd_result_text(NULL).data == NULL);
  size_t len = 7;
  CHECK(sladd_result_findings(NULL, &len) == NULL && len == 0);
  CHECK(sladd_result_amendments(NULL, NULL) == NULL && sladd_result_number(NULL) == 0);
  CHECK(sladd_scrubber_new(NULL) == SLADD_NULL_POINTER);
  CHECK(sladd_conversation_forget(NULL) == SLADD_NULL_POINTER);
  CHECK(sladd_report_add(NULL, NULL) == SLADD_NULL_POINTER);
  sladd_scrubber_free(NULL);
  sladd_result_free(NULL);
  sladd_conversation_free(NULL);
  sladd_stream_free(NULL);
  sladd_report_free(NULL);
}

static void policies(void) {
  const char *toml =
      "name = 'medlem'\n[maskers]\nnational_numbers = { kind = 'pseudonym', key = 'study', scope = 'release 1' }\n";
  uint8_t secret[32];
  for (size_t at = 0; at < sizeof secret; at++) secret[at] = (uint8_t)(at * 37);
  SladdKey key = {{bytes("study"), 5}, {secret, sizeof secret}};
  SladdScrubber *scrubber = NULL;
  CHECK(sladd_scrubber_from_policy(bytes(toml), strlen(toml), SLADD_TOML, &key, 1, &scrubber) == SLADD_OK);
  SladdResult *one = scrub(scrubber, "fnr 110379 66640"), *two = scrub(scrubber, "fnr 11.03.79-66640");
  SladdStr text = sladd_result_text(one), other = sladd_result_text(two);
  CHECK(holds(text, "fnr [FØDSELSNUMMER-"));
  CHECK(text.len == other.len && memcmp(text.data, other.data, text.len) == 0);
  sladd_result_free(one);
  sladd_result_free(two);
  sladd_scrubber_free(scrubber);

  CHECK(sladd_scrubber_from_policy(bytes(toml), strlen(toml), SLADD_TOML, NULL, 0, &scrubber) == SLADD_POLICY);
  CHECK(scrubber == NULL && holds(sladd_last_error(), "no key of this name"));
  CHECK(sladd_scrubber_from_policy(bytes(toml), strlen(toml), SLADD_TOML, NULL, 1, &scrubber) == SLADD_NULL_POINTER);
  key.secret.len = 8;
  CHECK(sladd_scrubber_from_policy(bytes(toml), strlen(toml), SLADD_TOML, &key, 1, &scrubber) == SLADD_KEY_REFUSED);
  CHECK(sladd_scrubber_from_policy(bytes(toml), strlen(toml), 7, NULL, 0, &scrubber) == SLADD_ARGUMENT);
  CHECK(sladd_scrubber_from_policy(bytes(toml), strlen(toml), SLADD_JSON, NULL, 0, &scrubber) == SLADD_POLICY);
  const char *json = "{\"name\": \"numre\", \"Kari Nordvik\": 1}";
  CHECK(sladd_scrubber_from_policy(bytes(json), strlen(json), SLADD_JSON, NULL, 0, &scrubber) == SLADD_POLICY);
  CHECK(!holds(sladd_last_error(), "Nordvik"));
}

static void conversations(const SladdScrubber *scrubber) {
  SladdConversation *chat = NULL;
  SladdResult *result = NULL;
  CHECK(sladd_conversation_new(&chat) == SLADD_OK);
  const char *question = "Hva er fødselsnummeret ditt?";
  CHECK(sladd_scrub_in(scrubber, chat, SLADD_BOT, bytes(question), strlen(question), &result) == SLADD_OK);
  sladd_result_free(result);
  CHECK(sladd_scrub_in(scrubber, chat, SLADD_USER, bytes("110379"), 6, &result) == SLADD_OK);
  char stored[64];
  SladdStr first = sladd_result_text(result);
  CHECK(first.len < sizeof stored && !holds(first, "110379"));
  snprintf(stored, sizeof stored, "%.*s", (int)first.len, (const char *)first.data);
  sladd_result_free(result);
  CHECK(sladd_scrub_in(scrubber, chat, SLADD_USER, bytes("66640"), 5, &result) == SLADD_OK);
  CHECK(sladd_result_number(result) == 2 && is(sladd_result_text(result), "[FØDSELSNUMMER]"));
  size_t len = 0;
  const SladdAmendment *amendments = sladd_result_amendments(result, &len);
  CHECK(len == 1 && amendments[0].message == 1 && is(amendments[0].label, "fodselsnummer"));
  char amended[96];
  snprintf(amended, sizeof amended, "%.*s%.*s%s", (int)amendments[0].start, stored, (int)amendments[0].replacement.len,
           (const char *)amendments[0].replacement.data, stored + amendments[0].end);
  CHECK(strcmp(amended, "[FØDSELSNUMMER]") == 0);
  sladd_result_free(result);
  CHECK(sladd_scrub_in(scrubber, chat, 9, bytes("hei"), 3, &result) == SLADD_ARGUMENT);
  CHECK(sladd_conversation_forget(chat) == SLADD_OK);
  CHECK(sladd_scrub_in(scrubber, chat, SLADD_ADVISER, bytes("hei"), 3, &result) == SLADD_OK);
  CHECK(sladd_result_number(result) == 0);
  sladd_result_free(result);
  sladd_conversation_free(chat);
}

static void streams(const SladdScrubber *scrubber) {
  SladdStream *stream = NULL;
  CHECK(sladd_stream_new(scrubber, 0, 0, &stream) == SLADD_OK);
  char out[256];
  size_t used = 0;
  // Byte by byte, so that pieces end inside characters.
  for (size_t at = 0; at <= strlen(MESSAGE); at++) {
    SladdResult *result = NULL;
    if (at < strlen(MESSAGE)) {
      CHECK(sladd_stream_push(stream, bytes(MESSAGE) + at, 1, &result) == SLADD_OK);
    } else {
      CHECK(sladd_stream_finish(stream, &result) == SLADD_OK);
    }
    SladdStr text = sladd_result_text(result);
    CHECK(used + text.len < sizeof out);
    if (text.len > 0) memcpy(out + used, text.data, text.len);
    used += text.len;
    sladd_result_free(result);
  }
  CHECK(used == strlen(MASKED) && memcmp(out, MASKED, used) == 0);
  sladd_stream_free(stream);

  CHECK(sladd_stream_new(scrubber, 1, 4096, &stream) == SLADD_OK);
  SladdResult *result = NULL;
  CHECK(sladd_stream_push(stream, bytes("ring 412 00 000\xff\nfnr 110379"), 27, &result) == SLADD_OK);
  CHECK(is(sladd_result_text(result), "ring [TELEFON]\xef\xbf\xbd\n"));
  sladd_result_free(result);
  sladd_stream_free(stream);  // what waits is not written
}

static void reports(const SladdScrubber *scrubber) {
  SladdReport *report = NULL;
  CHECK(sladd_report_new(&report) == SLADD_OK);
  SladdResult *result = scrub(scrubber, MESSAGE), *json = NULL;
  CHECK(sladd_report_add(report, result) == SLADD_OK);
  sladd_result_free(result);
  CHECK(sladd_report_json(report, &json) == SLADD_OK);
  CHECK(holds(sladd_result_text(json), "\"messages\":1") && holds(sladd_result_text(json), "\"phone\":1"));
  CHECK(!holds(sladd_result_text(json), "Nordvik"));
  sladd_result_free(json);
  sladd_report_free(report);
}

typedef struct {
  const SladdScrubber *scrubber;
  const SladdConversation *chat;
  int wrong;
} Shared;

static void *work(void *argument) {
  Shared *shared = argument;
  for (int round = 0; round < 200; round++) {
    SladdResult *result = NULL;
    SladdStatus status = sladd_scrub(shared->scrubber, bytes(MESSAGE), strlen(MESSAGE), &result);
    if (status != SLADD_OK || !is(sladd_result_text(result), MASKED)) shared->wrong++;
    sladd_result_free(result);
    status = sladd_scrub_in(shared->scrubber, shared->chat, SLADD_USER, bytes("hei"), 3, &result);
    if (status != SLADD_OK || sladd_result_number(result) >= 800) shared->wrong++;
    sladd_result_free(result);
    // Each thread has errors of its own.
    if (sladd_scrub(shared->scrubber, bytes("\xff"), 1, &result) != SLADD_INVALID_UTF8) shared->wrong++;
    if (!holds(sladd_last_error(), "from byte 0")) shared->wrong++;
  }
  return NULL;
}

static void threads(const SladdScrubber *scrubber) {
  enum { THREADS = 4 };
  SladdConversation *chat = NULL;
  CHECK(sladd_conversation_new(&chat) == SLADD_OK);
  pthread_t running[THREADS];
  Shared shared[THREADS];
  for (int at = 0; at < THREADS; at++) {
    shared[at] = (Shared){scrubber, chat, 0};
    CHECK(pthread_create(&running[at], NULL, work, &shared[at]) == 0);
  }
  for (int at = 0; at < THREADS; at++) {
    pthread_join(running[at], NULL);
    CHECK(shared[at].wrong == 0);
  }
  SladdResult *last = NULL;
  CHECK(sladd_scrub_in(scrubber, chat, SLADD_USER, bytes("hei"), 3, &last) == SLADD_OK);
  CHECK(sladd_result_number(last) == THREADS * 200);
  sladd_result_free(last);
  sladd_conversation_free(chat);
}

int main(void) {
  CHECK(sladd_abi_version() == 1 && sladd_dictionary_version().len > 0);
  SladdScrubber *scrubber = NULL;
  CHECK(sladd_scrubber_new(&scrubber) == SLADD_OK);
  messages(scrubber);
  faults(scrubber);
  policies();
  conversations(scrubber);
  streams(scrubber);
  reports(scrubber);
  threads(scrubber);
  sladd_scrubber_free(scrubber);
  printf("%d passed, %d failed\n", passed, failed);
  return failed == 0 ? 0 : 1;
}
