// expect: AC
// Makes four times as much garbage as its limit allows, and holds little of it.
class Main {
    static byte[] kept;
    public static void main(String[] args) {
        for (int i = 0; i < 1024; i++) kept = new byte[1 << 20];
        System.out.println("ok");
    }
}
