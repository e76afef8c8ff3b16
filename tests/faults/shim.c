/* Stands before the system's calls that change files below one folder; counts them, and strikes at one of them.
   Built and loaded by tests/faults/shim.py; armed within a process through faults_arm. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

enum { COUNT, FAIL_ONCE, FAIL_ON, FULL, RAISE };

static char prefix[PATH_MAX];
static int mode = -1, turn, number;
static int *seen;

void faults_arm(const char *below, int how, int when, int what, int *counter) {
    snprintf(prefix, sizeof prefix, "%s", below);
    turn = when; number = what; seen = counter; mode = how;
    *seen = 0;
}

void faults_disarm(void) { mode = -1; }

/* Whether an operation fails; `grows` is whether it needs room on the disk. */
static int strikes(const char *path, int grows) {
    if (mode < 0 || strncmp(path, prefix, strlen(prefix))) return 0;
    int now = ++*seen;
    switch (mode) {
    case FAIL_ONCE: return now == turn ? (errno = number, 1) : 0;
    case FAIL_ON: return now >= turn ? (errno = number, 1) : 0;
    case FULL: return now >= turn && grows ? (errno = ENOSPC, 1) : 0;
    case RAISE: if (now == turn) raise(number); return 0;
    }
    return 0;
}

static const char *of_handle(int handle, char *room) {
    char name[64];
    snprintf(name, sizeof name, "/proc/self/fd/%d", handle);
    ssize_t length = readlink(name, room, PATH_MAX - 1);
    room[length < 0 ? 0 : length] = 0;
    return room;
}

static const char *at(int handle, const char *path, char *room) {
    if (path[0] == '/') return path;
    if (handle == AT_FDCWD) {
        if (!getcwd(room, PATH_MAX)) room[0] = 0;
    } else of_handle(handle, room);
    size_t length = strlen(room);
    snprintf(room + length, PATH_MAX - length, "/%s", path);
    return room;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define CHANGES (O_CREAT | O_WRONLY | O_RDWR | O_TRUNC)

#define OPEN(name)                                                              \
    int name(const char *path, int flags, ...) {                                \
        char room[PATH_MAX]; va_list rest; va_start(rest, flags);               \
        mode_t bits = flags & O_CREAT ? va_arg(rest, mode_t) : 0; va_end(rest); \
        if ((flags & CHANGES) && strikes(at(AT_FDCWD, path, room), flags & O_CREAT)) return -1; \
        return REAL(name)(path, flags, bits);                                   \
    }
#define OPENAT(name)                                                            \
    int name(int where, const char *path, int flags, ...) {                     \
        char room[PATH_MAX]; va_list rest; va_start(rest, flags);               \
        mode_t bits = flags & O_CREAT ? va_arg(rest, mode_t) : 0; va_end(rest); \
        if ((flags & CHANGES) && strikes(at(where, path, room), flags & O_CREAT)) return -1; \
        return REAL(name)(where, path, flags, bits);                            \
    }
OPEN(open) OPEN(open64) OPENAT(openat) OPENAT(openat64)

#define ON_HANDLE(type, name, parameters, arguments, grows)  \
    type name parameters {                                   \
        char room[PATH_MAX];                                 \
        if (strikes(of_handle(handle, room), grows)) return -1; \
        return REAL(name) arguments;                         \
    }
ON_HANDLE(ssize_t, write, (int handle, const void *data, size_t size), (handle, data, size), 1)
ON_HANDLE(ssize_t, pwrite, (int handle, const void *data, size_t size, off_t place), (handle, data, size, place), 1)
ON_HANDLE(ssize_t, pwrite64, (int handle, const void *data, size_t size, off64_t place), (handle, data, size, place), 1)
ON_HANDLE(int, fsync, (int handle), (handle), 0)
ON_HANDLE(int, fdatasync, (int handle), (handle), 0)
ON_HANDLE(int, ftruncate, (int handle, off_t size), (handle, size), 0)
ON_HANDLE(int, ftruncate64, (int handle, off64_t size), (handle, size), 0)

#define ON_PATH(name, parameters, arguments, where, path, grows) \
    int name parameters {                                    \
        char room[PATH_MAX];                                 \
        if (strikes(at(where, path, room), grows)) return -1; \
        return REAL(name) arguments;                         \
    }
ON_PATH(rename, (const char *from, const char *to), (from, to), AT_FDCWD, to, 0)
ON_PATH(renameat, (int a, const char *from, int b, const char *to), (a, from, b, to), b, to, 0)
ON_PATH(link, (const char *from, const char *to), (from, to), AT_FDCWD, to, 1)
ON_PATH(linkat, (int a, const char *from, int b, const char *to, int flags), (a, from, b, to, flags), b, to, 1)
ON_PATH(unlink, (const char *path), (path), AT_FDCWD, path, 0)
ON_PATH(unlinkat, (int a, const char *path, int flags), (a, path, flags), a, path, 0)
ON_PATH(mkdir, (const char *path, mode_t bits), (path, bits), AT_FDCWD, path, 1)
ON_PATH(rmdir, (const char *path), (path), AT_FDCWD, path, 0)
