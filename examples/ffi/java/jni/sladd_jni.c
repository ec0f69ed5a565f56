// The Java side of the C ABI: what sladd.Native declares, over sladd.h.
//
// Text crosses as byte[] of UTF-8; JNI's own strings are in a form of UTF-8 that is Java's alone. A result crosses as
// an array of arrays and its handle is given back before the call returns, so that Java has no results to free. Numbers
// of findings are flat: five ints for each, see sladd.Native.

#include <jni.h>
#include <stdlib.h>
#include <string.h>

#include "sladd.h"

enum { PER_FINDING = 5, NAMES = 3, PER_AMENDMENT = 3 };

// Throws sladd.SladdException with the status and the sentence about it, which quotes no message.
static void refuse(JNIEnv *env, SladdStatus status) {
  SladdStr error = sladd_last_error();
  char sentence[512];
  size_t len = error.len < sizeof sentence ? error.len : sizeof sentence - 1;
  if (len > 0) memcpy(sentence, error.data, len);
  sentence[len] = 0;
  // JNI wants its own form of UTF-8: sentences are ASCII but for names that a host gave, which are not worth a fault.
  for (size_t at = 0; at < len; at++) {
    if ((unsigned char)sentence[at] >= 0x80) sentence[at] = '?';
  }
  jclass class = (*env)->FindClass(env, "sladd/SladdException");
  if (class == NULL) return;
  jmethodID make = (*env)->GetMethodID(env, class, "<init>", "(ILjava/lang/String;)V");
  jstring text = make == NULL ? NULL : (*env)->NewStringUTF(env, sentence);
  jobject thrown = text == NULL ? NULL : (*env)->NewObject(env, class, make, (jint)status, text);
  if (thrown != NULL) (*env)->Throw(env, thrown);
}

static void out_of_memory(JNIEnv *env) {
  jclass class = (*env)->FindClass(env, "java/lang/OutOfMemoryError");
  if (class != NULL) (*env)->ThrowNew(env, class, "sladd");
}

// A copy of the bytes of an array; an exception is pending when it is null. It holds message text: give it to `wipe`.
static uint8_t *copy(JNIEnv *env, jbyteArray array, size_t *len) {
  if (array == NULL) {
    jclass class = (*env)->FindClass(env, "java/lang/NullPointerException");
    if (class != NULL) (*env)->ThrowNew(env, class, "text");
    return NULL;
  }
  *len = (size_t)(*env)->GetArrayLength(env, array);
  uint8_t *bytes = malloc(*len + 1);
  if (bytes == NULL) {
    out_of_memory(env);
    return NULL;
  }
  (*env)->GetByteArrayRegion(env, array, 0, (jsize)*len, (jbyte *)bytes);
  return bytes;
}

static void wipe(uint8_t *bytes, size_t len) {
  // Through volatile, so that no compiler takes it for a write that nobody reads.
  volatile uint8_t *at = bytes;
  for (size_t left = len; left > 0; left--) *at++ = 0;
  free(bytes);
}

static jbyteArray bytes_of(JNIEnv *env, SladdStr text) {
  if (text.len > 0x7fffffff) {
    out_of_memory(env);
    return NULL;
  }
  jbyteArray array = (*env)->NewByteArray(env, (jsize)text.len);
  if (array != NULL && text.len > 0) (*env)->SetByteArrayRegion(env, array, 0, (jsize)text.len, (const jbyte *)text.data);
  return array;
}

// A value into an array of objects; false with an exception pending. The local reference is let go: a long message has
// more findings than the JVM keeps references for.
static int put(JNIEnv *env, jobjectArray array, jsize at, jobject value) {
  if ((*env)->ExceptionCheck(env)) return 0;
  (*env)->SetObjectArrayElement(env, array, at, value);
  if (value != NULL) (*env)->DeleteLocalRef(env, value);
  return !(*env)->ExceptionCheck(env);
}

static jobject name_of(JNIEnv *env, SladdStr name) { return name.data == NULL ? NULL : (jobject)bytes_of(env, name); }

static jintArray ints(JNIEnv *env, const jint *values, size_t len) {
  jintArray array = (*env)->NewIntArray(env, (jsize)len);
  if (array != NULL && len > 0) (*env)->SetIntArrayRegion(env, array, 0, (jsize)len, values);
  return array;
}

// { byte[] text, int[] findings, byte[][] names, int[] amendments, byte[][] their texts and labels, int[] { number } }
static jobjectArray crossed(JNIEnv *env, SladdResult *result) {
  size_t count = 0, amended = 0;
  const SladdFinding *findings = sladd_result_findings(result, &count);
  const SladdAmendment *amendments = sladd_result_amendments(result, &amended);
  jobjectArray whole = NULL;
  jclass object = (*env)->FindClass(env, "java/lang/Object"), array = (*env)->FindClass(env, "[B");
  size_t most = count * PER_FINDING > amended * PER_AMENDMENT ? count * PER_FINDING : amended * PER_AMENDMENT;
  jint *numbers = malloc((most + 1) * sizeof *numbers);
  if (numbers == NULL) out_of_memory(env);
  if (numbers == NULL || object == NULL || array == NULL) goto done;

  jobjectArray parts = (*env)->NewObjectArray(env, 6, object, NULL);
  jobjectArray names = parts == NULL ? NULL : (*env)->NewObjectArray(env, (jsize)(count * NAMES), array, NULL);
  jobjectArray texts = names == NULL ? NULL : (*env)->NewObjectArray(env, (jsize)(amended * 2), array, NULL);
  if (texts == NULL) goto done;
  for (size_t at = 0; at < count; at++) {
    const SladdFinding *finding = &findings[at];
    const jint of[PER_FINDING] = {(jint)finding->start, (jint)finding->end, (jint)finding->masked_start,
                                  (jint)finding->masked_end, (jint)finding->confidence};
    memcpy(numbers + at * PER_FINDING, of, sizeof of);
    jsize name = (jsize)(at * NAMES);
    if (!put(env, names, name, name_of(env, finding->label)) || !put(env, names, name + 1, name_of(env, finding->variant)) ||
        !put(env, names, name + 2, name_of(env, finding->detector)))
      goto done;
  }
  if (!put(env, parts, 0, bytes_of(env, sladd_result_text(result))) ||
      !put(env, parts, 1, ints(env, numbers, count * PER_FINDING)) || !put(env, parts, 2, names))
    goto done;
  for (size_t at = 0; at < amended; at++) {
    const SladdAmendment *amendment = &amendments[at];
    const jint of[PER_AMENDMENT] = {(jint)amendment->message, (jint)amendment->start, (jint)amendment->end};
    memcpy(numbers + at * PER_AMENDMENT, of, sizeof of);
    if (!put(env, texts, (jsize)(at * 2), bytes_of(env, amendment->replacement)) ||
        !put(env, texts, (jsize)(at * 2 + 1), name_of(env, amendment->label)))
      goto done;
  }
  const jint number = (jint)sladd_result_number(result);
  if (put(env, parts, 3, ints(env, numbers, amended * PER_AMENDMENT)) && put(env, parts, 4, texts) &&
      put(env, parts, 5, ints(env, &number, 1)))
    whole = parts;
done:
  free(numbers);
  sladd_result_free(result);
  return whole;
}

JNIEXPORT jlong JNICALL Java_sladd_Native_scrubber(JNIEnv *env, jclass class) {
  (void)class;
  SladdScrubber *scrubber = NULL;
  SladdStatus status = sladd_scrubber_new(&scrubber);
  if (status != SLADD_OK) refuse(env, status);
  return (jlong)(intptr_t)scrubber;
}

JNIEXPORT jlong JNICALL Java_sladd_Native_scrubberOf(JNIEnv *env, jclass class, jbyteArray policy, jint format,
                                                     jobjectArray names, jobjectArray secrets) {
  (void)class;
  size_t count = (size_t)(*env)->GetArrayLength(env, names), len = 0;
  SladdScrubber *scrubber = NULL;
  SladdKey *keys = calloc(count + 1, sizeof *keys);
  uint8_t *document = keys == NULL ? NULL : copy(env, policy, &len);
  if (keys == NULL) out_of_memory(env);
  int whole = document != NULL;
  for (size_t at = 0; whole && at < count; at++) {
    jbyteArray name = (*env)->GetObjectArrayElement(env, names, (jsize)at);
    keys[at].name.data = copy(env, name, &keys[at].name.len);
    jbyteArray secret = keys[at].name.data == NULL ? NULL : (*env)->GetObjectArrayElement(env, secrets, (jsize)at);
    if (keys[at].name.data != NULL) keys[at].secret.data = copy(env, secret, &keys[at].secret.len);
    whole = keys[at].secret.data != NULL;
  }
  if (whole) {
    SladdStatus status = sladd_scrubber_from_policy(document, len, format, keys, count, &scrubber);
    if (status != SLADD_OK) refuse(env, status);
  }
  for (size_t at = 0; keys != NULL && at < count; at++) {
    free((void *)keys[at].name.data);
    if (keys[at].secret.data != NULL) wipe((uint8_t *)keys[at].secret.data, keys[at].secret.len);
  }
  free(keys);
  free(document);
  return (jlong)(intptr_t)scrubber;
}

JNIEXPORT void JNICALL Java_sladd_Native_freeScrubber(JNIEnv *env, jclass class, jlong scrubber) {
  (void)env, (void)class;
  sladd_scrubber_free((SladdScrubber *)(intptr_t)scrubber);
}

JNIEXPORT jlong JNICALL Java_sladd_Native_conversation(JNIEnv *env, jclass class) {
  (void)class;
  SladdConversation *conversation = NULL;
  SladdStatus status = sladd_conversation_new(&conversation);
  if (status != SLADD_OK) refuse(env, status);
  return (jlong)(intptr_t)conversation;
}

JNIEXPORT void JNICALL Java_sladd_Native_forget(JNIEnv *env, jclass class, jlong conversation) {
  (void)class;
  SladdStatus status = sladd_conversation_forget((SladdConversation *)(intptr_t)conversation);
  if (status != SLADD_OK) refuse(env, status);
}

JNIEXPORT void JNICALL Java_sladd_Native_freeConversation(JNIEnv *env, jclass class, jlong conversation) {
  (void)env, (void)class;
  sladd_conversation_free((SladdConversation *)(intptr_t)conversation);
}

// `conversation` is 0 for a message by itself.
JNIEXPORT jobjectArray JNICALL Java_sladd_Native_scrub(JNIEnv *env, jclass class, jlong scrubber, jlong conversation,
                                                       jint role, jbyteArray text) {
  (void)class;
  size_t len = 0;
  uint8_t *bytes = copy(env, text, &len);
  if (bytes == NULL) return NULL;
  const SladdScrubber *with = (const SladdScrubber *)(intptr_t)scrubber;
  SladdResult *result = NULL;
  SladdStatus status =
      conversation == 0
          ? sladd_scrub(with, bytes, len, &result)
          : sladd_scrub_in(with, (const SladdConversation *)(intptr_t)conversation, role, bytes, len, &result);
  wipe(bytes, len);
  if (status != SLADD_OK) {
    refuse(env, status);
    return NULL;
  }
  return crossed(env, result);
}
