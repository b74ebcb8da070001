// expect: OLE
class Main {
    public static void main(String[] args) {
        for (;;) System.out.println("again and again and again");
    }
}
