/* SPDX-License-Identifier: MIT */
/* Configuration files: lines, words, directives. */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "config.h"

#define WORDS_MAX 1024
#define BLANKS    " \t\r\n"

/* The end of the word that begins at `*word`, which moves past an opening quote; NULL and
 * why on a broken one. */
static char *end_of(char **word, struct why *why)
{
    char *end;

    if (**word != '"') {
        end = *word + strcspn(*word, BLANKS "\"");
        if (*end == '"') {
            (void)why_set(why, "a quote (\") within a word");
            return NULL;
        }
        return end;
    }
    end = strchr(++*word, '"');
    if (end == NULL) {
        (void)why_set(why, "a quote (\") is not closed");
        return NULL;
    }
    if (end[1] != '\0' && strchr(BLANKS, end[1]) == NULL) {
        (void)why_set(why, "a blank is missing after a closing quote (\")");
        return NULL;
    }
    return end;
}

/* Cuts a line into words in place; returns how many, -1 and why on a broken line. A
 * comment begins where a word could. */
static int cut(char *line, char **words, struct why *why)
{
    int count = 0;
    char *at = line;

    for (;;) {
        char *end;

        at += strspn(at, BLANKS);
        if (*at == '\0' || *at == '#')
            return count;
        if (count == WORDS_MAX)
            return why_set(why, "more than %d words", WORDS_MAX);
        end = end_of(&at, why);
        if (end == NULL)
            return -1;
        words[count++] = at;
        at = end;
        if (*at != '\0')
            *at++ = '\0';
    }
}

static int obey(const struct config_directive *d, size_t count, char *const *words,
                void *settings, struct why *why)
{
    if (count < d->least)
        return why_set(why, "%s: a word is missing: %s %s", d->name, d->name, d->usage);
    if (count > d->most)
        return why_set(why, "%s: `%s` is one word too many: %s %s", d->name,
                       words[d->most], d->name, d->usage);
    return d->take(settings, count, words, why);
}

static int take_line(char *line, const struct config_directive *table, size_t rows,
                     void *settings, struct why *why)
{
    char *words[WORDS_MAX];
    const int count = cut(line, words, why);
    size_t i;

    if (count <= 0)
        return count;
    for (i = 0; i < rows; i++) {
        if (strcmp(words[0], table[i].name) == 0)
            return obey(&table[i], (size_t)count - 1, words + 1, settings, why);
    }
    return why_set(why, "unknown directive `%s`", words[0]);
}

/* Reads lines of any length; `number` counts them. */
static int take_lines(FILE *file, unsigned int *number,
                      const struct config_directive *table, size_t rows, void *settings,
                      struct why *why)
{
    char *line = NULL;
    size_t room = 0;
    ssize_t length;
    int rc = 0;

    while (rc == 0 && (length = getline(&line, &room, file)) >= 0) {
        ++*number;
        if (strlen(line) != (size_t)length)
            rc = why_set(why, "a zero octet");
        else
            rc = take_line(line, table, rows, settings, why);
    }
    free(line);
    return rc;
}

int config_read(const char *path, const struct config_directive *table, size_t rows,
                void *settings, unsigned int *line, struct why *why)
{
    struct why wrong = {""};
    FILE *file;
    int rc;

    *line = 0;

    file = fopen(path, "re");
    if (file == NULL) {
        return why_set(why, "cannot read the configuration %s: %s", path,
                       strerror(errno));
    }
    rc = take_lines(file, line, table, rows, settings, &wrong);
    (void)fclose(file);
    if (rc < 0)
        return why_set(why, "%s:%u: %s", path, *line, wrong.text);
    return 0;
}

void config_print(const struct config_directive *table, size_t rows)
{
    size_t i;

    for (i = 0; i < rows; i++)
        (void)printf("  %s %s\n        %s%s\n", table[i].name, table[i].usage,
                     table[i].help, table[i].repeatable ? " Repeatable." : "");
}
