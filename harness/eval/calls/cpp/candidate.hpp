// SPDX-License-Identifier: MIT
// The candidate's side of a task whose tests call functions. values.hpp stands before this, the source and a main behind.
//
// The candidate shares this process with what follows and can change all of it. That gains it nothing: it
// can only answer with plain values, which it could also have returned.

namespace winnow_calls {

// Before the source's own constructors: its output goes nowhere, and its standard input is at its end.
struct pipes {
  int in, out;
  pipes() {
    constexpr int F_DUPFD_ = 0, O_RDWR_ = 2;
    in = fcntl(0, F_DUPFD_, 100);
    out = fcntl(1, F_DUPFD_, 100);
    int nothing = open("/d" "ev/null", O_RDWR_); // in two parts: see call_cpp.c
    dup2(nothing, 0);
    dup2(nothing, 1);
  }
};
static pipes to_tests __attribute__((init_priority(101)));

inline void put_failure(text &out, const char *words) {
  out.clear();
  out.add_raw(RAISED);
  text name;
  add_type_name(name, abi::__cxa_current_exception_type());
  out.add_raw(name.length());
  out.add(name.data(), name.length());
  out.add_raw(static_cast<size>(__builtin_strlen(words)));
  out.add(words);
}

template <class A> void put_changed(text &out, const bare<A> &value) {
  if constexpr (is_changeable<A>)
    plain<bare<A>>::put(out, value);
}

template <class R, class... A, size... I>
void answer(text &out, R (*function)(A...), std::tuple<std::decay_t<A>...> &values,
            std::index_sequence<I...>) {
  out.add_raw(RETURNED);
  if constexpr (std::is_void_v<R>)
    function(static_cast<A &&>(std::get<I>(values))...);
  else
    plain<bare<R>>::put(out, function(static_cast<A &&>(std::get<I>(values))...));
  (put_changed<A>(out, std::get<I>(values)), ...);
}

template <class R, class... A> int serve(R (*function)(A...)) {
  text message, out;
  while (receive(to_tests.in, message)) {
    source in(message);
    std::tuple<std::decay_t<A>...> values{plain<std::decay_t<A>>::get(in)...};
    out.clear();
    try {
      answer(out, function, values, std::index_sequence_for<A...>());
    } catch (const no_value &) {
      out.clear();
      out.add_raw(LOST);
    } catch (const std::exception &error) {
      put_failure(out, error.what());
    } catch (...) {
      put_failure(out, "");
    }
    if (!send(to_tests.out, out))
      break;
  }
  _exit(0); // threads of the candidate's may still run
}

} // namespace winnow_calls
