// Stands between `driver` and the C library (LD_PRELOAD), counts the calls that touch the state folder, and at a given one
// kills the process or has the call fail.
//
// It counts over all threads, so that each call of a run can be hit; `strace --inject` counts by thread.
//
//   FAULT_CLAIM  a file that the first process to come makes; the others, which it starts, are left alone
//   FAULT_UNDER  only calls on paths that begin so are counted
//   FAULT_CALLS  only these calls, "write,fsync"; all where it is empty
//   FAULT_GATE   a file: before it is there no call is counted
//   FAULT_AT     the call to be hit, from 1; 0 hits none
//   FAULT_ON     1 has all later calls hit too
//   FAULT_DO     "kill" before the call, "linger" waits and kills, "tear" writes a half and kills, a number is the errno of a call that fails
//   FAULT_LOG    a file for the names of the calls
//   FAULT_PID    the number that the process is told to be its own
//   FAULT_BOOT   a file that is read in the place of the one that names the start of the machine

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static pid_t victim;
static char under[PATH_MAX];
static size_t underLength;
static char calls[1024];
static char gate[PATH_MAX];
static long at;
static int on;
static int linger;
static int tear;
static int failure;
static int logFile = -1;
static pid_t alias;
static char boot[PATH_MAX];
static atomic_long count;

#define REAL(name) \
    static __typeof__(name) *real; \
    if (!real) real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

static pid_t self(void) { return (pid_t)syscall(SYS_getpid); }

static const char *setting(const char *name) {
    const char *value = getenv(name);
    return value ? value : "";
}

__attribute__((constructor)) static void begin(void) {
    const char *claim = setting("FAULT_CLAIM");
    if (!*claim) return;
    static int (*realOpen)(const char *, int, ...);
    realOpen = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, "open");
    int file = realOpen(claim, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
    if (file < 0) return;
    close(file);
    snprintf(under, sizeof under, "%s", setting("FAULT_UNDER"));
    underLength = strlen(under);
    if (*setting("FAULT_CALLS")) snprintf(calls, sizeof calls, ",%s,", setting("FAULT_CALLS"));
    snprintf(gate, sizeof gate, "%s", setting("FAULT_GATE"));
    at = atol(setting("FAULT_AT"));
    on = atoi(setting("FAULT_ON"));
    linger = !strcmp(setting("FAULT_DO"), "linger");
    tear = !strcmp(setting("FAULT_DO"), "tear");
    failure = atoi(setting("FAULT_DO"));
    if (*setting("FAULT_LOG")) {
        logFile = realOpen(setting("FAULT_LOG"), O_CREAT | O_APPEND | O_WRONLY | O_CLOEXEC, 0600);
    }
    snprintf(boot, sizeof boot, "%s", setting("FAULT_BOOT"));
    alias = atoi(setting("FAULT_PID"));
    victim = self();
}

static void die(void) {
    if (linger) usleep(300000);
    kill(victim, SIGKILL);
    for (;;) pause();
}

static int isMeant(const char *name, int folder, const char *path) {
    if (!victim || self() != victim) return 0;
    if (*gate && access(gate, F_OK)) return 0;
    if (*calls) {
        char word[64];
        snprintf(word, sizeof word, ",%s,", name);
        if (!strstr(calls, word)) return 0;
    }
    if (path && *path == '/') return !strncmp(path, under, underLength);
    char link[64], target[PATH_MAX];
    if (folder == AT_FDCWD) snprintf(link, sizeof link, "/proc/self/cwd");
    else snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
    ssize_t length = readlink(link, target, sizeof target - 1);
    if (length < 0) return 0;
    target[length] = 0;
    return !strncmp(target, under, underLength);
}

// Whether this call is to fail; a call that is to kill does so here.
static int hits(const char *name, int folder, const char *path, int isWrite) {
    int before = errno;
    int meant = isMeant(name, folder, path);
    errno = before;
    if (!meant) return 0;
    long number = atomic_fetch_add(&count, 1) + 1;
    if (logFile >= 0) {
        char line[PATH_MAX + 96];
        int length = snprintf(line, sizeof line, "%ld %s %s\n", number, name, path ? path : "");
        static ssize_t (*realWrite)(int, const void *, size_t);
        realWrite = (ssize_t(*)(int, const void *, size_t))dlsym(RTLD_NEXT, "write");
        if (realWrite(logFile, line, (size_t)length) < 0) abort();
    }
    errno = before;
    if (!at || number < at || (number > at && !on)) return 0;
    if (!failure && !(tear && isWrite)) die();
    if (failure) errno = failure;
    return 1;
}

#define FAILS(name, folder, path) \
    if (hits(#name, folder, path, 0)) return -1

#define WRITES(name, file, call, half) \
    if (hits(#name, file, NULL, 1)) { \
        if (failure) return -1; \
        if (half < 0) abort(); \
        die(); \
    } \
    return call

ssize_t write(int file, const void *bytes, size_t size) {
    REAL(write);
    WRITES(write, file, real(file, bytes, size), real(file, bytes, size / 2));
}
ssize_t pwrite(int file, const void *bytes, size_t size, off_t place) {
    REAL(pwrite);
    WRITES(pwrite, file, real(file, bytes, size, place), real(file, bytes, size / 2, place));
}
ssize_t pwrite64(int file, const void *bytes, size_t size, off64_t place) {
    REAL(pwrite64);
    WRITES(pwrite64, file, real(file, bytes, size, place), real(file, bytes, size / 2, place));
}
int fsync(int file) {
    REAL(fsync);
    FAILS(fsync, file, NULL);
    return real(file);
}
int fdatasync(int file) {
    REAL(fdatasync);
    FAILS(fdatasync, file, NULL);
    return real(file);
}
int ftruncate(int file, off_t size) {
    REAL(ftruncate);
    FAILS(ftruncate, file, NULL);
    return real(file, size);
}
int ftruncate64(int file, off64_t size) {
    REAL(ftruncate64);
    FAILS(ftruncate64, file, NULL);
    return real(file, size);
}
int unlink(const char *path) {
    REAL(unlink);
    FAILS(unlink, AT_FDCWD, path);
    return real(path);
}
int unlinkat(int folder, const char *path, int flags) {
    REAL(unlinkat);
    FAILS(unlinkat, folder, path);
    return real(folder, path, flags);
}
int rmdir(const char *path) {
    REAL(rmdir);
    FAILS(rmdir, AT_FDCWD, path);
    return real(path);
}
int rename(const char *old, const char *new) {
    REAL(rename);
    FAILS(rename, AT_FDCWD, new);
    return real(old, new);
}
int renameat(int oldFolder, const char *old, int newFolder, const char *new) {
    REAL(renameat);
    FAILS(renameat, newFolder, new);
    return real(oldFolder, old, newFolder, new);
}
int renameat2(int oldFolder, const char *old, int newFolder, const char *new, unsigned flags) {
    REAL(renameat2);
    FAILS(renameat2, newFolder, new);
    return real(oldFolder, old, newFolder, new, flags);
}
int link(const char *old, const char *new) {
    REAL(link);
    FAILS(link, AT_FDCWD, new);
    return real(old, new);
}
int mkdir(const char *path, mode_t mode) {
    REAL(mkdir);
    FAILS(mkdir, AT_FDCWD, path);
    return real(path, mode);
}
int mkdirat(int folder, const char *path, mode_t mode) {
    REAL(mkdirat);
    FAILS(mkdirat, folder, path);
    return real(folder, path, mode);
}
int flock(int file, int operation) {
    static int (*real)(int, int);
    if (!real) real = (int (*)(int, int))dlsym(RTLD_NEXT, "flock");
    FAILS(flock, file, NULL);
    return real(file, operation);
}

pid_t getpid(void) { return alias && self() == victim ? alias : self(); }

static const char *place(const char *path) {
    return *boot && !strcmp(path, "/proc/sys/kernel/random/boot_id") ? boot : path;
}

#define MODE \
    mode_t mode = 0; \
    if (flags & (O_CREAT | O_TMPFILE)) { \
        va_list rest; \
        va_start(rest, flags); \
        mode = va_arg(rest, mode_t); \
        va_end(rest); \
    }

int open(const char *path, int flags, ...) {
    REAL(open);
    MODE
    FAILS(open, AT_FDCWD, path);
    return real(place(path), flags, mode);
}
int open64(const char *path, int flags, ...) {
    REAL(open64);
    MODE
    FAILS(open, AT_FDCWD, path);
    return real(place(path), flags, mode);
}
int openat(int folder, const char *path, int flags, ...) {
    REAL(openat);
    MODE
    FAILS(openat, folder, path);
    return real(folder, path, flags, mode);
}
int openat64(int folder, const char *path, int flags, ...) {
    REAL(openat64);
    MODE
    FAILS(openat, folder, path);
    return real(folder, path, flags, mode);
}

#define LOCKS(name) \
    REAL(name); \
    va_list rest; \
    va_start(rest, command); \
    void *argument = va_arg(rest, void *); \
    va_end(rest); \
    if (command == F_SETLK || command == F_SETLKW || command == F_OFD_SETLK || command == F_OFD_SETLKW) { \
        FAILS(fcntl, file, NULL); \
    } \
    return real(file, command, argument)

int fcntl(int file, int command, ...) {
    LOCKS(fcntl);
}
int fcntl64(int file, int command, ...) {
    LOCKS(fcntl64);
}
