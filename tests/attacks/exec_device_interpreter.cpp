// SPDX-License-Identifier: MIT
/*
 * attack: is a program whose headers name a device as its interpreter
 * expect: RTE
 * detail: cannot be executed
 * why: exec fails with another errno, one that also means that the judge has no right to a file.
 */
extern "C" const char interpreter[] __attribute__((section(".interp"), used)) = "/dev/null";

int main()
{
    return 0;
}
