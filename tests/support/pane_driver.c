#include "support/pane_driver.h"

#include "base/memory.h"
#include "support/real.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

void driver_open(struct driver *driver, const struct pane_ops *ops, const char *edition, int rows,
                 int columns, const struct arg *arg)
{
    *driver = (struct driver){ .pane = { .ops = ops, .state = memory_take(ops->state_size) } };
    driver->ctx.model = real_model(edition);
    driver->ctx.area = (struct rect){ 1, 0, rows, columns };
    driver->ctx.editor = line_editor_new();
    driver->screen = screen_new(rows + 3, columns, false);
    if (ops->open)
        ops->open(&driver->pane, &driver->ctx, arg);
}

void driver_close(struct driver *driver)
{
    free(driver->pane.state);
    line_editor_free(driver->ctx.editor);
    screen_free(driver->screen);
    free(driver->dump);
}

void driver_event(struct driver *driver, struct event event)
{
    const struct pane_ops *ops = driver->pane.ops;
    bool typing = ops->typing && ops->typing(&driver->pane);
    const struct binding *binding =
        event.kind == EV_KEY ? binding_find(ops->keys, &event.u.key, typing) : NULL;

    if (binding)
        driver->effects = ops->act(&driver->pane, &driver->ctx, binding->action);
    else
        driver->effects = ops->event(&driver->pane, &driver->ctx, &event);
}

void driver_keys(struct driver *driver, const char *script)
{
    while (*script) {
        struct event event = { .kind = EV_KEY };
        size_t n = key_script(script, &event.u.key);
        assert_true(n > 0);
        script += n;
        driver_event(driver, event);
    }
}

void driver_click(struct driver *driver, enum mouse_kind kind, int row, int column)
{
    driver_event(driver, (struct event){ .kind = EV_MOUSE, .u.mouse = { kind, row + 1, column } });
}

static void draw(struct driver *driver)
{
    screen_clear(driver->screen);
    driver->pane.ops->draw(&driver->pane, &driver->ctx, driver->screen);
    free(driver->dump);
    driver->dump = screen_dump(driver->screen);
    assert_non_null(driver->dump);
}

/* Line `n` of the dump, cut out of it. */
static const char *cut_line(struct driver *driver, int n)
{
    char *at = driver->dump;

    for (; n > 0; n--) {
        at = strchr(at, '\n');
        assert_non_null(at);
        at++;
    }

    at[strcspn(at, "\n")] = '\0';
    return at;
}

const char *driver_line(struct driver *driver, int row)
{
    draw(driver);
    return cut_line(driver, row + 1);
}

const char *driver_roles(struct driver *driver, int row)
{
    draw(driver);
    return cut_line(driver, driver->screen->rows + 1 + row + 1);
}

int driver_find(struct driver *driver, const char *text)
{
    for (int row = 0; row < driver->ctx.area.rows; row++)
        if (strstr(driver_line(driver, row), text))
            return row;
    return -1;
}

const struct effect *driver_effect(const struct driver *driver, enum effect_kind kind)
{
    assert_int_equal(driver->effects.n, 1);
    assert_int_equal(driver->effects.at[0].kind, kind);
    return &driver->effects.at[0];
}
