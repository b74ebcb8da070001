// expect: TLE
import core.thread, core.time;
void main() { Thread.sleep(dur!"seconds"(1000)); }
