// SPDX-License-Identifier: MIT
// The larger one is just above the half.
public class Halves {
    public static void main(String[] args) {
        int n = new java.util.Scanner(System.in).nextInt();
        int larger = n == 2 ? 1 : n / 2 + 1;
        System.out.println(larger + " " + (n - larger));
    }
}
