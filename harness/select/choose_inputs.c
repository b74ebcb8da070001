/* SPDX-License-Identifier: MIT */
#include "select/choose_inputs.h"
#include "winnow/cleanup.h"

#include <stdlib.h>
#include <string.h>

/*
 * Measured on pools of real programs (inputs/README.md): of the inputs on which less than 0.6 of the programs
 * agree, four in five tell right programs apart; of those on which 0.8 agree, one in four.
 */
static const double DOUBTFUL_BELOW = 0.7;

/* How many of so many inputs may be doubtful while there are others. */
static size_t doubtful_most(size_t wanted)
{
    return wanted * 2 / 5;
}

/* The numbers 0 … programs-1 of the classes of equal outcomes; and of groups that are not told apart yet. */
struct chooser {
    size_t inputs, programs;
    uint32_t *classes;          /* by input, then program */
    uint32_t *class_counts;     /* by input */
    struct hash128 *groupings;  /* by input: of its classes; inputs that are alike have the same */
    uint32_t *groups, *next;    /* by program: that it is in, and after a split */
    uint32_t *tally;            /* programs × programs: group, then class; zero between uses */
    bool *doubtful, *is_chosen; /* by input */
    struct chosen_input *list;
    size_t count;
};

static void chooser_release(struct chooser *c)
{
    free(c->classes);
    free(c->class_counts);
    free(c->groupings);
    free(c->groups);
    free(c->next);
    free(c->tally);
    free(c->doubtful);
    free(c->is_chosen);
    free(c->list);
}

static bool was_run(struct hash128 outcome)
{
    return outcome.hi != 0 || outcome.lo != 0;
}

/* Numbers the outcomes on an input in the order in which programs show them. */
static void number_classes(struct chooser *c, const struct input_outcomes *o, size_t input)
{
    const struct hash128 *row = &o->outcomes[input * o->programs];
    uint32_t *classes = &c->classes[input * o->programs], count = 0;

    for (size_t p = 0; p < o->programs; p++) {
        size_t same = 0;

        if (!was_run(row[p]))
            continue;
        while (same < p && !hash_equal(row[same], row[p]))
            same++;
        classes[p] = same < p ? classes[same] : count++;
    }
    c->class_counts[input] = count;
}

/*
 * Whether less than DOUBTFUL_BELOW of the programs, copies counted, are in the largest class. Programs that
 * were not run are put into that one, so that nothing is told apart by them.
 */
static bool classify(struct chooser *c, const struct input_outcomes *o, size_t input)
{
    const struct hash128 *row = &o->outcomes[input * o->programs];
    uint32_t *classes = &c->classes[input * o->programs], largest = 0;
    uint64_t all = 0, most = 0;

    number_classes(c, o, input);
    for (uint32_t k = 0; k < c->class_counts[input]; k++) {
        uint64_t sum = 0;

        for (size_t p = 0; p < o->programs; p++)
            sum += was_run(row[p]) && classes[p] == k ? o->weights[p] : 0;
        largest = sum > most ? k : largest;
        most = sum > most ? sum : most;
        all += sum;
    }
    for (size_t p = 0; p < o->programs; p++)
        if (!was_run(row[p]))
            classes[p] = largest;
    c->groupings[input] = hash_bytes(classes, o->programs * sizeof *classes);
    return (double)most < DOUBTFUL_BELOW * (double)all;
}

/* How many pairs of programs that are not told apart yet the input would tell apart. */
static uint64_t pairs_split(struct chooser *c, size_t input)
{
    const uint32_t *classes = &c->classes[input * c->programs];
    uint64_t pairs = 0, inside = 0;

    if (c->class_counts[input] < 2)
        return 0;
    for (size_t p = 0; p < c->programs; p++)
        inside += c->tally[c->groups[p] * c->programs + classes[p]]++;
    for (size_t p = 0; p < c->programs; p++)
        c->tally[c->groups[p] * c->programs + classes[p]] = 0;
    for (size_t p = 0; p < c->programs; p++)
        pairs += c->tally[c->groups[p] * c->programs]++;
    for (size_t p = 0; p < c->programs; p++)
        c->tally[c->groups[p] * c->programs] = 0;
    return pairs - inside;
}

/* Groups are split by what their members did on the input, and numbered anew. */
static void split_groups(struct chooser *c, size_t input)
{
    const uint32_t *classes = &c->classes[input * c->programs];
    uint32_t count = 0;

    for (size_t p = 0; p < c->programs; p++) {
        uint32_t *number = &c->tally[c->groups[p] * c->programs + classes[p]];

        if (*number == 0)
            *number = ++count;
        c->next[p] = *number - 1;
    }
    for (size_t p = 0; p < c->programs; p++)
        c->tally[c->groups[p] * c->programs + classes[p]] = 0;
    memcpy(c->groups, c->next, c->programs * sizeof *c->groups);
}

static void take(struct chooser *c, size_t input)
{
    c->is_chosen[input] = true;
    c->list[c->count++] = (struct chosen_input){.input = input, .doubtful = c->doubtful[input]};
    if (c->class_counts[input] > 1)
        split_groups(c, input);
}

/* Takes inputs of one kind until there are `wanted`, or none of them tells anything more apart. */
static void take_telling(struct chooser *c, size_t wanted, bool doubtful)
{
    while (c->count < wanted) {
        size_t best = 0;
        uint64_t most = 0;

        for (size_t i = 0; i < c->inputs; i++) {
            uint64_t pairs = c->is_chosen[i] || c->doubtful[i] != doubtful ? 0 : pairs_split(c, i);

            if (pairs > most) {
                most = pairs;
                best = i;
            }
        }
        if (most == 0)
            return;
        take(c, best);
    }
}

static bool is_like_chosen(const struct chooser *c, size_t input)
{
    for (size_t i = 0; i < c->count; i++)
        if (hash_equal(c->groupings[c->list[i].input], c->groupings[input]))
            return true;
    return false;
}

/* Takes inputs of one kind that are like none before, in their order, until there are `wanted`. */
static void take_unlike(struct chooser *c, size_t wanted, bool doubtful)
{
    for (size_t i = 0; i < c->inputs && c->count < wanted; i++)
        if (!c->is_chosen[i] && c->doubtful[i] == doubtful && !is_like_chosen(c, i))
            take(c, i);
}

/* Takes inputs of one kind in their order until there are `wanted`. */
static void take_others(struct chooser *c, size_t wanted, bool doubtful)
{
    for (size_t i = 0; i < c->inputs && c->count < wanted; i++)
        if (!c->is_chosen[i] && c->doubtful[i] == doubtful)
            take(c, i);
}

static size_t count_doubtful(const struct chooser *c)
{
    size_t count = 0;

    for (size_t i = 0; i < c->count; i++)
        count += c->list[i].doubtful;
    return count;
}

/* How many inputs there are when as many doubtful ones as may be are added. */
static size_t with_doubtful(const struct chooser *c, size_t wanted)
{
    size_t count = c->count + doubtful_most(wanted) - count_doubtful(c);

    return count < wanted ? count : wanted;
}

/*
 * What tells programs apart comes first, then one of each other way in which the programs are grouped: votes
 * count them. Of the others, those on which all programs of the panel agree may still tell others apart.
 */
static void choose(struct chooser *c, size_t wanted)
{
    take_telling(c, wanted - doubtful_most(wanted), false);
    take_telling(c, with_doubtful(c, wanted), true);
    take_telling(c, wanted, false);
    take_unlike(c, wanted, false);
    take_unlike(c, with_doubtful(c, wanted), true);
    take_others(c, wanted, false);
    take_others(c, wanted, true);
}

static double count_like(const struct chooser *c, size_t input, bool chosen_only)
{
    double count = 0;

    for (size_t i = 0; i < c->inputs; i++)
        count +=
            (c->is_chosen[i] || !chosen_only) && hash_equal(c->groupings[i], c->groupings[input]);
    return count;
}

static void share_likes(struct chooser *c)
{
    for (size_t i = 0; i < c->count; i++) {
        size_t input = c->list[i].input;

        c->list[i].stands_for = count_like(c, input, false) / count_like(c, input, true);
    }
}

static int chooser_init(struct chooser *c, const struct input_outcomes *o, struct err *err)
{
    *c = (struct chooser){.inputs = o->inputs, .programs = o->programs};
    c->classes = calloc(o->inputs * o->programs + 1, sizeof *c->classes);
    c->class_counts = calloc(o->inputs + 1, sizeof *c->class_counts);
    c->groupings = calloc(o->inputs + 1, sizeof *c->groupings);
    c->groups = calloc(o->programs + 1, sizeof *c->groups);
    c->next = calloc(o->programs + 1, sizeof *c->next);
    c->tally = calloc(o->programs * o->programs + 1, sizeof *c->tally);
    c->doubtful = calloc(o->inputs + 1, sizeof *c->doubtful);
    c->is_chosen = calloc(o->inputs + 1, sizeof *c->is_chosen);
    c->list = calloc(o->inputs + 1, sizeof *c->list);
    if (!c->classes || !c->class_counts || !c->groupings || !c->groups || !c->next || !c->tally ||
        !c->doubtful || !c->is_chosen || !c->list)
        return err_set(err, ERR_JUDGE, "out of memory");
    return 0;
}

int choose_inputs(const struct input_outcomes *outcomes, size_t wanted,
                  struct chosen_input **chosen, size_t *count, struct err *err)
{
    cleanup_with(chooser_release) struct chooser c = {0};

    if (chooser_init(&c, outcomes, err) < 0)
        return -1;
    for (size_t i = 0; i < outcomes->inputs; i++)
        c.doubtful[i] = classify(&c, outcomes, i);
    choose(&c, wanted < outcomes->inputs ? wanted : outcomes->inputs);
    share_likes(&c);
    *chosen = steal_ptr(&c.list);
    *count = c.count;
    return 0;
}
