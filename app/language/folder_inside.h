/* What the files of folder.h's implementation promise each other. Not for others. */
#ifndef APP_LANGUAGE_FOLDER_INSIDE_H
#define APP_LANGUAGE_FOLDER_INSIDE_H

#include "app/language/folder.h"

struct reading {
    struct arena *arena;
    const struct folder_source *source;
    const struct folder_listener *listener;
    struct folder *f;
    struct err failed; /* of the store, not of the text */
    int problems;
};

/* A line `key = value` of a file, both trimmed; neither ends with NUL. */
struct folder_line {
    const char *file;
    int number;
    const char *key, *value;
    size_t key_len, value_len;
};

/* Counts and tells a problem. */
__attribute__((format(printf, 4, 5))) void folder_tell(struct reading *r, const char *file,
                                                       int line, const char *format, ...);

/* Calls take for every line that is neither blank nor a comment; a line without = is a problem. */
void folder_lines(struct reading *r, const char *file,
                  void (*take)(struct reading *r, const struct folder_line *line));

/* A copy in the arena; "" and a failure when it is full. */
const char *folder_copy(struct reading *r, const char *text, size_t len);

/* True when the line's key is this word. */
bool folder_key(const struct folder_line *line, const char *word);

/* The message of a key, told when there is none. */
enum message_id folder_message(struct reading *r, const struct folder_line *line, size_t key_len);

/* A line of the file state. */
void folder_take_state(struct reading *r, const struct folder_line *line);

/* Tells what is wrong with the texts beside the Vietnamese ones and with what is said of them. */
void folder_check(struct reading *r);

#endif
