
// SPDX-License-Identifier: MIT
// winnow: behind each D program. The unit test, its assertions and its main have other names: the runtime's list of modules and its handler
// of assertions are the program's to change. As in that of C, the token is read before all constructors, by system calls.
static import NAME_attributes = ldc.attributes;

version (X86_64)
    extern (C) long NAME_call(long number, long a, long b, long c) nothrow @nogc {
        asm nothrow @nogc {
            naked;
            mov RAX, RDI;
            mov RDI, RSI;
            mov RSI, RDX;
            mov RDX, RCX;
            syscall;
            ret;
        }
    }
else
    static assert(false, "winnow: tests in D are run on x86-64 alone");

__gshared ubyte[32] NAME_token;
immutable char[10] NAME_null = "/dev/null";
immutable char[23] NAME_said = "the tests did not hold\n";

extern (C) void NAME_read() nothrow @nogc {
    NAME_call(0, 0, cast(long) NAME_token.ptr, 32);
    long file = NAME_call(2, cast(long) NAME_null.ptr, 0, 0);
    NAME_call(33, file, 0, 0);
    NAME_call(3, file, 0, 0);
}

@(NAME_attributes.section(".preinit_array")) @(NAME_attributes.assumeUsed)
__gshared extern (C) void function() nothrow @nogc NAME_first = &NAME_read;

void NAME_assert(T)(T holds) {
    if (holds)
        return;
    NAME_call(1, 2, cast(long) NAME_said.ptr, 23);
    NAME_call(231, 1, 0, 0);
}

void main() {
    NAME_tests();
    NAME_call(1, 1, cast(long) NAME_token.ptr, 32);
}
