// SPDX-License-Identifier: MIT
// Right: keeps the number of earlier heights below the present one, which a step changes by the visits of one height.
import java.io.*;

public class Slide {
    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        int n = Integer.parseInt(in.readLine().trim());
        String log = in.readLine();
        int[] visits = new int[2 * n + 1];
        int here = n;
        long below = 0, total = 0;
        visits[here] = 1;
        for (int i = 0; i < n; i++) {
            if (log.charAt(i) == 'U')
                below += visits[here++];
            else if (log.charAt(i) == 'D')
                below -= visits[--here];
            visits[here]++;
            total += below;
        }
        System.out.println(total);
    }
}
