// expect: CE Main.java:3: error: incompatible types
class Main {
    public static void main(String[] args) { int x = "text"; }
}
