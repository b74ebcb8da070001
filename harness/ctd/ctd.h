/* SPDX-License-Identifier: MIT */
/*
 * checktestdata grammars (.ctd): what an input looks like, as a small program. It validates inputs and
 * makes them. The language is that of checktestdata's doc/format-spec.md (DOMjudge, CC0), of which
 * nothing but the facts was taken. Grammars and inputs are strangers' and run in winnow's own process: so
 * sizes, nesting, work and memory have caps.
 *
 * Points decided where the specification is silent:
 * - Numbers of FLOAT have no leading zeros, but an exponent may: printf writes 1e+05.
 * - Floats are exact rational numbers. They are compared as they are written.
 * - An index of an array fits into 64 bits.
 */
#ifndef HARNESS_CTD_CTD_H
#define HARNESS_CTD_CTD_H

#include "base/buf.h"
#include "winnow/err.h"

#include <stdint.h>

struct ctd;

enum { CTD_DETAIL = 400, CTD_BYTES_MAX = 1 << 20 /* of a grammar */ };

/* Reads a grammar. ERR_INPUT: "NAME: line 3: what is wrong". */
int ctd_parse(struct ctd **out, const char *name, const char *text, size_t length, struct err *err);
void ctd_free(struct ctd *grammar); /* takes NULL */

enum ctd_verdict {
    CTD_ACCEPTED,
    CTD_REJECTED, /* `detail` says where in the input and what was expected there */
    CTD_BROKEN    /* the grammar cannot be carried out, or takes too long: `detail` says why */
};

/*
 * Whether the whole input is what the grammar describes. `detail` is printable ASCII:
 * "line 2, column 5: 11 is not from 1 to 10 (bounds.ctd:3)".
 */
enum ctd_verdict ctd_validate(struct ctd *grammar, const char *input, size_t length,
                              char detail[CTD_DETAIL]);

/*
 * Draws an input that the grammar accepts into *out, whose cap is its largest size. The same seed gives
 * the same input. -1 with ERR_INPUT: none was found, since the grammar's conditions are rarely met by chance.
 */
int ctd_draw(struct ctd *grammar, uint64_t seed, struct buf *out, struct err *err);

#endif
