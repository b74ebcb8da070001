// expect: RTE exit code 1: Exception in thread "main" java.lang.ArrayIndexOutOfBoundsException: Index 3
class Main {
    public static void main(String[] args) {
        int[] a = new int[3];
        System.out.println(a[a.length]);
    }
}
