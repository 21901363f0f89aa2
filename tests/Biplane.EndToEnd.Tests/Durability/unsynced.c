/*
 * Preloaded into a server, this library remembers what every write overwrote until the file is flushed. After the process was killed, undoing
 * what is left gives the files as a power cut might have left them: nothing that was not flushed is there. (Names of files are taken as durable.)
 *
 * UNSYNCED_DIR      files below this folder are watched
 * UNSYNCED_JOURNAL  folder of the undo records: one file per watched file, named by its inode, whose first record names the path
 *
 * A record is: int64 offset, int64 old size of the file, int64 bytes saved, then those bytes.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

#define REAL(type, name) ((type)dlsym(RTLD_NEXT, name))

typedef ssize_t (*write_fn)(int, const void *, size_t);
typedef ssize_t (*pwrite_fn)(int, const void *, size_t, off64_t);
typedef int (*fd_fn)(int);
typedef int (*truncate_fn)(int, off64_t);

static int watched(int fd, char *path, struct stat *info) {
    const char *dir = getenv("UNSYNCED_DIR");
    char link[64];
    ssize_t length;
    if (!dir || fstat(fd, info) != 0 || !S_ISREG(info->st_mode)) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    length = readlink(link, path, 4095);
    if (length <= 0) return 0;
    path[length] = 0;
    return strncmp(path, dir, strlen(dir)) == 0;
}

static int journal(const struct stat *info, int flags) {
    char path[4200];
    snprintf(path, sizeof path, "%s/%lu", getenv("UNSYNCED_JOURNAL"), (unsigned long)info->st_ino);
    return open(path, flags | O_CLOEXEC, 0600);
}

static void save(int fd, off64_t offset, size_t count) {
    int saved_errno = errno, out, in;
    char path[4096], link[64];
    struct stat info;
    write_fn put = REAL(write_fn, "write");
    if (!watched(fd, path, &info)) { errno = saved_errno; return; }
    out = journal(&info, O_WRONLY | O_CREAT | O_APPEND);
    if (out >= 0) {
        long long head[3] = {offset, info.st_size, 0};
        char *old = NULL;
        if (offset < info.st_size) {
            head[2] = info.st_size - offset < (off64_t)count ? info.st_size - offset : (off64_t)count;
            old = malloc(head[2]);
            snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
            in = open(link, O_RDONLY | O_CLOEXEC);
            if (in >= 0) { if (pread(in, old, head[2], offset) != head[2]) head[2] = 0; close(in); } else head[2] = 0;
        }
        if (lseek(out, 0, SEEK_END) == 0) { long long length = strlen(path); put(out, &length, 8); put(out, path, length); }
        put(out, head, sizeof head);
        if (head[2] > 0) put(out, old, head[2]);
        free(old);
        close(out);
    }
    errno = saved_errno;
}

static void forget(int fd) {
    int saved_errno = errno;
    char path[4096], name[4200];
    struct stat info;
    if (watched(fd, path, &info)) {
        snprintf(name, sizeof name, "%s/%lu", getenv("UNSYNCED_JOURNAL"), (unsigned long)info.st_ino);
        unlink(name);
    }
    errno = saved_errno;
}

ssize_t write(int fd, const void *data, size_t count) {
    ssize_t result;
    int flags;
    if (fd <= 2) return REAL(write_fn, "write")(fd, data, count);
    pthread_mutex_lock(&lock);
    flags = fcntl(fd, F_GETFL);
    off64_t offset = lseek(fd, 0, flags >= 0 && (flags & O_APPEND) ? SEEK_END : SEEK_CUR);
    if (offset >= 0) save(fd, offset, count);
    result = REAL(write_fn, "write")(fd, data, count);
    pthread_mutex_unlock(&lock);
    return result;
}

ssize_t pwrite64(int fd, const void *data, size_t count, off64_t offset) {
    ssize_t result;
    pthread_mutex_lock(&lock);
    save(fd, offset, count);
    result = REAL(pwrite_fn, "pwrite64")(fd, data, count, offset);
    pthread_mutex_unlock(&lock);
    return result;
}

ssize_t pwrite(int fd, const void *data, size_t count, off_t offset) { return pwrite64(fd, data, count, offset); }

int ftruncate64(int fd, off64_t length) {
    int result;
    pthread_mutex_lock(&lock);
    save(fd, length, (size_t)1 << 40);
    result = REAL(truncate_fn, "ftruncate64")(fd, length);
    pthread_mutex_unlock(&lock);
    return result;
}

int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }

/* The flush first, then the undo records: a kill in between only undoes too much of what nobody was told of. */
int fsync(int fd) {
    int result = REAL(fd_fn, "fsync")(fd);
    if (result == 0) { pthread_mutex_lock(&lock); forget(fd); pthread_mutex_unlock(&lock); }
    return result;
}

int fdatasync(int fd) {
    int result = REAL(fd_fn, "fdatasync")(fd);
    if (result == 0) { pthread_mutex_lock(&lock); forget(fd); pthread_mutex_unlock(&lock); }
    return result;
}
