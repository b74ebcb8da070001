// expect: AC
#include <stdio.h>
#include <string.h>
int main(void)
{
    char line[100];
    if (fgets(line, sizeof line, stdin) && strcmp(line, "Grüße, 世界 🙂\n") == 0)
        fputs(line, stdout);
    return 0;
}
