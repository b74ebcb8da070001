#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A C program that is linked with libraries linked beforehand must be the program that gcc and gold make: the same
functions and variables of the C library, of the same sizes and kinds, and the same result. A source that
could tell the two apart must get the very bytes that gcc and gold make. Ends with its counts.

    tests/prelinked.py [NAME...]     only the cases whose names contain one of these
"""
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import counted

ROOT = Path(__file__).resolve().parent.parent
WINNOW = ROOT / "build/winnow"
GOLD = "/usr/bin/ld.gold"
FLAGS = "-x c -std=gnu17 -O2 -static -pipe -s -DONLINE_JUDGE -fmax-errors=20".split()
LINKER = ["-fuse-ld=gold", "-fno-use-linker-plugin", "-Wl,--build-id=none"]
ROUNDS_MAX, ROUNDS_LEAST = 80, 8  # a library is made at the fourth program, and one at a time
GIVEN = "3 1 2 30 words and 2.5 more\nline two\n"

HEADERS = """#define _GNU_SOURCE
#include <assert.h>
#include <complex.h>
#include <ctype.h>
#include <errno.h>
#include <fenv.h>
#include <inttypes.h>
#include <libgen.h>
#include <limits.h>
#include <locale.h>
#include <math.h>
#include <pthread.h>
#include <regex.h>
#include <search.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>
#include <wchar.h>
#include <wctype.h>
"""
COMPARE = "static int up(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }\n"
# A name: functions outside of main, and what main does.
ORDINARY = {
    "scanf": ("", 'int a, b; while (scanf("%d%d", &a, &b) == 2) printf("%d\\n", a + b);'),
    "nothing": ("", ""),
    "puts": ("", 'int a; if (scanf("%d", &a) == 1 && a == 3) puts("yes"); else puts("no");'),
    "characters": ("", "int c; while ((c = getchar()) != EOF) putchar(toupper(c));"),
    "lines": ("", "char line[100]; while (fgets(line, sizeof line, stdin)) fputs(line, stdout);"),
    "gets-like": ("", 'char *line = NULL; size_t n = 0; while (getline(&line, &n, stdin) > 0) printf("%zu\\n", n); free(line);'),
    "blocks": ("", "char b[64]; size_t n = fread(b, 1, sizeof b, stdin); fwrite(b, 1, n, stdout); fflush(stdout);"),
    "strings": ("", 'char s[80], *t, *save; scanf("%79[^\\n]", s); for (t = strtok_r(s, " ", &save); t; t = strtok_r(NULL, " ", &save))'
                    ' printf("%s %zu %d\\n", t, strlen(t), strcmp(t, "and")); printf("%s\\n", strstr("haystack", "st"));'),
    "memory": ("", 'int *a = malloc(40); a = realloc(a, 4000); memset(a, 1, 4000); int *b = calloc(10, 4); memmove(b, a, 40);'
                   ' printf("%d\\n", b[3]); free(a); free(b);'),
    "sort": (COMPARE, 'int a[4]; for (int i = 0; i < 4; i++) scanf("%d", a + i); qsort(a, 4, sizeof *a, up);'
                      ' for (int i = 0; i < 4; i++) printf("%d ", a[i]); int k = 2; printf("%d\\n", bsearch(&k, a, 4, sizeof *a, up) != NULL);'),
    "numbers": ("", 'char *e; printf("%ld %lu %lld %g %d\\n", strtol("12x", &e, 10), strtoul("ff", NULL, 16), strtoll("-9", NULL, 0),'
                    ' strtod("1.5e3", NULL), atoi("42"));'),
    "float-input": ("", 'double d; float f; long double l; sscanf("1.5 2.5 3.5", "%lf%f%Lf", &d, &f, &l); printf("%.3f %a %Le\\n", d, f, l);'),
    "math": ("", 'double x; scanf("%lf", &x); printf("%.9f %.9f %.9f %.9f %.9f\\n", sqrt(x), pow(x, 1.5), sin(x), exp(x), log10(x));'
                 ' printf("%.9f %.9f %.9f %ld\\n", floor(x / 2), fmod(x, 2), hypot(x, 4), lround(x + .5));'),
    "math-float": ("", 'float x; scanf("%f", &x); printf("%.6f %.6f %.6f\\n", sinf(x), powf(x, 2.5f), atan2f(x, 2)); '
                       'long double y = x; printf("%.6Lf %.6Lf\\n", sqrtl(y), expl(y));'),
    "rounding": ("", 'double x; scanf("%lf", &x); fesetround(FE_UPWARD); printf("%.1f %d\\n", rint(x + .25), fegetround() == FE_UPWARD);'),
    "complex": ("", 'double x; scanf("%lf", &x); double complex z = cexp(I * x); printf("%.6f %.6f\\n", creal(z), cabs(z));'),
    "random": ("", 'srand(7); int a = rand(); srandom(7); printf("%d %d\\n", a >= 0, random() >= 0); srand48(1); printf("%f\\n", drand48());'),
    "exit": ("static void bye(void) { puts(\"bye\"); }\n", "atexit(bye); exit(3);"),
    "quick-exit": ("", 'printf("lost"); _exit(4);'),
    "abort": ("", 'fprintf(stderr, "ends\\n"); abort();'),
    "assert": ("", 'int a; scanf("%d", &a); assert(a == 99);'),
    "jump": ("static jmp_buf at;\nstatic void leave(int n) { longjmp(at, n); }\n",
             'int n = setjmp(at); if (n < 3) leave(n + 1); printf("%d\\n", n);'),
    "signal": ("static volatile int seen;\nstatic void note(int n) { seen = n; }\n",
               'signal(SIGUSR1, note); raise(SIGUSR1); printf("%d\\n", seen == SIGUSR1);'),
    "time": ("", 'struct timeval t; gettimeofday(&t, NULL); printf("%d %d\\n", time(NULL) > 0, clock() >= 0);'
                 ' time_t z = 0; struct tm *m = gmtime(&z); char s[40]; strftime(s, sizeof s, "%Y %B", m); puts(s);'),
    "locale": ("", 'printf("%s\\n", setlocale(LC_ALL, "C") ? "C" : "none"); printf("%s\\n", setlocale(LC_NUMERIC, NULL));'),
    "wide": ("", 'wchar_t w[80]; mbstowcs(w, "words", 80); wprintf(L"%ls %zu %d\\n", w, wcslen(w), iswalpha(L\'a\') != 0);'),
    "wide-input": ("", 'wint_t c; int n = 0; while ((c = getwchar()) != WEOF) n++; wprintf(L"%d\\n", n);'),
    "threads": ("static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;\nstatic int sum;\n"
                "static void *add(void *n) { pthread_mutex_lock(&lock); sum += *(int *)n; pthread_mutex_unlock(&lock); return NULL; }\n",
                'pthread_t t[4]; int one = 1; for (int i = 0; i < 4; i++) pthread_create(t + i, NULL, add, &one);'
                ' for (int i = 0; i < 4; i++) pthread_join(t[i], NULL); printf("%d\\n", sum);'),
    "thread-exit": ("static void *end(void *n) { pthread_exit(n); }\n",
                    'pthread_t t; void *r; int x; pthread_create(&t, NULL, end, &x); pthread_join(t, &r); printf("%d\\n", r == &x); pthread_exit(NULL);'),
    "regex": ("", 'regex_t r; printf("%d ", regcomp(&r, "w[a-z]+s", REG_EXTENDED)); printf("%d\\n", regexec(&r, "30 words", 0, NULL, 0)); regfree(&r);'),
    "tree": (COMPARE, 'void *root = NULL; int a[3] = {3, 1, 2}; for (int i = 0; i < 3; i++) tsearch(a + i, &root, up);'
                      ' int k = 2; printf("%d\\n", **(int **)tfind(&k, &root, up));'),
    "hash": ("", 'hcreate(10); ENTRY e = {.key = "a", .data = "b"}; hsearch(e, ENTER); printf("%s\\n", (char *)hsearch(e, FIND)->data);'),
    "errors": ("", 'FILE *f = fopen("/nothing/there", "r"); printf("%d %s\\n", f == NULL, strerror(errno)); perror("open");'),
    "files": ("", 'FILE *f = fmemopen("1 2", 3, "r"); int a, b; fscanf(f, "%d%d", &a, &b); fclose(f); printf("%d\\n", a + b);'),
    "stream": ("", 'char *p; size_t n; FILE *f = open_memstream(&p, &n); fprintf(f, "%05d|%-6s|%+.2e", 42, "ab", 1.5); fclose(f); puts(p); free(p);'),
    "formats": ("", 'char s[99]; snprintf(s, sizeof s, "%#x %o %c %p %%|%*d|%.3s", 255, 8, 65, (void *)0, 5, 7, "abcdef"); puts(s); printf("%m %n\\n", &(int){0});'),
    "variable": ("static void say(const char *f, ...) { va_list l; va_start(l, f); vprintf(f, l); va_end(l); }\n", 'say("%d %s %f\\n", 1, "x", 2.0);'),
    "buffers": ("", 'static char b[4096]; setvbuf(stdout, b, _IOFBF, sizeof b); for (int i = 0; i < 3000; i++) printf("%d ", i);'),
    "unlocked": ("", "int c; while ((c = getchar_unlocked()) != EOF) putchar_unlocked(c);"),
    "unget": ("", 'int c = getc(stdin); ungetc(c, stdin); int a; scanf("%d", &a); printf("%d\\n", a); rewind(stdin); scanf("%d", &a); printf("%d\\n", a);'),
    "raw": ("", "char b[64]; ssize_t n = read(0, b, sizeof b); write(1, b, n);"),
    "environment": ("", 'printf("%s %d\\n", getenv("ONLINE_JUDGE"), setenv("A", "b", 1)); extern char **environ; printf("%d\\n", environ != NULL);'),
    "limits": ("", 'struct rlimit r; getrlimit(RLIMIT_STACK, &r); printf("%d\\n", r.rlim_cur > 0); struct rusage u; printf("%d\\n", getrusage(RUSAGE_SELF, &u));'),
    "names": ("", 'char p[] = "/a/b.c"; printf("%s\\n", basename(p)); printf("%d\\n", strcasecmp("AB", "ab")); printf("%s\\n", strdup("copy"));'),
    "find": ("", 'printf("%d %d %d\\n", ffs(8), abs(-3), (int)labs(-4L)); printf("%jd\\n", imaxabs(-5)); div_t d = div(7, 2); printf("%d\\n", d.rem);'),
    "allocation": ("", 'void *p = aligned_alloc(64, 128); printf("%d\\n", (uintptr_t)p % 64 == 0); char *q = alloca(100); memset(q, 65, 99); q[99] = 0; printf("%zu\\n", strlen(q));'),
    "big": ("static int table[1 << 20];\nint other[1 << 18] = {1};\n", 'int a; scanf("%d", &a); table[a] = other[0]; printf("%d\\n", table[3]);'),
    "own-sqrt": ("double sqrt(double x) { return -x; }\n", 'double x; scanf("%lf", &x); printf("%f\\n", sqrt(x));'),
    "own-getline": ("#undef getline\nssize_t getline(char **l, size_t *n, FILE *f) { (void)l; (void)n; (void)f; return 7; }\n", 'printf("%d\\n", (int)getline(NULL, NULL, stdin));'),
    "own-optind": ("int optind = 5;\n", 'printf("%d\\n", optind);'),
    "assembler-name": ('int strange(void) __asm__("strange$name.1");\nint strange(void) { return 5; }\n', 'printf("%d\\n", strange());'),
    "own-functions": ("int twice(int x) { return 2 * x; }\nint total;\nconst int fixed[] = {1, 2};\nint maximum(int a, int b) { return a > b ? a : b; }\n",
                      'scanf("%d", &total); printf("%d %d\\n", twice(total), maximum(fixed[0], fixed[1]));'),
    "linker-names": ("extern char _end, etext;\n", 'printf("%d\\n", &etext < &_end);'),
    "stack-code": ("static int call(int (*f)(int)) { return f(1); }\n", 'int k; scanf("%d", &k); int add(int x) { return x + k; } printf("%d\\n", call(add));'),
    "kinds": ("", 'int n = 0; for (const char *p = "a1 B"; *p; p++) n += isalpha(*p) ? 1 : isdigit(*p) ? 10 : isspace(*p) ? 100 : 0; printf("%d %c\\n", n, tolower(\'Q\'));'),
}
# What a library linked beforehand must not be used for, and what could tell that it was read behind another file.
ODD = {
    "level": ("", 'static volatile _Thread_local int d; puts(__INCLUDE_LEVEL__ ? "below" : "top"); printf("%d\\n", d);'),
    "base": ("", 'puts(__BASE_FILE__); static volatile _Thread_local int t; printf("%d\\n", t);'),
    "own-file": ("", 'puts(__FILE__); static volatile _Thread_local int t; printf("%d %d\\n", __LINE__, t);'),
    "system": ("#pragma GCC system_header\nstatic volatile _Thread_local int t;\n", 'char *p = 1; printf("%p %d\\n", (void *)p, t);'),
    "options": ('#pragma GCC optimize("O0")\nstatic volatile _Thread_local int t;\n', 'int s = 0; for (int i = 0; i < 100; i++) s += i; printf("%d %d\\n", s, t);'),
    "options-of-one": ('__attribute__((optimize("O3"), target("avx2"))) static int f(int *a) { int s = 0; for (int i = 0; i < 64; i++) s += a[i]; return s; }\n',
                       'int a[64] = {1}; printf("%d\\n", __builtin_cpu_supports("avx2") ? f(a) : 1);'),
    "options-pasted": ("#define GLUE(a, b) a##b\n#define SPLIT __attri\\\nbute__\nGLUE(__attri, bute__)((optimize(\"Os\"))) static int f(int n) { return n / 10; }\n"
                       "static volatile _Thread_local int t;\n", 'printf("%d %d\\n", f(getchar()), t);'),
    "own-line": ('#line 7 "other.c"\nstatic volatile _Thread_local int t;\n', 'printf("%s %d %d\\n", __FILE__, __LINE__, t);'),
    "leaves": ('# 9 "other.c" 2\nstatic volatile _Thread_local int t;\n', 'printf("%s %d %d\\n", __FILE__, __LINE__, t);'),
    "next": ("#include_next <limits.h>\nstatic volatile _Thread_local int t;\n", 'printf("%d %d\\n", INT_MAX, t);'),
    "own-malloc": ("static char heap[1 << 16]; static size_t used;\nvoid *malloc(size_t n) { void *p = heap + used; used += (n + 15) / 16 * 16; return p; }\n"
                   "void free(void *p) { (void)p; }\nvoid *calloc(size_t a, size_t b) { return malloc(a * b); }\nvoid *realloc(void *p, size_t n) { (void)p; return malloc(n); }\n",
                   'int a; scanf("%d", &a); printf("%d %zu\\n", a, used);'),
    "own-read": ("ssize_t read(int f, void *b, size_t n) { (void)f; (void)n; *(char *)b = 55; return 1; }\n", 'printf("%d\\n", getchar());'),
    "own-write": ("int writes;\nssize_t write(int f, const void *b, size_t n) { (void)f; (void)b; writes++; return n; }\n", 'printf("x");'),
    "weak-definition": ('__attribute__((weak)) int helper(void) { return 3; }\n', 'printf("%d\\n", helper());'),
    "weak-need": ('extern int nobody(void) __attribute__((weak));\n', 'printf("%d\\n", nobody ? nobody() : 8);'),
    "weak-library": ('extern double cbrt(double) __attribute__((weak));\n', 'printf("%d\\n", cbrt != NULL);'),
    "cancel": ("static void gone(void *n) { puts(n); }\nstatic void *wait_long(void *n) { pthread_cleanup_push(gone, n); for (;;) pause();"
               " pthread_cleanup_pop(0); return n; }\n",
               'pthread_t t; pthread_create(&t, NULL, wait_long, "gone"); pthread_cancel(t); pthread_join(t, NULL); puts("ended");'),
    "constructor": ('__attribute__((constructor)) static void early(void) { puts("early"); }\n', 'puts("main");'),
    "destructor": ('__attribute__((destructor)) static void late(void) { puts("late"); }\n', 'puts("main");'),
    "thread-local": ("static _Thread_local int mine = 4;\n", 'int a; scanf("%d", &a); mine += a; printf("%d\\n", mine);'),
    "own-section": ('__attribute__((section("mine"))) int a = 1;\nextern int __start_mine[], __stop_mine[];\n', 'printf("%d\\n", (int)(__stop_mine - __start_mine));'),
    "library-section": ('static void hook(void) { write(1, "hook\\n", 5); }\n__attribute__((section("__libc_atexit"), used)) static void (*at)(void) = hook;\n', 'puts("x");'),
    "ifunc": ("static int one(void) { return 1; }\nstatic int (*choose(void))(void) { return one; }\nint chosen(void) __attribute__((ifunc(\"choose\")));\n",
              'printf("%d\\n", chosen());'),
    "alias": ('int real(void) { return 6; }\nint other_name(void) __attribute__((weak, alias("real")));\n', 'printf("%d\\n", other_name());'),
    "hidden": ('__attribute__((visibility("hidden"))) int quiet = 2;\n', 'printf("%d\\n", quiet++);'),
    "init": ('__asm__(".section .init,\\"ax\\"\\n nop\\n .text");\n', 'puts("x");'),
}
ERRORS = {
    "own-abort": ("void abort(void) { puts(\"mine\"); _exit(0); }\n", "abort();"),
    "undefined": ("int nowhere(void);\n", "return nowhere();"),
    "twice": ("int _start(void) { return 1; }\n", ""),
    "syntax": ("", "int x = ;"),
    "no-exit": ("#define main principal\n", ""),
}


def source(parts, number):
    """Numbered, because equal sources would be one."""
    outside, inside = parts
    return f"{HEADERS}{outside}int main(void)\n{{\n{inside}\nreturn 0;\n}}\nstatic const int unused_{number} = {number};\n"


def winnow(work, problem, sources, *options):
    """Lines of `winnow filter`, by the sources' names."""
    folder = Path(work, f"candidates{len(list(work.iterdir()))}")
    folder.mkdir()
    for name, text in sources.items():
        (folder / f"{name}.c").write_text(text)
    run = subprocess.run([WINNOW, "filter", problem, folder, *map(str, options)], capture_output=True,
                         text=True, errors="replace")
    if run.returncode:
        sys.exit(f"winnow filter: {run.stderr}")
    return {Path(line["id"]).stem: line for line in map(json.loads, run.stdout.splitlines())}


def needs_of(library):
    """The names for which a library was made: those in its section of wanted names."""
    listing = subprocess.run(["readelf", "-rW", library], capture_output=True, text=True).stdout
    wanted = re.split(r"Relocation section '", listing)
    rows = [part for part in wanted if part.startswith(".rela.wanted'")]
    return frozenset(re.findall(r"R_X86_64_64 +\S+ +(\w+)", rows[0])) if rows else frozenset()


def libraries(cache):
    return {needs_of(f): f for f in (cache / "headers").glob("*.o")}


def symbols(program):
    """Kind, size and name of everything in it."""
    listing = subprocess.run(["nm", "-S", program], capture_output=True, text=True).stdout
    return sorted(tuple(line.split()[1:]) for line in listing.splitlines())


def stack_flags(program):
    listing = subprocess.run(["readelf", "-lW", program], capture_output=True, text=True).stdout
    return [line.split()[6:] for line in listing.splitlines() if "GNU_STACK" in line]


def needs(object_file):
    listing = subprocess.run(["nm", "-u", object_file], capture_output=True, text=True).stdout
    return frozenset(line.split()[-1] for line in listing.splitlines()) | {"__libc_start_main"}


def gcc(work, *words):
    return subprocess.run(["/usr/bin/gcc", *map(str, words)], cwd=work, capture_output=True, text=True,
                          env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"})


def start_files(work):
    shown = gcc(work, "-static", "-###", "main.o").stderr.split()
    crt = [word for word in shown if Path(word).name.startswith("crt")]
    return crt[:3], crt[3:]


def by_hand(work, text):
    """gcc's object file and its program with gold, stripped; None: it does not link."""
    (work / "main.c").write_text(text)
    plain = [flag for flag in FLAGS if flag != "-s"]
    gcc(work, *plain, "-w", "-c", "-o", "main.o", "main.c", "-lm")
    done = gcc(work, *FLAGS, "-w", *LINKER, "-o", "stripped", "main.c", "-lm")
    gcc(work, "-static", *LINKER, "-o", "whole", "main.o", "-lm")
    return (work / "stripped").read_bytes() if done.returncode == 0 else None


def judge_ordinary(work, made, kept):
    """`by_hand` has been done. The same as what gold makes with the library, and that is what winnow made."""
    library = made.get(needs(work / "main.o"))
    if not library:
        return "no library was made for it"
    before, behind = start_files(work)
    for options, out in ([], "prelinked"), (["-s"], "prelinked-stripped"):
        subprocess.run([GOLD, "-static", *options, "-o", out, *before, "main.o", library, *behind], cwd=work, check=True)
    if (work / "prelinked-stripped").read_bytes() not in kept:
        return "winnow made another program than gold with that library"
    ours, theirs = symbols(work / "prelinked"), symbols(work / "whole")
    if ours != theirs:
        return f"other symbols: {sorted(set(ours) ^ set(theirs))[:8]}"
    return "" if stack_flags(work / "prelinked") == stack_flags(work / "whole") else "another stack"


def programs(cache):
    entries = [p.read_bytes() for p in (cache / "programs").iterdir()]
    return {e[1:-32] for e in entries if e[:1] == b"P"}


def warm_up(work, problem, cache, parts):
    """Until there is a library for each of these, or no more are made."""
    wanted = {}
    for name, p in parts.items():
        by_hand(work, source(p, 0))
        wanted[name] = needs(work / "main.o")
    for number in range(ROUNDS_MAX):
        made = libraries(cache)
        missing = {name: source(p, number) for name, p in parts.items() if wanted[name] not in made
                   and (name in ORDINARY or number < ROUNDS_LEAST)}
        if missing:
            winnow(work, problem, missing, "--cache", cache)
        if not missing or (number > ROUNDS_LEAST and len(libraries(cache)) == len(made)):
            return


def cases(work):
    chosen = [name for name in sys.argv[1:]]
    parts = {name: p for name, p in (ORDINARY | ODD | ERRORS).items()
             if not chosen or any(word in name for word in chosen)}
    problem, cache = work / "problem", work / "cache"
    problem.mkdir()
    (problem / "1.in").write_text(GIVEN)
    (problem / "1.out").write_text("no program prints this")
    warm_up(work, problem, cache, {name: p for name, p in parts.items() if name not in ERRORS})
    made = libraries(cache)
    for entry in (cache / "programs").iterdir():  # those that were linked before
        entry.unlink()
    texts = {name: source(p, 1000) for name, p in parts.items()}
    ours = winnow(work, problem, texts, "--cache", cache)
    plain = winnow(work, problem, texts, "--plain")
    kept = programs(cache)
    for name, text in texts.items():
        told = [(line[name]["verdict"], line[name]["detail"]) for line in (ours, plain)]
        stripped = by_hand(work, text)
        if name not in ERRORS and told[0] != told[1]:
            yield name, f"{told[0]}, and plainly {told[1]}"
        elif name in ERRORS:  # a linker's errors name temporary files
            short = [(verdict, re.sub("/work/cc[^:]*", "", detail)) for verdict, detail in told]
            yield name, "" if short[0] == short[1] and told[0][0] == "CE" else f"{told[0]}, and plainly {told[1]}"
        elif name in ODD:
            yield name, "" if stripped in kept else "another program than gcc and gold make"
        else:
            yield name, judge_ordinary(work, made, kept)


if __name__ == "__main__":
    os.environ.pop("WINNOW_CACHE", None)
    if not os.access(GOLD, os.X_OK) or os.uname().machine != "x86_64":
        print("0 passed, 0 failed")
        sys.exit(0)
    counted.run(cases)
