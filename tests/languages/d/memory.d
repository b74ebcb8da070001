// expect: MLE
import core.stdc.stdlib, core.stdc.string;
__gshared void* last;
void main()
{
    while (true) {
        void* p = malloc(1 << 20);
        if (!p) abort();
        memset(p, 1, 1 << 20);
        *cast(void**) p = last;
        last = p;
    }
}
