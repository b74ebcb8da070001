# SPDX-License-Identifier: MIT
# `make help` lists the targets. Object trees are per mode: build/$(MODE)/, with build/winnow the
# program of the default mode.

MODE     ?= release
CC       ?= gcc
V        ?= 0
Q        := $(if $(filter 1,$(V)),,@)
DESTDIR  ?=
PREFIX   ?= /usr/local
O        := build/$(MODE)

# What building and judging need, and what `make lint` needs besides (Debian's names).
PACKAGES      := gcc g++ make pkg-config python3 libc6-dev libseccomp-dev libxxhash-dev \
                 libcjson-dev libcmocka-dev libsqlite3-dev libyaml-dev zlib1g-dev \
                 libgmp-dev liblzma-dev libzstd-dev libzip-dev libexpat1-dev \
                 xz-utils zstd node-d3-scale node-d3-axis node-d3-selection node-prismjs
LINT_PACKAGES := clang-tidy cppcheck shellcheck clang-format
VM_PACKAGES   := qemu-system-x86 debootstrap debian-archive-keyring e2fsprogs
FUZZ_PACKAGES := clang libclang-rt-dev
LIBS     := libseccomp libxxhash libcjson sqlite3 yaml-0.1 zlib liblzma libzstd libzip expat gmp

WARN := -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes \
        -Wwrite-strings -Wundef -Wvla -Wformat=2 -Wpointer-arith -Wcast-align -Wswitch-enum \
        -Wimplicit-fallthrough -Werror
HARDEN := -fstack-protector-strong -fPIE -fstack-clash-protection -fcf-protection
LDHARDEN := -pie -Wl,-z,relro,-z,now

CFLAGS_release := -O2 -g -D_FORTIFY_SOURCE=2 $(HARDEN)
CFLAGS_asan    := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined \
                  -fno-sanitize-recover=all
CFLAGS_cover   := -O0 -g --coverage
CFLAGS_fuzz    := -O1 -g -DFUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION -fno-omit-frame-pointer -fsanitize=fuzzer-no-link,address,undefined \
                  -fno-sanitize-recover=all -Wno-cast-align # gcc's is milder
LDFLAGS_release := $(LDHARDEN)
LDFLAGS_asan    := -fsanitize=address,undefined
LDFLAGS_cover   := --coverage
LDFLAGS_fuzz    := -fsanitize=fuzzer,address,undefined

# Deferred, so that `make deps` can run before pkg-config is there.
PKG_CFLAGS = $(shell pkg-config --cflags $(LIBS))
PKG_LIBS   = $(shell pkg-config --libs $(LIBS))
ALL_CFLAGS = -std=c17 -D_GNU_SOURCE -MMD -MP -Iinclude -Iharness -I. $(WARN) $(CFLAGS_$(MODE)) \
             $(PKG_CFLAGS) $(CFLAGS)
ALL_LDFLAGS = $(LDFLAGS_$(MODE)) $(LDFLAGS)

SRC     := $(filter-out harness/main.c sandbox/selftest/program.c, \
             $(wildcard sandbox/*.c sandbox/*/*.c harness/*.c harness/*/*.c harness/*/*/*.c))
WARM    := $(wildcard sandbox/warm/library/*.c) sandbox/wire/wire.c
OBJ     := $(SRC:%.c=$(O)/%.o) $(O)/selftest_program.o $(O)/warm_so.o $(O)/report_page.o
UNIT    := $(patsubst tests/unit/%.c,$(O)/unit/%,$(wildcard tests/unit/test_*.c))
FUZZ    := $(patsubst tests/fuzz/%.c,%,$(wildcard tests/fuzz/fuzz_*.c))

.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules

.DEFAULT_GOAL := all
.PHONY: all help deps lint-deps languages test-languages demo test unit asan ubsan property policy attacks kill resume faults soak cli \
        preamble prelinked plain plain-all problems verify-problems pools test-slurm bench fuzz fuzz-corpus lint fmt tidy analyze cover doctor install clean vm-deps vm-test

all: build/winnow ## build build/winnow (the default)

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | \
	    while IFS='|' read -r t d; do printf '  %-10s %s\n' "$$t" "$$d"; done

# ---- building

build/winnow: $(O)/winnow
	$(Q)ln -sf $(MODE)/winnow $@

$(O)/winnow: $(O)/harness/main.o $(OBJ)
	@echo "  LINK  $@"
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(PKG_LIBS) -lm

$(O)/unit/%: $(O)/tests/unit/%.o $(OBJ)
	@mkdir -p $(@D)
	@echo "  LINK  $@"
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(PKG_LIBS) -lcmocka -lm

# The self-test's program is carried inside winnow; it runs in a cell, so it is always plain code.
$(O)/selftest_program: sandbox/selftest/program.c
	@mkdir -p $(@D)
	@echo "  CC    $<"
	$(Q)$(CC) -std=c17 -D_GNU_SOURCE $(WARN) -O1 -static -s -o $@ $<

# So is the library that makes an interpreter wait; it is loaded into that interpreter.
$(O)/warm.so: $(WARM) $(wildcard sandbox/warm/*.h sandbox/warm/library/*.h) sandbox/wire/protocol.h
	@mkdir -p $(@D)
	@echo "  CC    sandbox/warm/library/"
	$(Q)$(CC) -std=c17 -D_GNU_SOURCE -Iinclude -I. $(WARN) -O2 -fPIC -shared -fvisibility=hidden \
	    -Wl,-z,relro,-z,now -s -o $@ $(WARM)

# And the page of report.html, with Debian's libraries in it.
$(O)/report_page: $(wildcard harness/report/page/*)
	@mkdir -p $(@D)
	@echo "  PAGE  $@"
	$(Q)python3 harness/report/page/assemble.py $@

$(O)/selftest_program.o: $(O)/selftest_program
$(O)/warm_so.o: $(O)/warm.so
$(O)/report_page.o: $(O)/report_page
$(O)/selftest_program.o $(O)/warm_so.o $(O)/report_page.o:
	$(Q)cd $(O) && ld -r -b binary -z noexecstack -o $(@F) $(<F) && \
	    objcopy --rename-section .data=.rodata,alloc,load,readonly,data,contents $(@F)

$(O)/bench/spawn: $(O)/tests/bench/spawn.o $(OBJ)
	@mkdir -p $(@D)
	@echo "  LINK  $@"
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(PKG_LIBS) -lm

$(O)/bench/noop: tests/bench/noop.c
	@mkdir -p $(@D)
	@echo "  CC    $<"
	$(Q)$(CC) -std=c17 $(WARN) -O2 -static -s -o $@ $<

$(O)/tracer: $(O)/tests/faults_tracer.o
	@echo "  LINK  $@"
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(PKG_LIBS)

$(O)/%.o: %.c
	@mkdir -p $(@D)
	@echo "  CC    $<"
	$(Q)$(CC) $(ALL_CFLAGS) -c -o $@ $<

$(O)/harness/eval/calls/drivers.o: $(wildcard harness/eval/calls/python/*.py)
$(O)/harness/eval/calls/call_cpp.o: $(wildcard harness/eval/calls/cpp/*)
$(O)/harness/eval/calls/call_java.o: $(wildcard harness/eval/calls/java/*)
$(O)/harness/eval/calls/call_javascript.o: $(wildcard harness/eval/calls/javascript/*)
$(O)/harness/eval/joint/joint_kind.o: $(wildcard harness/eval/joint/launchers/*)

units: $(UNIT)
.PHONY: units

# A fuzz target without libFuzzer, which runs the files named; in any mode.
$(O)/replay/%: $(O)/tests/fuzz/%.o $(O)/tests/fuzz/replay.o $(OBJ)
	@mkdir -p $(@D)
	@echo "  LINK  $@"
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(PKG_LIBS) -lm

replays: $(FUZZ:%=$(O)/replay/%)
.PHONY: replays

# The targets themselves: MODE=fuzz CC=clang, see `make fuzz`.
build/fuzz/fuzz_%: build/fuzz/tests/fuzz/fuzz_%.o $(OBJ)
	@echo "  LINK  $@"
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(PKG_LIBS) -lm

fuzzers: $(FUZZ:%=build/fuzz/%)
.PHONY: fuzzers

# ---- what they need

deps: ## install what building and testing need (apt), if it is missing
	@tests/deps.sh $(PACKAGES)

lint-deps:
	@tests/deps.sh $(PACKAGES) $(LINT_PACKAGES)

vm-deps:
	@tests/deps.sh $(PACKAGES) $(VM_PACKAGES)

# ---- seeing it work

demo: deps ## the whole pipeline on a bundled problem and its pool of 360 candidates
	@$(MAKE) --no-print-directory -j$$(nproc) build/winnow
	@build/winnow run problems/beacons problems/beacons/candidates.jsonl --evaluate --fresh -o build/demo

doctor: ## what this host can isolate and measure
	@$(MAKE) --no-print-directory -j$$(nproc) build/winnow
	@build/winnow doctor

# ---- testing: each suite ends with its counts, `make test` with the sum

test: deps ## all below but lint: unit, ASan+UBSan, fuzz corpora, cli, attacks, kill, resume, some faults, preamble, prelinked, plain, problems, languages
	@tests/run.sh languages preamble prelinked plain attacks kill resume faults cli problems asan unit fuzz-corpus

unit: deps ## unit and property tests (cmocka)
	@tests/run.sh unit

asan: deps ## unit tests under AddressSanitizer and UndefinedBehaviourSanitizer
	@tests/run.sh asan

ubsan: asan ## the same as asan: both sanitizers are in one build

property: deps ## property tests: clusters, selection, comparison
	@tests/run.sh unit=refine,select,compare,normalise,mutate

policy: deps ## the system-call filters as tables
	@tests/run.sh unit=policy

cli: deps ## the commands as a user meets them
	@tests/run.sh cli

attacks: deps ## hostile programs against the sandbox
	@tests/run.sh attacks

kill: deps ## kills winnow at random moments and looks for what is left
	@tests/run.sh kill

faults: deps ## every system call of the sandbox's own made to fail, one at a time: ten minutes
	@tests/run.sh faults=all

soak: deps ## 100,000 runs, good and hostile, by one winnow: half an hour
	@$(MAKE) --no-print-directory -j$$(nproc) build/winnow
	@python3 tests/soak.py

fuzz-corpus: deps ## the committed inputs of the fuzz targets, without clang
	@tests/run.sh fuzz-corpus

resume: deps ## kills winnow run, goes on, and compares with an unbroken run
	@tests/run.sh resume

test-languages: ## programs in each language that is installed; lists those that are not
	@$(MAKE) --no-print-directory -j$$(nproc) build/winnow
	@python3 tests/languages.py $(L)

languages: deps ## install the compilers and interpreters of all languages, or of some: L='java go'
	@$(MAKE) --no-print-directory -j$$(nproc) build/winnow
	@tests/languages_install.sh $(L)

preamble: deps ## programs and errors with precompiled headers against plain g++
	@tests/run.sh preamble

prelinked: deps ## C programs with libraries linked beforehand against those of gcc and gold
	@tests/run.sh prelinked

plain: deps ## results with every shortcut against those with --plain
	@tests/run.sh plain

plain-all: deps ## the same with every C++ program of the preamble suite instead of each fourth: twenty minutes
	@$(MAKE) --no-print-directory -j$$(nproc) build/winnow
	@python3 tests/plain.py all

problems: deps ## the bundled problems: submissions against their labels, data against validators
	@tests/run.sh problems

verify-problems: problems ## the same as problems

pools: deps ## real candidate pools, where ../shared/data is there
	@$(MAKE) --no-print-directory -j$$(nproc) build/winnow
	@tests/pools.sh

bench: deps ## what winnow costs, against what one would do without it: half an hour, see tests/bench/BENCH.md
	@$(MAKE) --no-print-directory -j$$(nproc) build/winnow $(O)/bench/spawn $(O)/bench/noop
	@python3 tests/bench/bench.py $(BENCH)

test-slurm: deps ## examples/slurm on a real Slurm of two nodes, one of which is killed; installs it; needs root
	@$(MAKE) --no-print-directory -j$$(nproc) build/winnow
	@WINNOW_MUST_SLURM=1 python3 tests/slurm.py

vm-test: vm-deps ## the sandbox on other kernels and cgroups, in virtual machines; not in `make test`
	@tests/vm/run.sh

FUZZ_SECONDS ?= 60

fuzz: ## fuzz each untrusted input for FUZZ_SECONDS (60): see tests/fuzz/README.md
	@tests/deps.sh $(PACKAGES) $(FUZZ_PACKAGES)
	@$(MAKE) --no-print-directory -j$$(nproc) MODE=fuzz CC=clang fuzzers
	@tests/fuzz.sh run $(FUZZ_SECONDS)

# ---- looking at the code

lint: lint-deps ## format, house rules, shellcheck, cppcheck, clang-tidy, gcc -fanalyzer
	@tests/lint.sh

fmt: ## format the sources
	clang-format -i $(shell git ls-files '*.c' '*.h')

# What the analysers say of each file, asked again when the file or one of its headers has changed.
LINT_FLAGS := -std=c17 -D_GNU_SOURCE -Iinclude -Iharness -I.
LINT_SRC   := $(wildcard harness/*.c harness/*/*.c harness/*/*/*.c sandbox/*.c sandbox/*/*.c sandbox/*/*/*.c)

build/lint/%.tidy: %.c .clang-tidy
	@mkdir -p $(@D)
	$(Q)gcc $(LINT_FLAGS) -MM -MP -MF $@.d -MT $@ $<
	$(Q)clang-tidy --quiet --warnings-as-errors='*' $< -- $(LINT_FLAGS) $(WARN) 2>/dev/null
	@touch $@

# malloc-leak: gcc 12 loses sight of what is owned by a struct that is copied; LeakSanitizer watches
# over the tests.
build/lint/%.o: %.c
	@mkdir -p $(@D)
	$(Q)gcc $(LINT_FLAGS) -O1 -fanalyzer -Wno-analyzer-malloc-leak -Werror -MMD -MP -c -o $@ $<

lint-tidy: $(LINT_SRC:%.c=build/lint/%.tidy)
lint-analyze: $(LINT_SRC:%.c=build/lint/%.o)
.PHONY: lint-tidy lint-analyze

tidy: lint-deps ## clang-tidy alone
	@tests/lint.sh tidy

analyze: lint-deps ## gcc -fanalyzer alone
	@tests/lint.sh analyze

cover: deps ## line coverage of the unit tests, per file
	@$(MAKE) --no-print-directory MODE=cover units
	@for t in build/cover/unit/*; do "$$t" >/dev/null 2>&1 || true; done
	@find build/cover -name '*.gcda' | xargs gcov -n 2>/dev/null | \
	    awk -F"'" '/^File/ {f=$$2} /^Lines/ {if (f ~ /^(harness|sandbox)/) print $$0, f}' | sort -t: -k2 -n

install: build/winnow ## install into $(DESTDIR)$(PREFIX)/bin
	install -D -m 755 $(O)/winnow $(DESTDIR)$(PREFIX)/bin/winnow
	install -m 755 harness/eval/evaluate_functional_correctness harness/eval/evalplus.evaluate $(DESTDIR)$(PREFIX)/bin/

clean: ## remove build/
	rm -rf build

-include $(shell find build -name vm -prune -o -name '*.d' -type f -print 2>/dev/null)
