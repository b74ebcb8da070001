/* SPDX-License-Identifier: MIT */
/*
 * The program that the tests run in cells: `inmate COMMAND [ARG]` does one thing and prints what it
 * saw. The tests compile it (static, like submissions) and check its output.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

/* "what: ok" or "what: the error's name". */
static void tell(const char *what, long rc)
{
    printf("%s: %s\n", what, rc < 0 ? strerrorname_np(errno) : "ok");
}

static int do_exit(const char *status)
{
    return atoi(status);
}

static int do_signal(const char *number)
{
    signal(atoi(number), SIG_DFL);
    raise(atoi(number));
    pause();
    return 0;
}

static int do_cat(const char *unused)
{
    char bytes[4096];
    ssize_t n;

    (void)unused;
    while ((n = read(0, bytes, sizeof bytes)) > 0)
        if (write(1, bytes, (size_t)n) != n)
            return 1;
    return n < 0;
}

/* Calls that work only on a regular file. */
static int do_seek(const char *unused)
{
    struct stat st;
    char *map, byte;
    long at = lseek(0, 0, SEEK_CUR);

    (void)unused;
    if (fstat(0, &st) < 0 || !S_ISREG(st.st_mode))
        return 1;
    map = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, 0, 0);
    if (map == MAP_FAILED || pread(0, &byte, 1, 4) != 1)
        return 2;
    printf("at %ld, size %ld, last '%c', fifth '%c', seek %ld\n", at, (long)st.st_size,
           map[st.st_size - 1], byte, (long)lseek(0, 2, SEEK_SET));
    return 0;
}

/* Everything that could change the input for the next run. */
static int do_spoil(const char *unused)
{
    (void)unused;
    tell("write", write(0, "x", 1));
    tell("pwrite", pwrite(0, "x", 1, 0));
    tell("truncate", ftruncate(0, 0));
    tell("punch", fallocate(0, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 0, 1));
    tell("reopen and write", write(open("/proc/self/fd/0", O_RDWR), "x", 1));
    tell("reopen and truncate", open("/dev/stdin", O_RDONLY | O_TRUNC));
    tell("chmod", fchmod(0, 0777));
    tell("map", mmap(NULL, 1, PROT_WRITE, MAP_SHARED, 0, 0) == MAP_FAILED ? -1 : 0);
    return 0;
}

static int do_burn(const char *seconds)
{
    volatile unsigned n = 0;

    while (!*seconds || clock() < atof(seconds) * CLOCKS_PER_SEC)
        n++;
    return 0;
}

static int do_burn_in_child(const char *seconds)
{
    if (fork() == 0)
        _exit(do_burn(seconds));
    wait(NULL);
    return 0;
}

static int do_sleep(const char *seconds);

/* In so many processes, while the first one waits. */
static int do_burn_in_many(const char *count)
{
    for (int i = 0; i < atoi(count); i++)
        if (fork() == 0)
            _exit(do_burn("600"));
    return do_sleep("600");
}

static int do_sleep(const char *seconds)
{
    double s = atof(seconds);
    struct timespec t = {.tv_sec = (time_t)s, .tv_nsec = (long)((s - (long)s) * 1e9)};

    nanosleep(&t, NULL);
    return 0;
}

static int do_touch(const char *mib)
{
    for (int i = 0; i < atoi(mib); i++) {
        char *piece = malloc(1 << 20);

        if (!piece)
            return 3;
        memset(piece, i + 1, 1 << 20);
    }
    return 0;
}

static int print_bytes(int fd, long n)
{
    char bytes[4096];

    memset(bytes, 'x', sizeof bytes);
    while (n > 0) {
        ssize_t put = write(fd, bytes, n < 4096 ? (size_t)n : 4096);

        if (put <= 0)
            return 4;
        n -= put;
    }
    return 0;
}

static int do_print(const char *n)
{
    return print_bytes(1, atol(n));
}

static int do_complain(const char *n)
{
    return print_bytes(2, atol(n));
}

/* Makes stderr 8 MiB long without writing a byte of it, then touches memory. */
static int do_hole_and_touch(const char *mib)
{
    return ftruncate(2, 8 << 20) < 0 ? 5 : do_touch(mib);
}

/* Touches memory, gives it back, and only then prints 8 MiB. */
static int do_touch_and_print(const char *mib)
{
    size_t size = (size_t)atoi(mib) << 20;
    char *block = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    if (block == MAP_FAILED)
        return 3;
    memset(block, 1, size);
    munmap(block, size);
    return print_bytes(1, 8 << 20);
}

static int do_print_and_touch(const char *mib)
{
    return print_bytes(1, 8 << 20) ? 4 : do_touch(mib);
}

/* In each of eight processes, so many pipes that are full. */
static int do_pipes(const char *count)
{
    int ends[2];

    for (int i = 0; i < 7; i++)
        if (fork() == 0)
            break;
    for (int i = 0; i < atoi(count); i++) {
        if (pipe(ends) < 0)
            return 4;
        fcntl(ends[1], F_SETFL, O_NONBLOCK);
        print_bytes(ends[1], 1 << 20);
    }
    do_sleep("60");
    return 0;
}

/* Leaves three files in the directory that was made for it. */
static int do_feed_back(const char *dir)
{
    char path[64];

    snprintf(path, sizeof path, "%s/message", dir);
    tell("message", print_bytes(open(path, O_WRONLY | O_CREAT | O_EXCL, 0600), 5) ? -1 : 0);
    snprintf(path, sizeof path, "%s/link", dir);
    tell("link", symlink("/etc/passwd", path));
    tell("beside", open("beside", O_WRONLY | O_CREAT, 0600) < 0 ? -1 : 0);
    return 42;
}

/* Closes stdout, and ends some time later. */
static int do_close_early(const char *seconds)
{
    close(1);
    return do_sleep(seconds);
}

static void *sleep_in_thread(void *unused)
{
    do_sleep("0.2");
    return unused;
}

/* Starts so many threads at once, with the stacks that the C library gives them. */
static int do_threads(const char *count)
{
    pthread_t threads[64];
    int n = 0;

    while (n < atoi(count) && pthread_create(&threads[n], NULL, sleep_in_thread, NULL) == 0)
        n++;
    printf("%d threads\n", n);
    for (int i = 0; i < n; i++)
        pthread_join(threads[i], NULL);
    return 0;
}

static int do_file(const char *n)
{
    return print_bytes(open("large", O_WRONLY | O_CREAT, 0600), atol(n));
}

/* Writes more than is allowed and ignores the signal. */
static int do_deaf_file(const char *n)
{
    signal(SIGXFSZ, SIG_IGN);
    tell("write", print_bytes(open("large", O_WRONLY | O_CREAT, 0600), atol(n)) ? -1 : 0);
    return 0;
}

/* Starts so many children at once and prints how many it got. */
static int do_fork(const char *count)
{
    int n = 0;

    for (int i = 0; i < atoi(count); i++) {
        pid_t pid = fork();

        if (pid == 0) {
            pause();
            _exit(0);
        }
        if (pid < 0)
            break;
        n++;
    }
    printf("%d children\n", n);
    return n < atoi(count);
}

/* A child in its own session, which outlives its parent. */
static int do_linger(const char *unused)
{
    (void)unused;
    if (fork() == 0) {
        setsid();
        do_sleep("0.1");
        do_print("5");
        _exit(0);
    }
    return 0;
}

static int do_socket(const char *unused)
{
    (void)unused;
    signal(SIGSYS, SIG_IGN);
    tell("socket", socket(AF_INET, SOCK_STREAM, 0));
    return 0;
}

static int do_execute(const char *path)
{
    char *const argv[] = {"x", NULL};

    tell("execve", execve(path, argv, environ));
    return 0;
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static int do_list(const char *path)
{
    static char *names[20000];
    size_t n = 0;
    DIR *dir = opendir(path);
    const struct dirent *entry;

    if (!dir)
        return 1;
    while ((entry = readdir(dir)) && n < 20000)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            names[n++] = strdup(entry->d_name);
    qsort(names, n, sizeof *names, compare_names);
    for (size_t i = 0; i < n; i++)
        printf("%s\n", names[i]);
    return 0;
}

/* The open descriptors, without the one that lists them. */
static int do_descriptors(const char *unused)
{
    (void)unused;
    for (int fd = 0; fd < 4096; fd++)
        if (fcntl(fd, F_GETFD) >= 0)
            printf("%d\n", fd);
    return 0;
}

static int do_read(const char *path)
{
    struct stat st;
    int fd = open(path, O_RDONLY);

    if (fd < 0) {
        tell("open", -1);
        return 0;
    }
    fstat(fd, &st);
    if (!S_ISREG(st.st_mode) || st.st_mode & 0222)
        printf("[%o] ", (unsigned)st.st_mode);
    fflush(stdout);
    dup2(fd, 0);
    return do_cat("");
}

static int do_write(const char *path)
{
    tell("write", open(path, O_WRONLY | O_CREAT, 0666));
    return 0;
}

static int do_who(const char *unused)
{
    char cwd[256] = "";
    gid_t groups[8];
    struct utsname names;

    (void)unused;
    uname(&names);
    printf("cwd %s\n", getcwd(cwd, sizeof cwd));
    printf("host %s\n", names.nodename);
    printf("uid %u %u\ngid %u %u\n", getuid(), geteuid(), getgid(), getegid());
    printf("groups %d\n", getgroups(8, groups));
    printf("session %s\n", getsid(0) == getpid() ? "own" : "foreign");
    printf("pid 1 %s\n", getpid() == 1 ? "itself" : getppid() == 1 ? "its parent" : "another");
    return 0;
}

static int do_environment(const char *unused)
{
    (void)unused;
    for (char **e = environ; *e; e++)
        puts(*e);
    return 0;
}

static int do_cores(const char *unused)
{
    cpu_set_t cores;

    (void)unused;
    sched_getaffinity(0, sizeof cores, &cores);
    printf("%d\n", CPU_COUNT(&cores));
    return 0;
}

static int do_stack(const char *mib)
{
    volatile char here[1 << 20];

    here[0] = here[sizeof here - 1] = 1;
    if (atoi(mib) > 1) {
        char next[16];

        snprintf(next, sizeof next, "%d", atoi(mib) - 1);
        return do_stack(next) + here[0] - 1;
    }
    return 0;
}

/* ---- things that a run could leave behind */

static int do_many(const char *count)
{
    char name[32];

    mkdir("many", 0700);
    for (int i = 0; i < atoi(count); i++) {
        snprintf(name, sizeof name, i % 2 ? "many/%d" : "%d", i);
        if (close(open(name, O_WRONLY | O_CREAT, 0600)) < 0)
            return 5;
    }
    return 0;
}

static int do_leave(const char *what)
{
    int rc = -1;

    if (strcmp(what, "file") == 0)
        rc = close(open("left", O_WRONLY | O_CREAT, 0000));
    else if (strcmp(what, "hidden") == 0)
        rc = close(open(".left \n", O_WRONLY | O_CREAT, 0600));
    else if (strcmp(what, "tree") == 0)
        rc = mkdir("a", 0700) | mkdir("a/b", 0700) | mkdir("a/b/c", 0000) | chmod("a/b", 0000);
    else if (strcmp(what, "link") == 0)
        rc = symlink("/usr", "left");
    else if (strcmp(what, "hard link") == 0)
        rc = link("given", "left");
    else if (strcmp(what, "rename") == 0)
        rc = rename("given", "left");
    else if (strcmp(what, "remove") == 0)
        rc = unlink("given");
    else if (strcmp(what, "append") == 0)
        rc = chmod("given", 0666) | (print_bytes(open("given", O_WRONLY | O_APPEND), 5) ? -1 : 0);
    else if (strcmp(what, "mode") == 0)
        rc = chmod("/work", 0000);
    else if (strcmp(what, "times") == 0)
        rc = utimensat(AT_FDCWD, "/work", NULL, 0);
    else if (strcmp(what, "shm") == 0)
        rc = close(open("/dev/shm/left", O_WRONLY | O_CREAT, 0600));
    tell(what, rc);
    return 0;
}

/* Puts something else where the product should be. */
static int do_produce(const char *what)
{
    int rc = -1;

    if (strcmp(what, "file") == 0)
        rc = write(open("product", O_WRONLY | O_CREAT, 0700), "made", 4) == 4 ? 0 : -1;
    else if (strcmp(what, "unreadable") == 0)
        rc = write(open("product", O_WRONLY | O_CREAT, 0000), "made", 4) == 4 ? 0 : -1;
    else if (strcmp(what, "directory") == 0)
        rc = mkdir("product", 0700);
    else if (strcmp(what, "link out") == 0)
        rc = symlink("/etc/ld.so.cache", "product");
    else if (strcmp(what, "link in") == 0)
        rc = close(open("other", O_WRONLY | O_CREAT, 0600)) | symlink("other", "product");
    else if (strcmp(what, "link to itself") == 0)
        rc = symlink("product", "product");
    else if (strcmp(what, "fifo") == 0)
        rc = mkfifo("product", 0600);
    tell(what, rc);
    return 0;
}

static const struct command {
    const char *name;
    int (*run)(const char *arg);
} commands[] = {
    {"exit", do_exit},
    {"signal", do_signal},
    {"cat", do_cat},
    {"seek", do_seek},
    {"spoil", do_spoil},
    {"burn", do_burn},
    {"sleep", do_sleep},
    {"burn-in-child", do_burn_in_child},
    {"touch", do_touch},
    {"print", do_print},
    {"complain", do_complain},
    {"file", do_file},
    {"burn-in-many", do_burn_in_many},
    {"fork", do_fork},
    {"deaf-file", do_deaf_file},
    {"linger", do_linger},
    {"socket", do_socket},
    {"execute", do_execute},
    {"list", do_list},
    {"read", do_read},
    {"descriptors", do_descriptors},
    {"write", do_write},
    {"who", do_who},
    {"cores", do_cores},
    {"environment", do_environment},
    {"stack", do_stack},
    {"many", do_many},
    {"leave", do_leave},
    {"produce", do_produce},
    {"pipes", do_pipes},
    {"hole-and-touch", do_hole_and_touch},
    {"threads", do_threads},
    {"touch-and-print", do_touch_and_print},
    {"print-and-touch", do_print_and_touch},
    {"feed-back", do_feed_back},
    {"close-early", do_close_early},
};

int main(int argc, char **argv)
{
    for (size_t i = 0; argc > 1 && i < sizeof commands / sizeof *commands; i++)
        if (strcmp(argv[1], commands[i].name) == 0)
            return commands[i].run(argc > 2 ? argv[2] : "");
    return 99;
}
