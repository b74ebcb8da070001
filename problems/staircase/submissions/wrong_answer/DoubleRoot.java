// SPDX-License-Identifier: MIT
// Wrong: Math.sqrt has 53 bits. Where it comes out one too high, the stones left are fewer than none.
import java.util.Scanner;

public class DoubleRoot {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        for (int q = in.nextInt(); q > 0; q--) {
            long s = in.nextLong();
            long k = (long) ((Math.sqrt(8.0 * s + 1) - 1) / 2);
            System.out.println(k + " " + (s - k * (k + 1) / 2));
        }
    }
}
