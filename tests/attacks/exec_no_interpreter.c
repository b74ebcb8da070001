/* SPDX-License-Identifier: MIT */
/*
 * attack: is a program whose headers name an interpreter that does not exist
 * expect: RTE
 * detail: cannot be executed: No such file or directory
 * why: exec fails with the errno of a file that the judge lacks. The file is one that the program names,
 *      so the failure is the program's and the judge goes on.
 */
const char interpreter[] __attribute__((section(".interp"), used)) = "/no/such";

int main(void)
{
    return 0;
}
