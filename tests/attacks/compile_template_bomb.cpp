/* SPDX-License-Identifier: MIT */
/*
 * attack: instantiates 2^40 different templates, forty deep.
 * expect: CE
 * why: The depth limit is never met. The limits on the compiler's memory and time end it.
 */
template <int Depth, unsigned long Path> struct Tree {
    static const int value =
        Tree<Depth - 1, 2 * Path>::value + Tree<Depth - 1, 2 * Path + 1>::value;
};

template <unsigned long Path> struct Tree<0, Path> {
    static const int value = 1;
};

int main()
{
    return Tree<40, 1>::value;
}
