/* SPDX-License-Identifier: MIT */
/* checktestdata grammars: what they accept, where they refuse, what they draw. */
#include "base/rng.h"
#include "ctd/ctd.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static struct ctd *parse(const char *text)
{
    struct ctd *grammar = NULL;
    struct err err = {0};

    if (ctd_parse(&grammar, "dir/g.ctd", text, strlen(text), &err) < 0)
        fail_msg("%s\n%s", text, err.msg);
    return grammar;
}

static const struct {
    const char *grammar, *input;
    enum ctd_verdict verdict;
    const char *detail; /* its beginning */
} cases[] = {
    {"INT(1,10) NEWLINE", "7\n", CTD_ACCEPTED, ""},
    {"INT(1,10) NEWLINE", "11\n", CTD_REJECTED,
     "line 1, column 1: 11 is not from 1 to 10 (g.ctd:1)"},
    {"\n# a comment\nINT(1,10) # another\nNEWLINE", "7", CTD_REJECTED,
     "line 1, column 2: expected the end of the line, found the end of the file (g.ctd:4)"},
    {"INT(1,10) NEWLINE", "7\n\n", CTD_REJECTED,
     "line 2, column 1: expected the end of the file, found the end of the line"},
    {"INT(0,10) NEWLINE", "07\n", CTD_REJECTED, "line 1, column 1: an integer has leading zeros"},
    {"INT(-10,10) NEWLINE", "-0\n", CTD_REJECTED, "line 1, column 1: -0 is no integer"},
    {"INT(-10,10) NEWLINE", "+5\n", CTD_REJECTED, "line 1, column 1: expected a digit, found '+'"},
    {"INT(-10,10) NEWLINE", "-\n", CTD_REJECTED, "line 1, column 2: expected a digit"},
    {"INT(0,10) NEWLINE", "0\n", CTD_ACCEPTED, ""},
    {"INT(1,10^18,a) SPACE INT(1,a*a) NEWLINE",
     "1000000000000000000 1000000000000000000000000000000000000\n", CTD_ACCEPTED, ""},
    {"INT(1,10^18,a) SPACE INT(1,a*a) NEWLINE",
     "1000000000000000000 1000000000000000000000000000000000001\n", CTD_REJECTED,
     "line 1, column 21: "},
    {"INT(0,10^100-1) NEWLINE", "9999999999999999999999999999999999999999999999999999999999999\n",
     CTD_ACCEPTED, ""},
    {"REP(3,SPACE) INT(1,3) END NEWLINE", "1 2 3\n", CTD_ACCEPTED, ""},
    {"REP(3,SPACE) INT(1,3) END NEWLINE", "1 2 3 \n", CTD_REJECTED, "line 1, column 6: "},
    {"REP(0) INT(1,3) END", "", CTD_ACCEPTED, ""},
    {"REP(1-2) END", "", CTD_BROKEN, "g.ctd:1: the number of rounds"},
    {"INT(1,9,n) NEWLINE REPI(i,n,SPACE) INT(1,9,a[i]) END NEWLINE ASSERT(UNIQUE(a)) ASSERT(i==n)",
     "3\n1 2 3\n", CTD_ACCEPTED, ""},
    {"INT(1,9,n) NEWLINE REPI(i,n,SPACE) INT(1,9,a[i]) END NEWLINE\nASSERT(UNIQUE(a))",
     "3\n1 2 1\n", CTD_REJECTED, "line 3, column 1: a condition does not hold (g.ctd:2)"},
    {"REPI(i,2) INT(1,9,x[i]) SPACE INT(1,9,y[i]) NEWLINE END ASSERT(UNIQUE(x,y))", "1 2\n1 3\n",
     CTD_ACCEPTED, ""},
    {"REPI(i,2) INT(1,9,x[i]) SPACE INT(1,9,y[i]) NEWLINE END ASSERT(UNIQUE(x,y))", "1 2\n1 2\n",
     CTD_REJECTED, "line 3, column 1: a condition"},
    {"REPI(i,2) INT(1,9,x[i]) NEWLINE END SET(y[7]=1,y[8]=2) ASSERT(UNIQUE(x,y))", "1\n2\n",
     CTD_REJECTED, "line 3, column 1: the variables of UNIQUE have different indices"},
    {"REPI(i,2) REPI(j,2) INT(1,9,a[i,j]) END END ASSERT(a[0,1]==2 && a[1,0]==3)", "1234",
     CTD_REJECTED, "line 1, column 1: 1234 is not"},
    {"REPI(i,2) REPI(j,2,SPACE) INT(1,9,a[i,j]) END NEWLINE END ASSERT(a[0,1]==2 && a[1,0]==3)",
     "1 2\n3 4\n", CTD_ACCEPTED, ""},
    {"REPI(i,3) INT(1,9,a[i]) NEWLINE END INT(1,9,x) NEWLINE ASSERT(INARRAY(x,a))", "1\n2\n3\n2\n",
     CTD_ACCEPTED, ""},
    {"REPI(i,3) INT(1,9,a[i]) NEWLINE END INT(1,9,x) NEWLINE ASSERT(!INARRAY(x,a))", "1\n2\n3\n2\n",
     CTD_REJECTED, "line 5"},
    {"SET(a[1]=5) ASSERT(INARRAY(5,a)) SET(a[1]=6) ASSERT(!INARRAY(5,a) && INARRAY(6,a)) UNSET(a) "
     "ASSERT(!INARRAY(6,a))",
     "", CTD_ACCEPTED, ""},
    {"FLOAT(0,1) NEWLINE", "0.5\n", CTD_ACCEPTED, ""},
    {"FLOAT(0,1) NEWLINE", "1.0000000000000000000000000000000000001\n", CTD_REJECTED,
     "line 1, column 1: 1 "},
    {"FLOAT(0,10) NEWLINE", "5e-1\n", CTD_ACCEPTED, ""},
    {"FLOAT(0,10) NEWLINE", "5e+00\n", CTD_ACCEPTED, ""},
    {"FLOAT(0,10,x,FIXED) NEWLINE", "5e-1\n", CTD_REJECTED,
     "line 1, column 2: expected the end of the line"},
    {"FLOAT(0,10,FIXED) NEWLINE", "5.\n", CTD_REJECTED,
     "line 1, column 3: expected a digit behind"},
    {"FLOAT(0,10,x,SCIENTIFIC) NEWLINE", "5.0\n", CTD_REJECTED,
     "line 1, column 4: expected an exponent"},
    {"FLOAT(0,10) NEWLINE", "05.5\n", CTD_REJECTED, "line 1, column 1: a number has leading zeros"},
    {"FLOAT(0,10) NEWLINE", "1e9999999\n", CTD_BROKEN, "g.ctd:1: a number that is too long"},
    {"FLOATP(0,10,1,2) NEWLINE", "5.12\n", CTD_ACCEPTED, ""},
    {"FLOATP(0,10,1,2) NEWLINE", "5\n", CTD_REJECTED,
     "line 1, column 1: 0 decimals are not from 1 to 2"},
    {"FLOATP(0,10,1,2,x) NEWLINE", "5.123\n", CTD_REJECTED, "line 1, column 1: 3 decimals"},
    {"FLOATP(0,1000,1,2,x,SCIENTIFIC) NEWLINE", "12.5e1\n", CTD_REJECTED,
     "line 1, column 1: scientific"},
    {"FLOAT(0,1,x) SPACE FLOAT(0,1,y) NEWLINE ASSERT(x+y==0.3)", "0.1 0.2\n", CTD_ACCEPTED, ""},
    {"STRING(\"a\\tb\\\\\") NEWLINE", "a\tb\\\n", CTD_ACCEPTED, ""},
    {"STRING(\"abc\")", "abd", CTD_REJECTED,
     "line 1, column 1: expected \"abc\", found 'd' at its byte 3"},
    {"REGEX(\"[a-z]{2,3}\",s) NEWLINE ASSERT(STRLEN(s)==3 && s>\"abb\")", "abc\n", CTD_ACCEPTED,
     ""},
    {"REGEX(\"[a-z]+\",s) NEWLINE SET(t=s) REGEX(\"x\") NEWLINE STRING(t) NEWLINE", "hi\nx\nhi\n",
     CTD_ACCEPTED, ""},
    {"REGEX(\"yes|yesterday\") NEWLINE", "yesterday\n", CTD_ACCEPTED, ""},
    {"REGEX(\"(ab|a)(bc)?\") NEWLINE", "abc\n", CTD_ACCEPTED, ""},
    {"REGEX(\"[^\\n]*\") NEWLINE REGEX(\".*\")", "a b\nc\nd\n", CTD_ACCEPTED, ""},
    {"REGEX(\"[a-z\\\\-\\\\]]+\") NEWLINE", "a-]\n", CTD_ACCEPTED, ""},
    {"REGEX(\"^[[:digit:]]+\\\\.[[:alpha:]_]$\") NEWLINE", "12._\n", CTD_ACCEPTED, ""},
    {"REGEX(\"(a*)*b\") NEWLINE", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac\n", CTD_REJECTED,
     "line 1, column 1: expected what the REGEX"},
    {"IF(MATCH(\"i\")) STRING(\"impossible\") ELSE INT(1,9) END NEWLINE", "impossible\n",
     CTD_ACCEPTED, ""},
    {"IF(MATCH(\"i\")) STRING(\"impossible\") ELSE INT(1,9) END NEWLINE", "9\n", CTD_ACCEPTED, ""},
    {"WHILE(!ISEOF) INT(1,9) NEWLINE END", "1\n2\n", CTD_ACCEPTED, ""},
    {"WHILEI(i,MATCH(\"123\"),SPACE) INT(1,3,a[i]) END NEWLINE ASSERT(i==1)", "1\n", CTD_ACCEPTED,
     ""},
    {"ASSERT(7/2==3 && -7/2==-3 && 7%4==3 && -(2)^2==-4 && 2^3^2==64 && 7/2.0==3.5)", "",
     CTD_ACCEPTED, ""},
    {"ASSERT((1+2)*3==9 && !(1>2) && (1<2 || 1>2) && 1!=2 && 2>=2 && 2<=2)", "", CTD_ACCEPTED, ""},
    {"ASSERT(1/0==1)", "", CTD_BROKEN, "g.ctd:1: division by zero"},
    {"ASSERT(2^2^2^2^2^2^2>0)", "", CTD_ACCEPTED, ""},
    {"ASSERT(10^10000000>0)", "", CTD_BROKEN, "g.ctd:1: the number becomes too large"},
    {"ASSERT(x==1)", "", CTD_BROKEN, "g.ctd:1: 'x' has no value"},
    {"ASSERT(\"a\"==1)", "", CTD_BROKEN, "g.ctd:1: a string is compared with a number"},
    {"REP(4294967295) END", "", CTD_BROKEN, "g.ctd:1: too much work"},
    {"REP(10^18) END", "", CTD_BROKEN, "g.ctd:1: the number of rounds is no integer from 0"},
    {"WHILE(1==1) END", "", CTD_BROKEN, "g.ctd:1: too much work"},
    {"SET(x=2) WHILE(1==1) SET(x=x*x) END", "", CTD_BROKEN,
     "g.ctd:1: the number becomes too large"},
};

static void inputs_are_judged_as_the_language_says(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct ctd *grammar = parse(cases[i].grammar);
        char detail[CTD_DETAIL];
        enum ctd_verdict verdict =
            ctd_validate(grammar, cases[i].input, strlen(cases[i].input), detail);

        if (verdict != cases[i].verdict ||
            strncmp(detail, cases[i].detail, strlen(cases[i].detail)) != 0)
            fail_msg("%s\non %s: %d, %s", cases[i].grammar, cases[i].input, (int)verdict, detail);
        ctd_free(grammar);
    }
}

static const char *const broken[][2] = {
    {"INT(1)", "g.ctd: line 1: expected ','"},
    {"INT(1,2", "g.ctd: line 1: expected ',', found the end"},
    {"\nFOO", "g.ctd: line 2: expected a command, found FOO"},
    {"REP(3)", "g.ctd: line 1: REP without END"},
    {"IF(1<2) ELSE ELSE END", "g.ctd: line 1: IF without END"},
    {"END", "g.ctd: line 1: END without a beginning"},
    {"STRING(\"abc)", "g.ctd: line 1: a string without end"},
    {"REGEX(\"[a\")", "g.ctd: line 1: regular expression: '[' without ']'"},
    {"REGEX(\"a**\")", "g.ctd: line 1: regular expression: nothing to repeat"},
    {"REGEX(\"(a{1,1000}){1,1000000}\")", "g.ctd: line 1: a regular expression of more than"},
    {"REGEX(\"a{3,2}\")", "g.ctd: line 1: regular expression: the bounds"},
    {"ASSERT(1)", "g.ctd: line 1: a condition is wanted here, not a value"},
    {"INT(1,1<2)", "g.ctd: line 1: a value is wanted here, not a condition"},
    {"REP(1,REP(2))", "g.ctd: line 1: REP cannot separate"},
    {"SET(x)", "g.ctd: line 1: expected '='"},
    {"INT(1,2) \x01", "g.ctd: line 1: unexpected byte 0x01"},
};

static void what_is_no_grammar_is_refused_with_its_line(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        struct ctd *grammar = NULL;
        struct err err = {0};

        assert_int_equal(ctd_parse(&grammar, "g.ctd", broken[i][0], strlen(broken[i][0]), &err),
                         -1);
        assert_int_equal(err.kind, ERR_INPUT);
        if (strncmp(err.msg, broken[i][1], strlen(broken[i][1])) != 0)
            fail_msg("%s\n%s", broken[i][0], err.msg);
    }
}

/* So many times the text, between two others. */
static char *repeat(const char *before, const char *text, size_t times, const char *after)
{
    size_t n = strlen(before), length = strlen(text);
    char *out = malloc(n + times * length + strlen(after) + 1);

    assert_non_null(out);
    memcpy(out, before, n);
    for (size_t i = 0; i < times; i++, n += length)
        memcpy(out + n, text, length);
    memcpy(out + n, after, strlen(after) + 1);
    return out;
}

static void nesting_has_an_end(void **state)
{
    char *texts[] = {
        repeat("ASSERT(", "(", 100000, ""),     repeat("ASSERT(1", "+1", 100000, ">0)"),
        repeat("", "REP(1)", 100000, ""),       repeat("REP(1,", "REP(1,", 100000, ""),
        repeat("ASSERT(", "!", 100000, "1<2)"), repeat("SET(x=", "-", 100000, "1)"),
        repeat("REGEX(\"", "(", 60000, "\")"),  repeat("ASSERT(1==1", "&&1==1", 90000, ")"),
        repeat("SET(x=1", "^1", 100000, ")"),   repeat("SET(x=", "a[", 100000, "")};

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct ctd *grammar = NULL;
        struct err err = {0};

        if (ctd_parse(&grammar, "g.ctd", texts[i], strlen(texts[i]), &err) == 0)
            fail_msg("%.40s was taken", texts[i]);
        assert_int_equal(err.kind, ERR_INPUT);
        free(texts[i]);
    }
}

/* In the manner of the grammars that contests have. */
static const char *const real[] = {
    "INT(1,100000,n) SPACE INT(1,10^9,k) NEWLINE REPI(i,n,SPACE) INT(1,10^9,a[i]) END NEWLINE",
    "INT(2,1000,n) SPACE INT(1,1000,m) NEWLINE REPI(i,m) INT(1,n,u[i]) SPACE INT(1,n,v[i]) NEWLINE "
    "ASSERT(u[i] != v[i]) END",
    "INT(1,1000,n) NEWLINE REPI(i,n,SPACE) INT(1,n,p[i]) END NEWLINE ASSERT(UNIQUE(p))",
    "INT(1,50,h) SPACE INT(1,50,w) NEWLINE REPI(i,h) REGEX(\"[.#SE]{1,50}\",row) NEWLINE "
    "ASSERT(STRLEN(row)==w) END",
    "INT(1,100,t) NEWLINE REP(t) REGEX(\"[a-z]{1,20}\") SPACE FLOAT(0,1000,x,FIXED) NEWLINE END",
    "INT(1,20,n) NEWLINE REP(n) FLOATP(-100,100,0,6,x) SPACE FLOATP(-100,100,3,3,y,FIXED) NEWLINE END",
    "WHILE(!ISEOF) INT(-1000,1000) SPACE REGEX(\"(add|remove|list)\") NEWLINE END",
    "IF(MATCH(\"i\")) STRING(\"impossible\") ELSE INT(1,100) END NEWLINE",
    "INT(1,1000,n) NEWLINE SET(last=0) REP(n,SPACE) INT(last+1,10^6,last) END NEWLINE",
    "INT(1,100,n) NEWLINE SET(sum=0) REPI(i,n,SPACE) INT(0,10,x) SET(sum=sum+x) END NEWLINE ASSERT(sum<=10*n)",
    "INT(1,10,n) NEWLINE REPI(i,n) INT(0,3,k) REP(k) SPACE INT(1,n) END NEWLINE END",
    "INT(1,8,n) NEWLINE REPI(i,n) REPI(j,n,SPACE) INT(0,9,a[i,j]) IF(j<i) ASSERT(a[i,j]==a[j,i]) END END NEWLINE END",
    "INT(1,100,n) NEWLINE REPI(i,n) REGEX(\"[A-Z][a-z]{0,19}\",name[i]) NEWLINE END ASSERT(UNIQUE(name))",
    "FLOAT(0,1,p,SCIENTIFIC) NEWLINE",
};

/* One byte becomes another one. */
static void change_byte(char *text, size_t length, struct rng *rng)
{
    size_t at = (size_t)rng_below(rng, length);
    char before = text[at];

    while (text[at] == before)
        text[at] = (char)rng_between(rng, '\n', '~');
}

static void what_a_grammar_draws_it_accepts_and_mostly_not_with_a_byte_changed(void **state)
{
    unsigned drawn = 0, changed_accepted = 0;
    struct rng rng;

    (void)state;
    rng_init(&rng, 1, 1);
    for (size_t i = 0; i < sizeof real / sizeof *real; i++) {
        struct ctd *grammar = parse(real[i]);

        for (uint64_t seed = 0; seed < 40; seed++, drawn++) {
            struct buf text = BUF_INIT(1 << 20), again = BUF_INIT(1 << 20);
            char detail[CTD_DETAIL];
            struct err err = {0};

            if (ctd_draw(grammar, seed, &text, &err) < 0)
                fail_msg("%s\n%s", real[i], err.msg);
            assert_int_equal(ctd_draw(grammar, seed, &again, &err), 0);
            assert_string_equal(buf_str(&text), buf_str(&again));
            if (ctd_validate(grammar, buf_str(&text), text.len, detail) != CTD_ACCEPTED)
                fail_msg("%s\n%s\n%s", real[i], buf_str(&text), detail);
            if (text.len > 0) {
                change_byte(text.data, text.len, &rng);
                changed_accepted +=
                    ctd_validate(grammar, buf_str(&text), text.len, detail) == CTD_ACCEPTED;
            }
            buf_release(&text);
            buf_release(&again);
        }
        ctd_free(grammar);
    }
    if (changed_accepted * 5 > drawn * 2)
        fail_msg("%u of %u inputs with a byte changed were accepted", changed_accepted, drawn);
}

static void conditions_that_nothing_meets_are_given_up(void **state)
{
    static const char *const hopeless[] = {
        "INT(1,9,x) NEWLINE ASSERT(x>9)", "INT(2,1) NEWLINE", "WHILE(1==1) INT(1,9) END",
        "REP(1000000000) INT(1,9) END", "REGEX(\"a{400000}\") REP(100) REGEX(\"a{400000}\") END"};

    (void)state;
    for (size_t i = 0; i < sizeof hopeless / sizeof *hopeless; i++) {
        struct ctd *grammar = parse(hopeless[i]);
        struct buf text = BUF_INIT(1 << 20);
        struct err err = {0};

        assert_int_equal(ctd_draw(grammar, 1, &text, &err), -1);
        assert_int_equal(err.kind, ERR_INPUT);
        buf_release(&text);
        ctd_free(grammar);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(inputs_are_judged_as_the_language_says),
        cmocka_unit_test(what_is_no_grammar_is_refused_with_its_line),
        cmocka_unit_test(nesting_has_an_end),
        cmocka_unit_test(what_a_grammar_draws_it_accepts_and_mostly_not_with_a_byte_changed),
        cmocka_unit_test(conditions_that_nothing_meets_are_given_up),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
