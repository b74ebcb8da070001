PROGRAM
#[allow(unused_macros)]
macro_rules! assert {
    ($holds:expr $(, $($said:tt)*)?) => {
        if !$holds { (|| { ::std::assert!(false $(, $($said)*)?) })(); unsafe { NAME_fail() } }
    };
}
#[allow(unused_macros)]
macro_rules! assert_eq {
    ($left:expr, $right:expr $(, $($said:tt)*)?) => {
        match (&$left, &$right) {
            (left, right) => if !(*left == *right) {
                (|| { ::std::assert_eq!(*left, *right $(, $($said)*)?) })();
                unsafe { NAME_fail() }
            }
        }
    };
}
#[allow(unused_macros)]
macro_rules! assert_ne {
    ($left:expr, $right:expr $(, $($said:tt)*)?) => {
        match (&$left, &$right) {
            (left, right) => if *left == *right {
                (|| { ::std::assert_ne!(*left, *right $(, $($said)*)?) })();
                unsafe { NAME_fail() }
            }
        }
    };
}
TESTS

// SPDX-License-Identifier: MIT
// winnow: the tests' main has another name. Their assertions fail whatever macros the program has, under the library's own name too
// (extern crate self as std): the library's have the message alone, in a function of their own, which they cannot return from.
// As in that of C, the assembly reads the token before all constructors. It is one text: where the program has a macro in its place,
// that learns no name.
#[cfg(target_arch = "x86_64")]
::std::arch::global_asm!(
    ".pushsection .rodata
    NAME_null: .ascii \"/d\"
    .asciz \"ev/null\"
    .popsection
    .pushsection .bss
    NAME: .skip 32
    .popsection
    .pushsection .preinit_array,\"aw\"
    .balign 8
    .quad NAME_read
    .popsection
    .pushsection .text
    NAME_read:
    xorl %eax, %eax
    xorl %edi, %edi
    leaq NAME(%rip), %rsi
    movl $32, %edx
    syscall
    movl $2, %eax
    leaq NAME_null(%rip), %rdi
    xorl %esi, %esi
    xorl %edx, %edx
    syscall
    movl %eax, %edi
    xorl %esi, %esi
    movl $33, %eax
    syscall
    movl $3, %eax
    syscall
    ret
    .globl NAME_write
    NAME_write:
    movl $1, %eax
    movl $1, %edi
    leaq NAME(%rip), %rsi
    movl $32, %edx
    syscall
    ret
    .globl NAME_fail
    NAME_fail:
    movl $1, %edi
    movl $231, %eax
    syscall
    .popsection",
    options(att_syntax)
);
#[cfg(target_arch = "aarch64")]
::std::arch::global_asm!(
    ".pushsection .rodata
    NAME_null: .ascii \"/d\"
    .asciz \"ev/null\"
    .popsection
    .pushsection .bss
    NAME: .skip 32
    .popsection
    .pushsection .preinit_array,\"aw\"
    .balign 8
    .xword NAME_read
    .popsection
    .pushsection .text
    NAME_read:
    mov x0, #0
    adrp x1, NAME
    add x1, x1, :lo12:NAME
    mov x2, #32
    mov x8, #63
    svc #0
    mov x0, #-100
    adrp x1, NAME_null
    add x1, x1, :lo12:NAME_null
    mov x2, #0
    mov x3, #0
    mov x8, #56
    svc #0
    mov x9, x0
    mov x1, #0
    mov x2, #0
    mov x8, #24
    svc #0
    mov x0, x9
    mov x8, #57
    svc #0
    ret
    .globl NAME_write
    NAME_write:
    mov x0, #1
    adrp x1, NAME
    add x1, x1, :lo12:NAME
    mov x2, #32
    mov x8, #64
    svc #0
    ret
    .globl NAME_fail
    NAME_fail:
    mov x0, #1
    mov x8, #94
    svc #0
    .popsection"
);
extern "C" {
    fn NAME_write();
    fn NAME_fail() -> !;
}
fn main() {
    let () = NAME_tests();
    unsafe { NAME_write() }
}
