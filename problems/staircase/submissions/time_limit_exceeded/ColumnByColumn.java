// SPDX-License-Identifier: MIT
// Too slow: lays column after column, thousands of millions of them for each large delivery.
import java.util.Scanner;

public class ColumnByColumn {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        for (int q = in.nextInt(); q > 0; q--) {
            long s = in.nextLong();
            long k = 0;
            while (s > k)
                s -= ++k;
            System.out.println(k + " " + s);
        }
    }
}
