#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""With precompiled headers and the compile cache a candidate must get the same program, or the same
compile error, as with plain g++. Sources with every odd beginning are compiled through winnow with
warm precompiled headers, and by g++. Ends with its counts.

    tests/preamble.py [NAME...]     only the cases whose names contain one of these

Programs must be equal byte for byte, so that they mean the same.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import counted

ROOT = Path(__file__).resolve().parent.parent
WINNOW = ROOT / "build/winnow"
FLAGS = "-x c++ -std=gnu++20 -O2 -static -pipe -s -DONLINE_JUDGE -fmax-errors=20 -o program main.cpp".split()
LINKER = ["-fuse-ld=gold", "-Wl,--build-id=none"] if os.access("/usr/bin/ld.gold", os.X_OK) else []
DETAIL_BYTES = 239
BITS = "#include <bits/stdc++.h>\n"
STD = BITS + "using namespace std;\n"
MAIN = "int main() { cout << 1 << endl; }\n"
IO = "#include <iostream>\n#include <vector>\n#include <algorithm>\n"

CASES = {
    # errors: in the candidate's lines, in the library's, at the end
    "undeclared": STD + "\n\n\nint main() {\n    cout << nothing;\n}\n",
    "did-you-mean": STD + "int main() { vectr<int> v; strng s; }\n",
    "missing-semicolon": STD + "int main() {\n    int x = 1\n    return x;\n}\n",
    "unfinished": STD + "int main() {\n    if (true) {\n",
    "wrong-type": STD + 'int main() { vector<int> v = "text"; }\n',
    "error-in-the-library": STD + "int main() { list<int> l; sort(l.begin(), l.end()); }\n",
    "no-hash": STD + "int main() { unordered_set<pair<int, int>> s; s.insert({1, 2}); }\n",
    "not-printable": STD + "struct A {};\nint main() { cout << A(); }\n",
    "ambiguous": STD + "int count = 0;\nint main() { count++; }\n",
    "builtin-redeclared": STD + "int y1;\nint main() { y1 = 2; }\n",
    "static-assert": STD + 'static_assert(sizeof(int) == 8, "small");\n' + MAIN,
    "error-directive": STD + "#error stop\n" + MAIN,
    "no-such-header": BITS + "#include <no/such/header.h>\n" + MAIN,
    "no-such-header-later": STD + "#include <no/such/header.h>\n" + MAIN,
    "undefined-function": STD + "int f();\nint main() { return f(); }\n",
    "no-main": STD + "int f() { return 1; }\n",
    "preamble-only": BITS,
    "preamble-only-unfinished": BITS[:-1],
    "many-errors": STD + "int main() {\n" + "    x;\n" * 30 + "}\n",
    "line-directive": STD + '#line 100 "other.cpp"\nint main() { x; }\n',
    "error-pragma": STD + '#pragma GCC diagnostic error "-Wunused-variable"\nint main() { int x; }\n',
    "deleted": STD + "int main() { unique_ptr<int> p, q = p; }\n",
    "concept": STD + "int main() { ranges::sort(3); }\n",
    # what a program can see of its source
    "warnings": STD + "#warning look\nint main() { char c = 300; return c == 'ab'; }\n",
    "line": STD + "int main() { cout << __LINE__ << __FILE__ << __BASE_FILE__; }\n",
    "counter": STD + "int main() { cout << __COUNTER__ << __COUNTER__ << __INCLUDE_LEVEL__; }\n",
    "assert": STD + "int main(int n, char **) { assert(n > 5); }\n",
    "location": STD + "int main() { cout << source_location::current().line(); }\n",
    "function-names": STD + "template <class T> void f(T) { puts(__PRETTY_FUNCTION__); }\n"
                            "int main() { f(string()); f([] {}); }\n",
    # other beginnings
    "comment-first": "// a solution\n/* of\n   mine */\n" + STD + MAIN,
    "comment-on-the-line": "/* 1 */ #include <bits/stdc++.h> // all\nusing namespace std; /* 2 */\n" + MAIN,
    "comment-over-lines": "/*\n*/ #include <bits/stdc++.h> /* a\nb */\nusing namespace std;\n" + MAIN,
    "comment-eats-include": "// here \\\n#include <bits/stdc++.h>\nint main() { std::cout << 1; }\n",
    "trigraph-joins-nothing": "// here ??/\n" + STD + MAIN,
    "joined-include": "#include \\\n<bits/stdc++.h>\nusing namespace std;\n" + MAIN,
    "no-blanks": "#include<bits/stdc++.h>\nusing namespace std;int main(){cout<<1;}",
    "blanks": " \t # \t include   <bits/stdc++.h>  \t\n\n\n  using namespace std;\n" + MAIN,
    "extra-tokens": "#include <bits/stdc++.h> using namespace std;\n" + MAIN,
    "crlf": (STD + 'int main() {\n    cout << R"(a\nb)" << nothing;\n}\n').replace("\n", "\r\n"),
    "crlf-good": (STD + 'int main() {\n    cout << R"(a\nb)" << __LINE__;\n}\n').replace("\n", "\r\n"),
    "lone-cr": STD.replace("\n", "\r") + MAIN,
    "byte-order-mark": "\ufeff" + STD + MAIN,
    "form-feed": "\f" + STD + MAIN,
    "digraph": "%:include <bits/stdc++.h>\nusing namespace std;\n" + MAIN,
    "no-newline-at-end": STD + MAIN[:-1],
    "only-comment": "// nothing",
    "twice": BITS + BITS + "#include <vector>\nusing namespace std;\n" + MAIN,
    "using-between": IO.replace("#include <vector>", "using namespace std;\n#include <vector>") + MAIN,
    "using-first": "using namespace std;\n" + STD + MAIN,
    "quoted": '#include "bits/stdc++.h"\nusing namespace std;\n' + MAIN,
    "iostream": IO + "using namespace std;\nint main() { vector<int> v{3, 1}; sort(v.begin(), v.end()); cout << v[0]; }\n",
    "iostream-lacks": IO + "using namespace std;\nint main() { map<int, int> m; cout << m.size(); }\n",
    "pragma-first": '#pragma GCC optimize("O3,unroll-loops")\n' + STD + MAIN,
    "pragma-once": "#pragma once\n" + STD + MAIN,
    "guard": "#ifndef A\n#define A\n" + STD + MAIN + "#endif\n",
    "define-first": "#define _GLIBCXX_DEBUG\n" + STD + "int main() { vector<int> v(3); cout << v[1]; }\n",
    "private-is-public": "#define private public\n" + STD + "int main() { cout << sizeof(string()._M_dataplus); }\n",
    "in-if": "#if 1\n" + STD + "#endif\n" + MAIN,
    # what comes after
    "include-in-if": STD + "#if __has_include(<atomic>) && defined(_GLIBCXX_VECTOR)\n#include <atomic>\n#endif\n" + MAIN,
    "raw-string": STD + 'int main() { cout << R"(\n#include <nothing>\n)"; }\n',
    "assert-again": STD + "#define NDEBUG\n#include <cassert>\nint main() { assert(false); }\n",
    "define-int": STD + "#define int long long\nsigned main() { int x = 1e18; cout << x; }\n",
    "define-keywords": STD + "#define for if (0); else for\n#define endl '\\n'\n" + MAIN,
    "optimize-after": STD + '#pragma GCC optimize("Ofast")\n'
                            "int main() { double s = 0, x; while (cin >> x) s += x * x; cout << s; }\n",
    "target-after": STD + '#pragma GCC target("avx2,bmi,popcnt")\n#include <immintrin.h>\n'
                          "int main() { unsigned x; cin >> x; cout << __builtin_popcount(x); }\n",
    "hash-in-std": STD + "struct P { int x; bool operator==(const P &) const = default; };\n"
                         "namespace std { template <> struct hash<P> { size_t operator()(P p) const"
                         " { return p.x; } }; }\nint main() { unordered_set<P> s{{1}}; cout << s.size(); }\n",
    "hash-outside": STD + "struct P { int x; bool operator==(const P &) const = default; };\n"
                          "template <> struct std::hash<P> { size_t operator()(P p) const { return p.x; } };\n"
                          "int main() { unordered_set<P> s{{1}}; cout << s.size(); }\n",
    "overload-in-std": STD + "namespace std { string to_string(const string &s) { return s; } }\n"
                             'int main() { cout << to_string(string("a")) << to_string(1); }\n',
    "own-print": STD + "template <class T> ostream &operator<<(ostream &o, const vector<T> &v)"
                       " { for (auto &x : v) o << x << ' '; return o; }\n"
                       "int main() { cout << vector<vector<int>>{{1}, {2, 3}}; }\n",
    "own-new": STD + "void *operator new(size_t n) { return malloc(n); }\n"
                     "void operator delete(void *p) noexcept { free(p); }\n"
                     "int main() { cout << string(100, 'x'); }\n",
    "static-order": STD + 'struct A { A() { cout << "early "; } } a;\n' + MAIN,
    "thread": STD + "int main() { thread t([] { cout << 1; }); t.join(); }\n",
    "coroutine": STD + "struct T { struct promise_type { T get_return_object() { return {}; }\n"
                       "suspend_never initial_suspend() { return {}; } suspend_never final_suspend() noexcept { return {}; }\n"
                       "void return_void() {} void unhandled_exception() {} }; };\n"
                       "T f() { cout << 1; co_return; }\nint main() { f(); }\n",
    "reads-itself": STD + "#if __INCLUDE_LEVEL__ == 0\nint f() {\n    return 2;\n}\n"
                          '#include "main.cpp"\n' + MAIN + "#endif\n",
    "reads-itself-computed": STD + "#if __INCLUDE_LEVEL__ == 0\n#include __FILE__\n" + MAIN + "#endif\n",
    "the-cache-itself": STD + '#if __has_include("/cache")\n#endif\n' + MAIN,
}

# Everything that may be specialised, instantiated or declared in namespace std after the headers, with
# code that prints whether it took effect. Some of it is not valid C++; g++ decides.
KEY = "struct K { int x; bool operator==(const K &) const = default; };\n"
IN_STD = {
    "less": ("template <> struct std::less<const char *> { bool operator()(const char *a, const char *b) const"
             " { return strcmp(a, b) > 0; } };",
             'set<const char *> s{"a", "b", "c"}; cout << *s.begin();'),
    "less-int": ("template <> struct std::less<int> { bool operator()(int a, int b) const { return a > b; } };",
                 "set<int> s{1, 2, 3}; cout << *s.begin();"),
    "less-string": ("template <> struct std::less<string> { bool operator()(const string &a, const string &b) const"
                    " { return a > b; } };", 'map<string, int> m{{"a", 1}, {"b", 2}}; cout << m.begin()->first;'),
    "greater": ("template <> struct std::greater<int> { bool operator()(int a, int b) const { return a < b; } };",
                "priority_queue<int, vector<int>, greater<int>> q; q.push(1); q.push(2); cout << q.top();"),
    "hash-own": (KEY + "template <> struct std::hash<K> { size_t operator()(K k) const { return k.x; } };",
                 "cout << unordered_set<K>{{1}, {2}}.size();"),
    "hash-int": ("template <> struct std::hash<int> { size_t operator()(int x) const { return 7 * x; } };",
                 "cout << hash<int>()(6);"),
    "hash-string": ("template <> struct std::hash<string> { size_t operator()(const string &) const { return 6; } };",
                    'cout << hash<string>()("x");'),
    "hash-partial": ("template <class A, class B> struct std::hash<pair<A, B>> { size_t operator()(pair<A, B> p) const"
                     " { return p.first; } };", "cout << unordered_map<pair<int, int>, int>{{{1, 2}, 3}}.size();"),
    "hash-vector-bool": ("template <> struct std::hash<vector<bool>> { size_t operator()(const vector<bool> &) const"
                         " { return 5; } };", "cout << hash<vector<bool>>()({true});"),
    "equal-to": ("template <> struct std::equal_to<string> { bool operator()(const string &, const string &) const"
                 " { return true; } };", 'cout << unordered_set<string>{"a"}.count("b");'),
    "max-int": ("template <> const int &std::max<int>(const int &a, const int &b) { return a < b ? a : b; }",
                "cout << max(1, 2);"),
    "max-size": ("template <> const size_t &std::max<size_t>(const size_t &a, const size_t &b) { return a < b ? a : b; }",
                 "cout << max<size_t>(1, 2); string s(100, 'x'); s += s; cout << s.size();"),
    "min-size": ("template <> const size_t &std::min<size_t>(const size_t &a, const size_t &b) { return a < b ? b : a; }",
                 "cout << min<size_t>(1, 2);"),
    "swap-int": ("template <> void std::swap<int>(int &a, int &b) noexcept { a = b = 9; }",
                 "int a = 1, b = 2; swap(a, b); cout << a << b;"),
    "swap-own": (KEY + "template <> void std::swap<K>(K &a, K &b) noexcept { a.x = b.x = 9; }",
                 "K a{1}, b{2}; swap(a, b); cout << a.x << b.x;"),
    "swap-ADL": (KEY + "void swap(K &a, K &b) { a.x = b.x = 9; }", "K a{1}, b{2}; swap(a, b); cout << a.x << b.x;"),
    "numeric-limits": (KEY + "template <> struct std::numeric_limits<K> { static int max() { return 4; } };",
                       "cout << numeric_limits<K>::max();"),
    "numeric-limits-int": ("template <> struct std::numeric_limits<int> { static int max() { return 4; } };",
                           "cout << numeric_limits<int>::max();"),
    "numeric-limits-member": (KEY + "template <> constexpr bool std::numeric_limits<K>::is_signed = true;",
                              "cout << numeric_limits<K>::is_signed;"),
    "char-traits-own": ("enum C : char {};\ntemplate <> struct std::char_traits<C> : char_traits<char> {};",
                        "cout << sizeof(char_traits<C>::int_type);"),
    "char-traits-char": ("template <> struct std::char_traits<char> {};", "cout << 1;"),
    "char-traits-length": ("template <> size_t std::char_traits<wchar_t>::length(const wchar_t *) { return 3; }",
                           'cout << wstring(L"abcdef").size();'),
    "iterator-traits": (KEY + "template <> struct std::iterator_traits<K> { using value_type = short; };",
                        "cout << sizeof(iterator_traits<K>::value_type);"),
    "iterator-traits-pointer": ("template <> struct std::iterator_traits<char *> { using value_type = short; };",
                                "cout << sizeof(iterator_traits<char *>::value_type);"),
    "tuple-size": (KEY + "template <> struct std::tuple_size<K> : integral_constant<size_t, 3> {};",
                   "cout << tuple_size_v<K>;"),
    "tuple-size-v": (KEY + "template <> constexpr size_t std::tuple_size_v<K> = 6;", "cout << tuple_size_v<K>;"),
    "tuple-element": (KEY + "template <> struct std::tuple_size<K> : integral_constant<size_t, 1> {};\n"
                      "template <> struct std::tuple_element<0, K> { using type = int; };\n"
                      "template <size_t> int get(K k) { return k.x; }", "auto [x] = K{7}; cout << x;"),
    "common-type": (KEY + "template <> struct std::common_type<K, int> { using type = short; };",
                    "cout << sizeof(common_type_t<K, int>);"),
    "common-type-int": ("template <> struct std::common_type<int, long> { using type = short; };",
                        "cout << sizeof(common_type_t<int, long>);"),
    "is-integral-v": (KEY + "template <> constexpr bool std::is_integral_v<K> = true;",
                      "cout << is_integral_v<K> << integral<K>;"),
    "is-integral-v-char": ("template <> constexpr bool std::is_integral_v<char> = false;",
                           "cout << is_integral_v<char> << integral<char>;"),
    "is-integral-v-string": ("template <> constexpr bool std::is_integral_v<string> = true;",
                             "cout << is_integral_v<string>;"),
    "is-same-v-partial": ("template <class T> constexpr bool std::is_same_v<T, vector<T>> = true;",
                          "cout << is_same_v<int, vector<int>>;"),
    "is-integral": (KEY + "template <> struct std::is_integral<K> : true_type {};", "cout << is_integral<K>::value;"),
    "is-trivial": (KEY + "template <> struct std::is_trivially_copyable<K> : false_type {};",
                   "cout << is_trivially_copyable<K>::value;"),
    "range": ("struct R { int *begin() { return 0; } int *end() { return 0; } };\n"
              "template <> constexpr bool std::ranges::enable_borrowed_range<R> = true;",
              "cout << ranges::borrowed_range<R>;"),
    "view": ("template <> constexpr bool std::ranges::enable_view<vector<int>> = true;", "cout << ranges::view<vector<int>>;"),
    "pi": (KEY + "template <> constexpr float std::numbers::pi_v<float> = 3;", "cout << numbers::pi_v<float>;"),
    "vector-member": ("template <> void std::vector<int>::push_back(const int &) {}",
                      "vector<int> v; int x = 1; v.push_back(x); v.push_back(2); cout << v.size();"),
    "vector-member-own": (KEY + "template <> void std::vector<K>::push_back(const K &) {}",
                          "vector<K> v; K k{1}; v.push_back(k); cout << v.size();"),
    "string-member": ("template <> void std::string::push_back(char) {}", "string s; s.push_back('x'); cout << s.size();"),
    "string-member-template": ("template <> template <> std::string &std::string::append<int *>(int *, int *)"
                               " { return *this; }", "string s; int a[1]{65}; s.append(a, a + 1); cout << s.size();"),
    "static-data-member": (KEY + "template <> const size_t std::basic_string<wchar_t>::npos = 5;",
                           "cout << wstring::npos;"),
    "pair-member": ("template <> void std::pair<int, int>::swap(pair &) noexcept {}",
                    "pair<int, int> a(1, 2), b(3, 4); a.swap(b); cout << a.first;"),
    "function-template": ("template <> double std::accumulate(int *, int *, double) { return 8; }",
                          "int a[]{1, 2}; cout << accumulate(a, a + 2, 0.0);"),
    "sort": ("template <> void std::sort(vector<int>::iterator, vector<int>::iterator) {}",
             "vector<int> v{2, 1}; sort(v.begin(), v.end()); cout << v[0];"),
    "distance": ("template <> ptrdiff_t std::distance(const char *, const char *) { return 2; }",
                 'const char *p = "abcd"; cout << string(p, p + 4) << distance(p, p + 4);'),
    "find": ("template <> const char *std::find(const char *a, const char *, const char &) { return a; }",
             'const char *p = "abcd"; cout << *find(p, p + 4, \'c\');'),
    "get": ("template <> const int &std::get<int>(const tuple<int> &) noexcept { static int x = 4; return x; }",
            "const tuple<int> t(1); cout << get<int>(t);"),
    "make-unique": (KEY + "template <> unique_ptr<K> std::make_unique<K>() { return unique_ptr<K>(new K{3}); }",
                    "cout << make_unique<K>()->x;"),
    "put": ("template <> ostream &std::operator<<(ostream &o, const char *) { return o.put('!'); }", 'cout << "x";'),
    "put-char": ("template <> ostream &std::operator<<(ostream &o, char) { return o.put('!'); }", "cout << 'x';"),
    "endl": ("template <> ostream &std::endl(ostream &o) { return o.put('!'); }", "cout << endl;"),
    "instantiate-class": ("template class std::vector<int>;", "cout << vector<int>(3).size();"),
    "instantiate-string": ("template class std::basic_string<char16_t>;", 'cout << u16string(u"x").size();'),
    "instantiate-function": ("template void std::sort(int *, int *);", "int a[]{2, 1}; sort(a, a + 2); cout << a[0];"),
    "extern-template": ("extern template class std::vector<long>;", "cout << vector<long>{1}.size();"),
    "extern-then-template": ("extern template class std::deque<long>;\ntemplate class std::deque<long>;",
                             "cout << deque<long>{1}.size();"),
    "deduction-guide": (KEY + "namespace std { vector(K) -> vector<int>; }", "K k; cout << is_same_v<decltype(vector(k)), vector<int>>;"),
    "allocator": (KEY + "template <> struct std::allocator<K> { using value_type = K; K *allocate(size_t n)"
                  " { return new K[n + 1]; } void deallocate(K *p, size_t) { delete[] p; } };",
                  "vector<K> v(3); cout << v.size();"),
    "allocator-char": ("template <> struct std::allocator<char> {};", "cout << 1;"),
    "default-delete": (KEY + "template <> struct std::default_delete<K> { void operator()(K *p) const"
                       " { cout << p->x; delete p; } };", "unique_ptr<K> p(new K{2});"),
    "overload-ADL": ("namespace std { ostream &operator<<(ostream &o, const pair<int, int> &p) { return o << p.first; } }",
                     "cout << pair<int, int>(1, 2);"),
    "overload-better": ("namespace std { inline bool operator<(const string &a, const string &b)"
                        " { return a.compare(b) > 0; } }", 'cout << (string("a") < string("b")) << max<string>("a", "b");'),
    "overload-iterator": ("namespace __gnu_cxx { inline bool operator==(__normal_iterator<const char *, std::string>,"
                          " __normal_iterator<const char *, std::string>) { return true; } }",
                          'const string s = "abc"; cout << (s.begin() == s.end()) << (find(s.begin(), s.end(), \'c\') - s.begin());'),
    "overload-global": ("template <class A, class B> bool operator<(const A &, const B &) { return false; }",
                        'vector<string> v{"b", "a"}; sort(v.begin(), v.end()); cout << v[0];'),
    "hidden-by-macro": ("#define T template\n#define S std\nT <> struct S::less<const char *> { bool operator()"
                        "(const char *a, const char *b) const { return strcmp(a, b) > 0; } };",
                        'set<const char *> s{"a", "b"}; cout << *s.begin();'),
    "hidden-by-digraph": ("template <> struct std::less<const char *> <% bool operator()(const char *a, const char *b)"
                          " const <% return strcmp(a, b) > 0; %> %>;", 'cout << *set<const char *>{"a", "b"}.begin();'),
    "hidden-by-splice": ("temp\\\nlate <\\\n> struct st\\\nd::less<const char *> { bool operator()(const char *a,"
                         " const char *b) const { return strcmp(a, b) > 0; } };", 'cout << *set<const char *>{"a", "b"}.begin();'),
    "hidden-by-paste": ("#define J(a, b) a##b\nJ(temp, late) <> struct J(s, td)::less<const char *> { bool operator()"
                        "(const char *a, const char *b) const { return strcmp(a, b) > 0; } };",
                        'cout << *set<const char *>{"a", "b"}.begin();'),
    "alias": ("namespace S = std;\ntemplate <> struct S::less<const char *> { bool operator()(const char *a, const char *b)"
              " const { return strcmp(a, b) > 0; } };", 'cout << *set<const char *>{"a", "b"}.begin();'),
    "friend": ("struct F { int x; friend int abs(F f) { return f.x; } };", "cout << abs(F{4});"),
}
CASES |= {f"std-{name}": f"{STD}{text}\nint main() {{ {body} }}\n" for name, (text, body) in IN_STD.items()}
CASES |= {f"inside-{name}": f"{STD}namespace std {{ {text} }}\nint main() {{ {body} }}\n"
          for name, (text, body) in IN_STD.items() if name in (
              "less", "less-int", "max-int", "swap-own", "numeric-limits", "tuple-size", "is-integral-v", "vector-member")}
# Its program differs each time: it must be compiled, and not kept.
TIME = STD + "int main() { cout << __TIME__; }\n"


MARK = re.compile(": (warning|note|error|fatal error|internal compiler error|Error): "
                  "|(undefined reference|multiple definition) ")


def first_error(log: str) -> str:
    """The detail that winnow makes of a compiler's output."""
    for line in log.split("\n"):
        mark = None if re.match(r"[ \d]*\|", line) else MARK.search(line)
        if not mark or mark[1] in ("warning", "note"):
            continue
        line = re.sub(r"[\x00-\x1f\x7f]", " ", line[mark.start():] if mark[2] else line)
        return line.encode()[:DETAIL_BYTES].decode(errors="replace")
    return log.split("\n")[0]


def by_gcc(source: bytes) -> tuple[bytes | None, str]:
    """The program, or None and the first error."""
    with tempfile.TemporaryDirectory() as work:
        Path(work, "main.cpp").write_bytes(source)
        env = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TMPDIR": work}
        run = subprocess.run(["/usr/bin/g++", *LINKER, *FLAGS], cwd=work, env=env, capture_output=True)
        if run.returncode:  # what gold refuses is for ld to judge
            run = subprocess.run(["/usr/bin/g++", *FLAGS], cwd=work, env=env, capture_output=True)
        if run.returncode:
            return None, first_error(run.stderr.decode())
        return Path(work, "program").read_bytes(), ""


def winnow(cache: Path, problem: Path, sources: dict[str, bytes]) -> dict[str, dict]:
    """The lines that `winnow filter` prints for the sources, by name."""
    with tempfile.TemporaryDirectory() as work:
        for name, source in sources.items():
            Path(work, name + ".cpp").write_bytes(source)
        run = subprocess.run([WINNOW, "filter", problem, work, "--cache", cache],
                             capture_output=True, text=True, errors="replace")
        if run.returncode:
            sys.exit(f"winnow filter: {run.stderr}")
        lines = [json.loads(line) for line in run.stdout.splitlines()]
        return {Path(line["id"]).stem: line for line in lines}


def warm_up(cache: Path, problem: Path):
    """Compiles enough sources with each preamble for it to be precompiled."""
    start = {f"w{i}": (text + f"int main() {{ return {i}; }}\n").encode()
             for i, text in enumerate([BITS] * 2 + [IO] * 4)}
    for name, source in start.items():
        winnow(cache, problem, {name: source})
    made = list((cache / "headers").glob("*.gch"))
    if len(made) != 2:
        sys.exit(f"{len(made)} precompiled headers instead of 2 after warming up")


def programs(cache: Path) -> set[bytes]:
    entries = [p.read_bytes() for p in (cache / "programs").iterdir()]
    return {e[1:-32] for e in entries if e[:1] == b"P"}


def judge(name: str, source: bytes, line: dict, kept: set[bytes]) -> str:
    """What is wrong, or ''."""
    program, error = by_gcc(source)
    if program is None:
        if line["verdict"] != "CE":
            return f"g++ says '{error}', winnow {line['verdict']}"
        same = line["detail"] == error
        return "" if same else f"g++ says '{error}',\n    winnow   '{line['detail']}'"
    if line["verdict"] == "CE":
        return f"g++ compiles it, winnow says '{line['detail']}'"
    if name in ("reads-itself-computed", "the-cache-itself"):
        return ""  # compiled, and not kept
    return "" if program in kept else "another program than g++'s"


def judge_all(work: Path):
    """Names of cases, each with what is wrong or ''."""
    wanted = sys.argv[1:]
    cases = {name: text.encode() for name, text in CASES.items()}
    cases |= {f.stem: f.read_bytes() for f in sorted((ROOT / "tests/compile").glob("*.cpp"))}
    cases = {n: s for n, s in cases.items() if not wanted or any(w in n for w in wanted)}
    problem, cache = work / "problem", work / "cache"
    problem.mkdir()
    (problem / "1.in").write_text("")
    (problem / "1.out").write_text("no program prints this")
    warm_up(cache, problem)
    lines = winnow(cache, problem, cases)
    missing = cases.keys() - lines.keys()
    if missing:
        sys.exit(f"winnow did not take {missing}")
    kept = programs(cache)
    again = winnow(cache, problem, cases)  # now from the cache
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        wrongs = list(pool.map(lambda n: judge(n, cases[n], lines[n], kept), cases))
    for name, wrong in zip(cases, wrongs):
        if not wrong and (again[name]["verdict"], again[name]["detail"]) != (
                lines[name]["verdict"], lines[name]["detail"]):
            wrong = f"from the cache another outcome: {again[name]}"
        yield name, wrong
    before = len(programs(cache))
    timed = winnow(cache, problem, {"time": TIME.encode()})["time"]
    is_right = timed["verdict"] == "WA" and len(programs(cache)) == before
    yield "time", "" if is_right else f"{timed}, or it was kept"


if __name__ == "__main__":
    counted.run(judge_all)
