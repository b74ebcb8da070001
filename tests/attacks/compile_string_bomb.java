/* SPDX-License-Identifier: MIT */
/*
 * attack: has the compiler fold a constant of four gibibytes.
 * expect: CE
 * why: javac computes constant strings while it reads them. Its memory is limited like any
 *      compiler's.
 */
class Main {
    static final String A = "0123456789abcdef";
    static final String B = A + A + A + A + A + A + A + A + A + A + A + A + A + A + A + A;
    static final String C = B + B + B + B + B + B + B + B + B + B + B + B + B + B + B + B;
    static final String D = C + C + C + C + C + C + C + C + C + C + C + C + C + C + C + C;
    static final String E = D + D + D + D + D + D + D + D + D + D + D + D + D + D + D + D;
    static final String F = E + E + E + E + E + E + E + E + E + E + E + E + E + E + E + E;
    static final String G = F + F + F + F + F + F + F + F + F + F + F + F + F + F + F + F;
    static final String H = G + G + G + G + G + G + G + G + G + G + G + G + G + G + G + G;

    public static void main(String[] args) {
        System.out.println("ESCAPED " + H.length());
    }
}
