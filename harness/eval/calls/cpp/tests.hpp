// SPDX-License-Identifier: MIT
// The tests' side of a task whose tests call functions. values.hpp stands before this, the prompt with a call as the
// function's body and the tests behind.
//
// What is called here lies in another process, in another cell. Exit code 42: the tests have passed, 43: they
// have not, with a report as one line of JSON on stderr.

namespace winnow_calls {

extern "C" {
int on_exit(void (*)(int, void *), void *) noexcept;
}

constexpr int PASSED = 42, FAILED = 43, IN = 0, OUT = 1, REPORT = 2;
constexpr size WORDS_MAX = 400;

extern const char function_name[], tests_text[];

// The last call, as words.
struct last_call {
  bool is_there = false, has_returned = false;
  text arguments, returned; // the first as JSON
};
inline last_call &last() {
  static last_call *call = new last_call; // no destructor, for reports at the very end
  return *call;
}

// What the candidate threw.
struct candidate_error : std::exception {
  const char *type, *words;
  candidate_error(const char *type, const char *words) : type(type), words(words) {}
  const char *what() const noexcept override { return words; }
};

// ---- JSON

inline size utf8_length(const unsigned char *at, size left) {
  size n = *at < 0x80 ? 1 : *at >= 0xc2 && *at < 0xe0 ? 2 : *at >= 0xe1 && *at < 0xed ? 3 : 0;
  if (*at == 0xf0 && left > 1 && at[1] >= 0x90)
    n = 4;
  for (size i = 1; i < n; i++)
    if (i >= left || (at[i] & 0xc0) != 0x80)
      return 0;
  return n;
}

inline void add_string(text &out, const char *bytes, size n) {
  char escape[8];
  out.add("\"");
  for (size i = 0; i < n && i < WORDS_MAX;) {
    auto at = reinterpret_cast<const unsigned char *>(bytes + i);
    size step = utf8_length(at, n - i);
    if (step == 0) {
      out.add("?");
    } else if (*at < ' ' || *at == '"' || *at == '\\') {
      __builtin_snprintf(escape, sizeof escape, "\\u%04x", *at);
      out.add(escape);
    } else {
      out.add(bytes + i, step);
    }
    i += step ? step : 1;
  }
  out.add(n > WORDS_MAX ? "\xe2\x80\xa6\"" : "\"");
}

inline void add_member(text &out, const char *key, const char *bytes, size n) {
  out.add(out.length() ? ",\"" : "{\"");
  out.add(key);
  out.add("\":");
  add_string(out, bytes, n);
}

inline void add_member(text &out, const char *key, const char *words) {
  add_member(out, key, words, __builtin_strlen(words));
}

// ---- the report

inline const char *find(const char *in, const char *words, size n) {
  for (; n && __builtin_strlen(in) >= n; in++)
    if (__builtin_memcmp(in, words, n) == 0)
      return in;
  return nullptr;
}

// The condition "if (!(compare(x0, 4)))" before the statement of the tests that throws this text, and what it expects.
inline void add_condition(text &out, const char *words) {
  const char *at = find(tests_text, words, __builtin_strlen(words)), *end, *from;
  if (!at)
    return;
  while (at > tests_text && *at != '\n')
    at--;
  for (end = at; end > tests_text && (end[-1] == '{' || end[-1] == ' ' || end[-1] == '\n');)
    end--;
  for (from = end; from > tests_text && from[-1] != '\n';)
    from--;
  while (*from == ' ' || *from == '\t')
    from++;
  add_member(out, "assertion", from, static_cast<size>(end - from));
  static const char compare[] = "compare(x";
  const char *compared = find(from, compare, sizeof compare - 1);
  while (compared && compared < end && *compared != ',')
    compared++;
  while (end > from && end[-1] != ')')
    end--;
  if (compared && end - 3 > compared && end[-2] == ')' && end[-3] == ')')
    add_member(out, "expected", compared + 2, static_cast<size>(end - 3 - compared - 2));
}

inline void add_last(text &out) {
  if (!last().is_there)
    return;
  out.add(",\"call\":{\"function\":");
  add_string(out, function_name, __builtin_strlen(function_name));
  out.add(",\"arguments\":[");
  out.add(last().arguments.data(), last().arguments.length());
  out.add("],\"keywords\":{}}");
  if (last().has_returned)
    add_member(out, "returned", last().returned.data(), last().returned.length());
}

[[noreturn]] inline void fail(const char *kind, const char *type, const char *words,
                              const char *assertion = nullptr) {
  text out;
  add_member(out, "kind", kind);
  add_member(out, "type", type);
  add_member(out, "text", words);
  add_last(out);
  if (assertion)
    add_member(out, "assertion", assertion);
  else if (*words)
    add_condition(out, words);
  out.add("}");
  write_all(REPORT, out.data(), out.length());
  _exit(FAILED);
}

[[noreturn]] inline void fail_by_exception() {
  text name;
  add_type_name(name, abi::__cxa_current_exception_type());
  name.add("", 1);
  try {
    throw;
  } catch (const candidate_error &error) {
    fail("exception", error.type, error.what());
  } catch (const std::bad_alloc &) {
    fail("memory", name.data(), "");
  } catch (const std::exception &error) {
    fail("wrong", name.data(), error.what());
  } catch (const char *words) {
    fail("wrong", name.data(), words);
  } catch (...) {
    fail("wrong", name.data(), "");
  }
}

// In the place of the C library's, of which assert is a call.
extern "C" [[noreturn]] void __assert_fail(const char *assertion, const char *, unsigned,
                                           const char *) noexcept {
  fail("wrong", "assert", "", assertion);
}

// How the tests end is their own affair, so their main stays main: what it returns is seen at the exit.
struct watch {
  watch() {
    std::set_terminate([] {
      if (std::current_exception())
        fail_by_exception();
      fail("wrong", "std::terminate", "");
    });
    on_exit(
        [](int status, void *) {
          if (status == 0)
            _exit(PASSED);
          fail("wrong", "", "the tests end with another exit code than 0");
        },
        nullptr);
  }
};
static watch watches __attribute__((init_priority(101)));

// ---- calls

template <class A> void take_changed(source &in, const bare<A> &value) {
  if constexpr (is_changeable<A>)
    const_cast<bare<A> &>(value) = plain<bare<A>>::get(in);
}

inline void put_argument_words(const text &words) {
  text &list = last().arguments;
  if (list.length())
    list.add(",");
  add_string(list, words.data(), words.length());
}

template <class T> void note_argument(const T &value) {
  text words;
  plain<T>::show(words, value);
  put_argument_words(words);
}

template <class T> void note_result(const T &value) {
  last().has_returned = true;
  plain<T>::show(last().returned, value);
}

// An exception may outlive the call: what it points to is never given back.
inline const char *take_words(source &in) {
  size n = in.count();
  const char *bytes = in.take(n);
  char *words = new char[n + 1];
  __builtin_memcpy(words, bytes, n);
  words[n] = 0;
  return words;
}

[[noreturn]] inline void raise(source &in) {
  const char *type = take_words(in);
  throw candidate_error(type, take_words(in));
}

template <class R, class... A> R take_answer(source &in, const bare<A> &...values) {
  if constexpr (std::is_void_v<R>) {
    (take_changed<A>(in, values), ...);
  } else {
    bare<R> *value = new bare<R>(plain<bare<R>>::get(in)); // R may be a reference to it
    (take_changed<A>(in, values), ...);
    note_result(*value);
    return static_cast<R>(*value);
  }
}

// Nothing of the answer is believed: whatever is wrong with it is the candidate's failure.
template <class R, class... A> R call(R (*)(A...), const bare<A> &...values) {
  text message;
  last().is_there = true;
  last().has_returned = false;
  last().arguments.clear();
  last().returned.clear();
  (note_argument<bare<A>>(values), ...);
  (plain<bare<A>>::put(message, values), ...);
  if (!send(OUT, message) || !receive(IN, message))
    fail("ended", "", "");
  source in(message);
  try {
    unsigned char kind = in.raw<unsigned char>();
    if (kind == RAISED)
      raise(in);
    if (kind == RETURNED)
      return take_answer<R, A...>(in, values...);
  } catch (const no_value &) {
  }
  fail("wrong", "", "an answer that is no value of the function's type");
}

} // namespace winnow_calls
