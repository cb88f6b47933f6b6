/* SPDX-License-Identifier: MIT */
/*
 * A target's main where no fuzzer brings one: each file, and each file of each directory,
 * is handed to it once. A file's name is told before it is, so that the last one told is
 * the one that ended the process.
 *
 *     fuzz_TARGET [FILE|DIRECTORY...]
 *
 * Without arguments: the tree's seeds and the target's corpus, where make check says that
 * they are.
 */
#include "target.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PATH_LENGTH 4096
#define LARGEST     65536

static unsigned long count;

static void give_up(const char *path)
{
    fprintf(stderr, "%s: %s\n", path, strerror(errno));
    exit(2);
}

static void run_file(const char *path)
{
    static uint8_t octets[LARGEST];
    FILE *file = fopen(path, "rb");
    size_t length;

    if (!file)
        give_up(path);
    length = fread(octets, 1, sizeof octets, file);
    if (ferror(file))
        give_up(path);
    fclose(file);
    printf("%s\n", path);
    fflush(stdout);
    LLVMFuzzerTestOneInput(octets, length);
    count++;
}

/* NULL with errno 0 at the end. */
static const struct dirent *next_entry(DIR *directory)
{
    errno = 0;
    return readdir(directory);
}

static void run_directory(DIR *directory, const char *path)
{
    char name[PATH_LENGTH];
    const struct dirent *entry;

    while ((entry = next_entry(directory))) {
        if (entry->d_name[0] == '.')
            continue;
        if ((size_t)snprintf(name, sizeof name, "%s/%s", path, entry->d_name) >=
            sizeof name) {
            errno = ENAMETOOLONG;
            give_up(path);
        }
        run_file(name);
    }
    if (errno)
        give_up(path);
}

static void run(const char *path)
{
    DIR *directory = opendir(path);

    if (directory) {
        run_directory(directory, path);
        closedir(directory);
    } else if (errno == ENOTDIR) {
        run_file(path);
    } else {
        give_up(path);
    }
}

static void run_corpus(const char *name)
{
    const char *top = getenv("srcdir");
    char path[PATH_LENGTH];

    snprintf(path, sizeof path, "%s/tests/fuzz/corpus/%s", top ? top : ".", name);
    run(path);
}

/* Of fuzz_decode: seeds and decode. */
static void run_corpora(const char *program)
{
    const char *target = strrchr(program, '_');

    run_corpus("seeds");
    run_corpus(target ? target + 1 : program);
}

int main(int argc, char **argv)
{
    if (argc == 1)
        run_corpora(argv[0]);
    for (int i = 1; i < argc; i++)
        run(argv[i]);
    printf("100%%: Checks: %lu, Failures: 0, Errors: 0\n", count);
    return count ? 0 : 1;
}
