// SPDX-License-Identifier: MIT
// Right: the root in floating point, corrected by whole steps.
import java.util.Scanner;

public class Corrected {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        StringBuilder out = new StringBuilder();
        for (int q = in.nextInt(); q > 0; q--) {
            long s = in.nextLong();
            long k = (long) Math.sqrt(2.0 * s);
            while (k * (k + 1) / 2 > s)
                k--;
            while ((k + 1) * (k + 2) / 2 <= s)
                k++;
            out.append(k).append(' ').append(s - k * (k + 1) / 2).append('\n');
        }
        System.out.print(out);
    }
}
