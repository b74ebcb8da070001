/* SPDX-License-Identifier: MIT */
/*
 * attack: instantiates a template that needs the next one.
 * expect: CE
 * why: The compiler stops at its depth limit by itself.
 */
template <unsigned long N> struct Next {
    static const unsigned long value = Next<N + 1>::value;
};

int main()
{
    return (int)Next<0>::value;
}
