// expect: AC
import java.io.*;

public class Accepted {
    public static void main(String[] args) throws IOException {
        StreamTokenizer in = new StreamTokenizer(new BufferedReader(new InputStreamReader(System.in)));
        long sum = 0;
        while (in.nextToken() != StreamTokenizer.TT_EOF) sum += (long) in.nval;
        System.out.println(sum);
    }
}
