// expect: RTE exit code 3
class Main {
    public static void main(String[] args) {
        System.exit(3);
    }
}
