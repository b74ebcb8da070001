// SPDX-License-Identifier: MIT
// Plain values as bytes, for two programs that share no memory. Both have the function's type from the same
// prompt, so the bytes do not tell types, but for `any`. They are not trusted: what is too short or too long is no value.
//
// The headers of the prompt stand before this; a container whose header they do not include has no form here, and nothing
// is added to what a candidate's program can name. The prompt itself, the completion or the tests stand behind.
#include <cxxabi.h>
#include <exception>
#include <new>
#include <tuple>
#include <type_traits>
#include <typeinfo>
#include <utility>

namespace winnow_calls {

extern "C" {
long read(int, void *, unsigned long);
long write(int, const void *, unsigned long);
int open(const char *, int, ...);
int fcntl(int, int, ...);
int dup2(int, int) noexcept;
[[noreturn]] void _exit(int);
}

using size = unsigned long;

struct no_value {}; // thrown where bytes are no value

// Bytes, growing.
class text {
  char *bytes = nullptr;
  size count = 0, room = 0;

public:
  text() = default;
  text(const text &) = delete;
  text &operator=(const text &) = delete;
  ~text() { delete[] bytes; }

  void add(const void *from, size n) {
    if (count + n > room) {
      room = 2 * (count + n);
      char *grown = new char[room];
      if (count)
        __builtin_memcpy(grown, bytes, count);
      delete[] bytes;
      bytes = grown;
    }
    if (n)
      __builtin_memcpy(bytes + count, from, n);
    count += n;
  }
  void add(const char *word) { add(word, __builtin_strlen(word)); }
  template <class T> void add_raw(const T &value) { add(&value, sizeof value); }
  void clear() { count = 0; }
  const char *data() const { return bytes; }
  size length() const { return count; }
};

// A message that was received.
class source {
  const char *at, *end;

public:
  int depth = 0;

  explicit source(const text &from) : at(from.data()), end(at + from.length()) {}
  const char *take(size n) {
    if (n > static_cast<size>(end - at))
      throw no_value();
    at += n;
    return at - n;
  }
  template <class T> T raw() {
    T value;
    __builtin_memcpy(&value, take(sizeof value), sizeof value);
    return value;
  }
  // A number of elements, each of which has at least one byte.
  size count() {
    size n = raw<size>();
    if (n > static_cast<size>(end - at))
      throw no_value();
    return n;
  }
};

// ---- one form for each type: put, get, and words for the report

template <class T> constexpr bool none = false;

template <class T, class = void> struct plain {
  static_assert(none<T>, "winnow: a value of this type cannot be sent to another process");
};

template <class T> using bare = std::remove_cv_t<std::remove_reference_t<T>>;

template <class T> void put(text &out, const T &value) { plain<T>::put(out, value); }
template <class T> T get(source &in) { return plain<T>::get(in); }
template <class T> void show(text &out, const T &value) { plain<T>::show(out, value); }

template <class T> struct plain<T, std::enable_if_t<std::is_arithmetic_v<T>>> {
  static void put(text &out, T value) { out.add_raw(value); }
  static T get(source &in) {
    if constexpr (std::is_same_v<T, bool>)
      return in.raw<unsigned char>() != 0; // another byte in a bool would be undefined
    else
      return in.raw<T>();
  }
  static void show(text &out, T value) {
    char word[64];
    if constexpr (std::is_same_v<T, bool>)
      __builtin_snprintf(word, sizeof word, "%s", value ? "true" : "false");
    else if constexpr (std::is_same_v<T, char>)
      __builtin_snprintf(word, sizeof word, value >= ' ' ? "'%c'" : "'\\x%02x'", value);
    else if constexpr (std::is_floating_point_v<T>)
      __builtin_snprintf(word, sizeof word, "%.17Lg", static_cast<long double>(value));
    else if constexpr (std::is_signed_v<T>)
      __builtin_snprintf(word, sizeof word, "%lld", static_cast<long long>(value));
    else
      __builtin_snprintf(word, sizeof word, "%llu", static_cast<unsigned long long>(value));
    out.add(word);
  }
};

template <class T> struct plain<T, std::enable_if_t<std::is_enum_v<T>>> {
  using number = std::underlying_type_t<T>;
  static void put(text &out, T value) { out.add_raw(value); }
  static T get(source &in) { return static_cast<T>(plain<number>::get(in)); }
  static void show(text &out, T value) { plain<number>::show(out, static_cast<number>(value)); }
};

template <> struct plain<std::nullptr_t> {
  static void put(text &out, std::nullptr_t) { out.add("0"); }
  static std::nullptr_t get(source &in) { return in.take(1), nullptr; }
  static void show(text &out, std::nullptr_t) { out.add("nullptr"); }
};

inline void show_string(text &out, const char *bytes, size n) {
  out.add("\"");
  for (size i = 0; i < n; i++) {
    if (bytes[i] == '"' || bytes[i] == '\\')
      out.add("\\");
    out.add(bytes + i, 1);
  }
  out.add("\"");
}

// The memory is never given back: the function may keep the pointer.
template <class C> struct plain_c_string {
  static void put(text &out, const char *value) {
    size n = value ? __builtin_strlen(value) : 0;
    out.add_raw(value != nullptr);
    out.add_raw(n);
    out.add(value, n);
  }
  static C *get(source &in) {
    bool is_there = plain<bool>::get(in);
    size n = in.count();
    const char *bytes = in.take(n);
    char *value = new char[n + 1];
    __builtin_memcpy(value, bytes, n);
    value[n] = 0;
    return is_there ? value : nullptr;
  }
  static void show(text &out, const char *value) {
    if (value)
      show_string(out, value, __builtin_strlen(value));
    else
      out.add("nullptr");
  }
};
template <> struct plain<const char *> : plain_c_string<const char> {};
template <> struct plain<char *> : plain_c_string<char> {};

template <class A, class B> struct plain<std::pair<A, B>> {
  static void put(text &out, const std::pair<A, B> &value) {
    plain<bare<A>>::put(out, value.first);
    plain<bare<B>>::put(out, value.second);
  }
  static std::pair<A, B> get(source &in) {
    bare<A> first = plain<bare<A>>::get(in); // in this order
    return {std::move(first), plain<bare<B>>::get(in)};
  }
  static void show(text &out, const std::pair<A, B> &value) {
    out.add("{");
    plain<bare<A>>::show(out, value.first);
    out.add(", ");
    plain<bare<B>>::show(out, value.second);
    out.add("}");
  }
};

template <class... T> struct plain<std::tuple<T...>> {
  static void put(text &out, const std::tuple<T...> &value) {
    out.add("t"); // an empty one has a byte too
    std::apply([&](const T &...part) { (plain<T>::put(out, part), ...); }, value);
  }
  static std::tuple<T...> get(source &in) {
    in.take(1);
    return std::tuple<T...>{plain<T>::get(in)...}; // braces: from left to right
  }
  static void show(text &out, const std::tuple<T...> &value) {
    const char *between = "";
    out.add("{");
    std::apply(
        [&](const T &...part) {
          ((out.add(between), plain<T>::show(out, part), between = ", "), ...);
        },
        value);
    out.add("}");
  }
};

// What has begin() and end(). `add` puts an element into an empty one.
template <class Container, class Element, class Add> struct plain_range {
  static void put(text &out, const Container &value) {
    size n = 0;
    for (auto at = value.begin(); at != value.end(); ++at)
      n++;
    out.add_raw(n);
    for (auto at = value.begin(); at != value.end(); ++at)
      plain<Element>::put(out, *at);
  }
  static Container get(source &in) {
    Container value;
    for (size n = in.count(); n > 0; n--)
      Add::add(value, plain<Element>::get(in));
    return value;
  }
  static void show(text &out, const Container &value) {
    const char *between = "";
    out.add("{");
    for (auto at = value.begin(); at != value.end(); ++at) {
      out.add(between);
      plain<Element>::show(out, *at);
      between = ", ";
    }
    out.add("}");
  }
};

struct at_back {
  template <class C, class E> static void add(C &to, E &&element) {
    to.push_back(std::forward<E>(element));
  }
};
struct anywhere {
  template <class C, class E> static void add(C &to, E &&element) {
    to.insert(std::forward<E>(element));
  }
};

#define WINNOW_RANGE(name, add)                                                                    \
  template <class E, class... More>                                                                \
  struct plain<std::name<E, More...>> : plain_range<std::name<E, More...>, E, add> {};
#define WINNOW_MAP(name)                                                                           \
  template <class K, class V, class... More>                                                       \
  struct plain<std::name<K, V, More...>>                                                           \
      : plain_range<std::name<K, V, More...>, std::pair<K, V>, anywhere> {};

#ifdef _GLIBCXX_VECTOR
WINNOW_RANGE(vector, at_back)
#endif
#ifdef _GLIBCXX_DEQUE
WINNOW_RANGE(deque, at_back)
#endif
#ifdef _GLIBCXX_LIST
WINNOW_RANGE(list, at_back)
#endif
#ifdef _GLIBCXX_SET
WINNOW_RANGE(set, anywhere)
WINNOW_RANGE(multiset, anywhere)
#endif
#ifdef _GLIBCXX_UNORDERED_SET
WINNOW_RANGE(unordered_set, anywhere)
WINNOW_RANGE(unordered_multiset, anywhere)
#endif
#ifdef _GLIBCXX_MAP
WINNOW_MAP(map)
WINNOW_MAP(multimap)
#endif
#ifdef _GLIBCXX_UNORDERED_MAP
WINNOW_MAP(unordered_map)
WINNOW_MAP(unordered_multimap)
#endif
#undef WINNOW_RANGE
#undef WINNOW_MAP

#ifdef _GLIBCXX_STRING
template <class C, class... More> struct plain<std::basic_string<C, More...>> {
  using string = std::basic_string<C, More...>;
  static void put(text &out, const string &value) {
    out.add_raw(static_cast<size>(value.size()));
    out.add(value.data(), value.size() * sizeof(C));
  }
  static string get(source &in) {
    size n = in.count();
    string value(n, C());
    __builtin_memcpy(value.data(), in.take(n * sizeof(C)), n * sizeof(C));
    return value;
  }
  static void show(text &out, const string &value) {
    if constexpr (sizeof(C) == 1)
      show_string(out, reinterpret_cast<const char *>(value.data()), value.size());
    else
      out.add("a wide string");
  }
};
#endif

#ifdef _GLIBCXX_ARRAY
template <class T, std::size_t N> struct plain<std::array<T, N>> {
  static void put(text &out, const std::array<T, N> &value) {
    out.add("a");
    for (const T &part : value)
      plain<T>::put(out, part);
  }
  static std::array<T, N> get(source &in) {
    std::array<T, N> value{};
    in.take(1);
    for (T &part : value)
      part = plain<T>::get(in);
    return value;
  }
  static void show(text &out, const std::array<T, N> &value) {
    plain_range<std::array<T, N>, T, at_back>::show(out, value);
  }
};
#endif

#ifdef _GLIBCXX_COMPLEX
template <class T> struct plain<std::complex<T>> {
  static void put(text &out, const std::complex<T> &value) { out.add_raw(value); }
  static std::complex<T> get(source &in) {
    T real = plain<T>::get(in);
    return {real, plain<T>::get(in)};
  }
  static void show(text &out, const std::complex<T> &value) {
    plain<std::pair<T, T>>::show(out, {value.real(), value.imag()});
  }
};
#endif

#ifdef _GLIBCXX_BITSET
template <std::size_t N> struct plain<std::bitset<N>> {
  static void put(text &out, const std::bitset<N> &value) {
    out.add("b");
    for (std::size_t i = 0; i < N; i++)
      plain<bool>::put(out, value[i]);
  }
  static std::bitset<N> get(source &in) {
    std::bitset<N> value;
    in.take(1);
    for (std::size_t i = 0; i < N; i++)
      value[i] = plain<bool>::get(in);
    return value;
  }
  static void show(text &out, const std::bitset<N> &value) {
    for (std::size_t i = N; i-- > 0;)
      out.add(value[i] ? "1" : "0");
  }
};
#endif

#ifdef _GLIBCXX_OPTIONAL
template <class T> struct plain<std::optional<T>> {
  static void put(text &out, const std::optional<T> &value) {
    plain<bool>::put(out, value.has_value());
    if (value)
      plain<T>::put(out, *value);
  }
  static std::optional<T> get(source &in) {
    if (!plain<bool>::get(in))
      return std::nullopt;
    return plain<T>::get(in);
  }
  static void show(text &out, const std::optional<T> &value) {
    if (value)
      plain<T>::show(out, *value);
    else
      out.add("nullopt");
  }
};
#endif

#ifdef _GLIBCXX_VARIANT
template <> struct plain<std::monostate> {
  static void put(text &out, std::monostate) { out.add("m"); }
  static std::monostate get(source &in) { return in.take(1), std::monostate(); }
  static void show(text &out, std::monostate) { out.add("monostate"); }
};

template <class... T> struct plain<std::variant<T...>> {
  using variant = std::variant<T...>;
  static void put(text &out, const variant &value) {
    out.add_raw(static_cast<size>(value.index()));
    std::visit([&](const auto &part) { plain<bare<decltype(part)>>::put(out, part); }, value);
  }
  template <size I> static variant get_at(source &in, size index) {
    if constexpr (I < sizeof...(T)) {
      if (index == I)
        return variant(std::in_place_index<I>,
                       plain<std::tuple_element_t<I, std::tuple<T...>>>::get(in));
      return get_at<I + 1>(in, index);
    }
    throw no_value();
  }
  static variant get(source &in) {
    size index = in.raw<size>();
    return get_at<0>(in, index);
  }
  static void show(text &out, const variant &value) {
    std::visit([&](const auto &part) { plain<bare<decltype(part)>>::show(out, part); }, value);
  }
};
#endif

// An `any` may hold one of these types; what it holds is a number before the value.
constexpr int DEPTH_MAX = 500;

template <class> void any_cast(); // else the calls below are none before C++20

template <class Any, class... T> struct plain_any {
  static void put(text &out, const Any &value) {
    unsigned char tag = 0;
    bool is_put = value.type() == typeid(void);
    if (is_put)
      out.add_raw(tag);
    ((tag++, !is_put && value.type() == typeid(T)
                 ? (out.add_raw(tag), plain<T>::put(out, any_cast<const T &>(value)), is_put = true)
                 : false),
     ...);
    if (!is_put)
      throw no_value();
  }
  static Any get(source &in) {
    unsigned char wanted = in.raw<unsigned char>(), tag = 0;
    Any value;
    if (++in.depth > DEPTH_MAX)
      throw no_value();
    ((++tag == wanted ? (value = plain<T>::get(in), true) : false), ...);
    in.depth--;
    if (wanted > tag)
      throw no_value();
    return value;
  }
  static void show(text &out, const Any &value) {
    ((value.type() == typeid(T) ? plain<T>::show(out, any_cast<const T &>(value)) : void()), ...);
  }
};

#if defined(_GLIBCXX_STRING) && defined(_GLIBCXX_VECTOR) && defined(_GLIBCXX_MAP)
#define WINNOW_ANY(any)                                                                            \
  template <>                                                                                      \
  struct plain<any>                                                                                \
      : plain_any<any, int, long, long long, unsigned, unsigned long, double, float, bool, char,   \
                  std::string, const char *, std::vector<any>, std::vector<int>,                   \
                  std::vector<double>, std::vector<std::string>, std::vector<std::vector<int>>,    \
                  std::map<std::string, any>, std::pair<int, int>> {};
#ifdef _GLIBCXX_ANY
WINNOW_ANY(std::any)
#endif
#ifdef BOOST_ANY_INCLUDED
WINNOW_ANY(boost::any)
#endif
#undef WINNOW_ANY
#endif

// ---- messages: a length, then as many bytes

inline bool write_all(int fd, const void *bytes, size n) {
  const char *at = static_cast<const char *>(bytes);
  while (n > 0) {
    long written = write(fd, at, n);
    if (written <= 0)
      return false;
    at += written;
    n -= static_cast<size>(written);
  }
  return true;
}

inline bool send(int fd, const text &message) {
  size n = message.length();
  return write_all(fd, &n, sizeof n) && write_all(fd, message.data(), n);
}

inline bool read_into(int fd, text &out, size n) {
  char bytes[1 << 14];
  while (n > 0) {
    long got = read(fd, bytes, n < sizeof bytes ? n : sizeof bytes);
    if (got <= 0)
      return false;
    out.add(bytes, static_cast<size>(got));
    n -= static_cast<size>(got);
  }
  return true;
}

// Other output on the pipe would else be a length that never comes.
constexpr size MESSAGE_MAX = size(1) << 31;

// False: the other side is gone, or what it sends is no message.
inline bool receive(int fd, text &message) {
  text head;
  size n = 0;
  message.clear();
  if (!read_into(fd, head, sizeof n))
    return false;
  __builtin_memcpy(&n, head.data(), sizeof n);
  return n <= MESSAGE_MAX && read_into(fd, message, n);
}

// Arguments that the function may change in place.
template <class A>
constexpr bool is_changeable =
    std::is_lvalue_reference_v<A> && !std::is_const_v<std::remove_reference_t<A>>;

enum answer_kind : unsigned char { RETURNED, RAISED, LOST };

// The name of the exception that is being handled.
inline void add_type_name(text &out, const std::type_info *type) {
  int status = 0;
  char *name = type ? abi::__cxa_demangle(type->name(), nullptr, nullptr, &status) : nullptr;
  out.add(name ? name : type ? type->name() : "an exception");
  __builtin_free(name);
}

} // namespace winnow_calls
