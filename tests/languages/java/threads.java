// expect: AC
class Main {
    static int done;
    public static void main(String[] args) throws Exception {
        Thread[] all = new Thread[8];
        for (int i = 0; i < 8; i++) (all[i] = new Thread(() -> { synchronized (Main.class) { done++; } })).start();
        for (Thread t : all) t.join();
        System.out.println(done == 8 ? "ok" : "wrong");
    }
}
