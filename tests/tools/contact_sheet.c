#include "tests/tools/contact_sheet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "platform/linux/png_file.h"
#include "tests/tools/shapes.h"

#define SMALLER 4

static const char *folder;

/* The mean of each SMALLER × SMALLER pixels, to five bits a colour so that the files stay small. */
static void shrink(const struct canvas *c, struct canvas *out)
{
    for (int y = 0; y < out->height; y++) {
        for (int x = 0; x < out->width; x++) {
            uint32_t sum[3] = {0};
            for (int i = 0; i < SMALLER * SMALLER; i++) {
                const int row = y * SMALLER + i / SMALLER, column = x * SMALLER + i % SMALLER;
                const uint32_t p = c->pixels[(size_t)row * (size_t)c->stride + (size_t)column];
                sum[0] += p >> 16 & 0xFF;
                sum[1] += p >> 8 & 0xFF;
                sum[2] += p & 0xFF;
            }
            uint32_t mean = 0;
            for (int i = 0; i < 3; i++) {
                const uint32_t five = sum[i] / (SMALLER * SMALLER) & 0xF8;
                mean = mean << 8 | five | five >> 5;
            }
            out->pixels[y * out->stride + x] = mean;
        }
    }
}

static void picture_path(const char *state, int shape, int page, char *out, size_t room)
{
    struct shape s;
    shape_at(shape, &s);
    (void)snprintf(out, room, "%s.%s.%d.png", state, s.name, page + 1);
    for (char *c = strchr(out, ' '); c != NULL; c = strchr(c, ' ')) {
        *c = '-';
    }
}

static void keep(const char *state, int shape, int page, const struct drawn *p)
{
    static uint32_t pixels[(1920 / SMALLER) * (1920 / SMALLER)];
    const int width = p->canvas.width / SMALLER, height = p->canvas.height / SMALLER;
    struct canvas small = {pixels, width, height, width};
    char name[160], path[512];
    shrink(&p->canvas, &small);
    picture_path(state, shape, page, name, sizeof name);
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    studio_must(image_write_rgb(path, &small), path);
    if (p->bad) {
        printf("%s OVERFLOW %s lacks %d px\n", name, p->layout.name, p->layout.missing_px);
    }
}

static void write_shape(FILE *html, const char *state, int i)
{
    const char *last = strrchr(folder, '/');
    char path[512], name[160];
    struct shape shape;
    shape_at(i, &shape);
    fprintf(html, "<figure><figcaption>%s</figcaption>\n", shape.name);
    for (int page = 0;; page++) {
        picture_path(state, i, page, name, sizeof name);
        (void)snprintf(path, sizeof path, "%s/%s", folder, name);
        if (access(path, R_OK) != 0) {
            break;
        }
        fprintf(html,
                "<img loading=\"lazy\" src=\"%s/%s\" width=\"%d\" height=\"%d\" "
                "alt=\"%s, %s, page %d\">\n",
                last == NULL ? folder : last + 1, name, shape.look.width / SMALLER,
                shape.look.height / SMALLER, state, shape.name, page + 1);
    }
    fprintf(html, "</figure>\n");
}

static void write_page(FILE *html)
{
    const char *state;
    fprintf(html, "<!DOCTYPE html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n"
                  "<title>Every screen in every shape</title>\n<style>\n"
                  "body{font:16px sans-serif;margin:16px;background:#eee}\n"
                  ".row{display:flex;gap:12px;overflow-x:auto;align-items:flex-start}\n"
                  "figure{margin:0;flex:none}figure img{display:block;margin-bottom:8px}\n"
                  "nav{columns:6 180px}nav a{display:block}\n"
                  "</style>\n<h1>Every screen in every shape</h1>\n<nav>\n");
    for (int i = 0; (state = shapes_state(i)) != NULL; i++) {
        fprintf(html, "<a href=\"#%s\">%s</a>\n", state, state);
    }
    fprintf(html, "</nav>\n");
    for (int i = 0; (state = shapes_state(i)) != NULL; i++) {
        fprintf(html, "<h2 id=\"%s\">%s</h2>\n<div class=\"row\">\n", state, state);
        for (int shape = 0; shape < SHAPES; shape++) {
            write_shape(html, state, shape);
        }
        fprintf(html, "</div>\n");
    }
}

void contact_sheet_write(const char *of)
{
    char path[256];
    folder = of;
    (void)snprintf(path, sizeof path, "%s.html", folder);
    FILE *html = fopen(path, "w");
    if (html != NULL) {
        write_page(html);
    }
    if (html == NULL || fclose(html) != 0) {
        fprintf(stderr, "gallery: %s cannot be written\n", path);
        exit(1);
    }
    printf("%s: every state in %d shapes\n", path, SHAPES);
}

void contact_sheet_draw(const char *into, const char *size)
{
    folder = into;
    (void)mkdir(folder, 0755);
    shapes_draw(size, false, keep);
}
