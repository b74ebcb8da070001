/* SPDX-License-Identifier: MIT */
/* The version of this program; a journal of another one is not gone on from. */
#ifndef WINNOW_VERSION_H
#define WINNOW_VERSION_H

#define WINNOW_VERSION "0.1.0"

#endif
