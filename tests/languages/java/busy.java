// expect: TLE CPU time limit
class Main {
    public static void main(String[] args) {
        for (long i = 0; ; i++) if (i == -1) System.out.println(i);
    }
}
