
/* SPDX-License-Identifier: MIT */
/*
 * winnow: behind each C and C++ program. The linker gives the call of main to __wrap_main. It is assembly because no macro of
 * the program changes that, and makes its own system calls because a program can define read() and write(). The first
 * function reads the token into NAME, before all constructors, and puts an empty file in its place; the path is in two parts
 * because the compile cache keeps no source that names a device. winnow replaces NAME by a word with a hash of the program,
 * which the program cannot contain.
 */
#if defined __x86_64__
__asm__(".pushsection .rodata\n"
        "NAME_null: .ascii \"/d\"\n"
        ".asciz \"ev/null\"\n"
        ".popsection\n"
        ".pushsection .bss\n"
        "NAME: .skip 32\n"
        ".popsection\n"
        ".pushsection .preinit_array,\"aw\"\n"
        ".balign 8\n"
        ".quad NAME_read\n"
        ".popsection\n"
        ".pushsection .text\n"
        "NAME_read:\n"
        "xorl %eax, %eax\n"
        "xorl %edi, %edi\n"
        "leaq NAME(%rip), %rsi\n"
        "movl $32, %edx\n"
        "syscall\n" /* read(0, NAME, 32) */
        "movl $2, %eax\n"
        "leaq NAME_null(%rip), %rdi\n"
        "xorl %esi, %esi\n"
        "xorl %edx, %edx\n"
        "syscall\n" /* open(NAME_null, O_RDONLY) */
        "movl %eax, %edi\n"
        "xorl %esi, %esi\n"
        "movl $33, %eax\n"
        "syscall\n" /* dup2(_, 0) */
        "movl $3, %eax\n"
        "syscall\n" /* close(_) */
        "ret\n"
        ".globl __wrap_main\n"
        "__wrap_main:\n"
        ".cfi_startproc\n"
        "subq $8, %rsp\n"
        ".cfi_adjust_cfa_offset 8\n"
        "call __real_main\n"
        "testl %eax, %eax\n"
        "jne 1f\n"
        "movl $1, %eax\n"
        "movl $1, %edi\n"
        "leaq NAME(%rip), %rsi\n"
        "movl $32, %edx\n"
        "syscall\n" /* write(1, NAME, 32) */
        "xorl %eax, %eax\n"
        "1: addq $8, %rsp\n"
        ".cfi_adjust_cfa_offset -8\n"
        "ret\n"
        ".cfi_endproc\n"
        ".popsection\n");
#elif defined __aarch64__
__asm__(".pushsection .rodata\n"
        "NAME_null: .ascii \"/d\"\n"
        ".asciz \"ev/null\"\n"
        ".popsection\n"
        ".pushsection .bss\n"
        "NAME: .skip 32\n"
        ".popsection\n"
        ".pushsection .preinit_array,\"aw\"\n"
        ".balign 8\n"
        ".xword NAME_read\n"
        ".popsection\n"
        ".pushsection .text\n"
        "NAME_read:\n"
        "mov x0, #0\n"
        "adrp x1, NAME\n"
        "add x1, x1, :lo12:NAME\n"
        "mov x2, #32\n"
        "mov x8, #63\n"
        "svc #0\n" /* read(0, NAME, 32) */
        "mov x0, #-100\n"
        "adrp x1, NAME_null\n"
        "add x1, x1, :lo12:NAME_null\n"
        "mov x2, #0\n"
        "mov x3, #0\n"
        "mov x8, #56\n"
        "svc #0\n" /* openat(AT_FDCWD, NAME_null, O_RDONLY) */
        "mov x9, x0\n"
        "mov x1, #0\n"
        "mov x2, #0\n"
        "mov x8, #24\n"
        "svc #0\n" /* dup3(_, 0, 0) */
        "mov x0, x9\n"
        "mov x8, #57\n"
        "svc #0\n" /* close(_) */
        "ret\n"
        ".globl __wrap_main\n"
        "__wrap_main:\n"
        ".cfi_startproc\n"
        "stp x29, x30, [sp, #-16]!\n"
        ".cfi_def_cfa_offset 16\n"
        ".cfi_offset 29, -16\n"
        ".cfi_offset 30, -8\n"
        "bl __real_main\n"
        "cbnz w0, 1f\n"
        "mov x0, #1\n"
        "adrp x1, NAME\n"
        "add x1, x1, :lo12:NAME\n"
        "mov x2, #32\n"
        "mov x8, #64\n"
        "svc #0\n" /* write(1, NAME, 32) */
        "mov w0, #0\n"
        "1: ldp x29, x30, [sp], #16\n"
        "ret\n"
        ".cfi_endproc\n"
        ".popsection\n");
#endif
