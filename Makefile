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

PACKAGES := gcc g++ make pkg-config python3 libc6-dev libseccomp-dev libxxhash-dev libcjson-dev \
            libcmocka-dev libyaml-dev zlib1g-dev uthash-dev
LINT_PACKAGES := clang-tidy cppcheck shellcheck clang-format
LIBS     := libseccomp libxxhash libcjson yaml-0.1 zlib

WARN := -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes \
        -Wwrite-strings -Wundef -Wvla -Wformat=2 -Wpointer-arith -Wcast-align -Wswitch-enum \
        -Wimplicit-fallthrough -Werror
HARDEN := -fstack-protector-strong -fPIE -fstack-clash-protection -fcf-protection
LDHARDEN := -pie -Wl,-z,relro,-z,now

CFLAGS_release := -O2 -g -D_FORTIFY_SOURCE=2 $(HARDEN)
CFLAGS_asan    := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined \
                  -fno-sanitize-recover=all
CFLAGS_cover   := -O0 -g --coverage
LDFLAGS_release := $(LDHARDEN)
LDFLAGS_asan    := -fsanitize=address,undefined
LDFLAGS_cover   := --coverage

# Deferred, so that `make deps` can run before pkg-config is there.
PKG_CFLAGS = $(shell pkg-config --cflags $(LIBS))
PKG_LIBS   = $(shell pkg-config --libs $(LIBS))
ALL_CFLAGS = -std=c17 -D_GNU_SOURCE -MMD -MP -Iinclude -Iharness -I. $(WARN) $(CFLAGS_$(MODE)) \
             $(PKG_CFLAGS) $(CFLAGS)
ALL_LDFLAGS = $(LDFLAGS_$(MODE)) $(LDFLAGS)

SRC     := $(filter-out harness/main.c,$(wildcard sandbox/*.c harness/*.c harness/*/*.c))
OBJ     := $(SRC:%.c=$(O)/%.o)
UNIT    := $(patsubst tests/unit/%.c,$(O)/unit/%,$(wildcard tests/unit/test_*.c))

.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules

all: build/winnow ## build build/winnow

build/winnow: $(O)/winnow
	$(Q)ln -sf $(MODE)/winnow $@

$(O)/winnow: $(O)/harness/main.o $(OBJ)
	@echo "  LINK  $@"
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(PKG_LIBS) -lm

$(O)/unit/%: $(O)/tests/unit/%.o $(OBJ)
	@mkdir -p $(@D)
	@echo "  LINK  $@"
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(PKG_LIBS) -lcmocka -lm

$(O)/%.o: %.c
	@mkdir -p $(@D)
	@echo "  CC    $<"
	$(Q)$(CC) $(ALL_CFLAGS) -c -o $@ $<

-include $(shell find build -name '*.d' 2>/dev/null)
