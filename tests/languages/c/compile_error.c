// expect: CE main.c:4:12: error:
int main(void)
{
    return nothing;
}
