/* What the files of worksheet.h's implementation promise each other. Not for others. */
#ifndef APP_LANGUAGE_WORKSHEET_INSIDE_H
#define APP_LANGUAGE_WORKSHEET_INSIDE_H

enum worksheet_column {
    COLUMN_ID,
    COLUMN_SCREENS,
    COLUMN_VIETNAMESE,
    COLUMN_VIETNAMESE_SPOKEN,
    COLUMN_ENGLISH,
    COLUMN_CONTEXT,
    COLUMN_LONGEST,
    COLUMN_TEXT,
    COLUMN_SPOKEN,
    COLUMN_STATE,
    COLUMN_REVIEWER,
    COLUMN_DIALECT,
    COLUMN_DATE,
    COLUMNS
};

extern const char *const worksheet_columns[COLUMNS];

#endif
