/* The least that any program of this kind does: open a SQLite file, read 500 rows, list them with curses,
 * leave at q. The benchmark's unit. */

#include <curses.h>
#include <locale.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

enum { ROWS = 500 };

static char rows[ROWS][80];

static int read_rows(const char *path)
{
    sqlite3 *db;
    sqlite3_stmt *statement;
    int n = 0;

    if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK)
        return 0;

    if (sqlite3_prepare_v2(db, "SELECT code, name FROM floor LIMIT 500", -1, &statement, NULL) == SQLITE_OK)
        while (n < ROWS && sqlite3_step(statement) == SQLITE_ROW)
            snprintf(rows[n++], sizeof rows[0], "%6d  %s", sqlite3_column_int(statement, 0),
                     (const char *)sqlite3_column_text(statement, 1));

    (void)sqlite3_finalize(statement);
    (void)sqlite3_close(db);
    return n;
}

int main(int argc, char **argv)
{
    int n = argc > 1 ? read_rows(argv[1]) : 0;
    int top = 0, key = 0;

    (void)setlocale(LC_ALL, "");
    (void)initscr();
    (void)raw();
    (void)noecho();
    (void)keypad(stdscr, TRUE);
    while (key != 'q') {
        (void)erase();
        for (int i = 0; i < LINES && top + i < n; i++)
            (void)mvaddnstr(i, 0, rows[top + i], COLS);
        (void)refresh();
        key = getch();
        if (key == 'k' && top > 0)
            top--;
        if (key == 'j' && top + 1 < n)
            top++;
    }

    (void)endwin();
    return 0;
}
