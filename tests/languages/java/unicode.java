// expect: AC
package some.where;

import java.util.*;

class Other { }

class Grüße {
    public static void main(String[] args) {
        String text = "Grüße, 世界 🙂", line = new Scanner(System.in).nextLine();
        System.out.println(line.equals(text) ? text : "not " + line);
    }
}
