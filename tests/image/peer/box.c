/* The program that the appliance's peers show: a ground and a box that goes where it is touched,
 * drawn by SDL. It says on its output when the first picture was handed over and, when it has
 * rested, how much memory the machine uses. */
#include <SDL.h>
#include <stdio.h>
#include <time.h>

#define REST_MS 20000

static void draw(SDL_Renderer *renderer, SDL_Rect box)
{
    SDL_SetRenderDrawColor(renderer, 20, 40, 90, 255);
    SDL_RenderClear(renderer);
    SDL_SetRenderDrawColor(renderer, 230, 120, 20, 255);
    SDL_RenderFillRect(renderer, &box);
    SDL_RenderPresent(renderer);
}

/* As the appliance's own report counts it. */
static void tell_memory(void)
{
    char line[128];
    long total = 0;
    long available = 0;
    FILE *f = fopen("/proc/meminfo", "r");
    while (f != NULL && fgets(line, sizeof line, f) != NULL) {
        (void)sscanf(line, "MemTotal: %ld", &total);
        (void)sscanf(line, "MemAvailable: %ld", &available);
    }
    if (f != NULL) {
        fclose(f);
    }
    printf("peer: memory used %ld MB of %ld MB\n", (total - available) / 1024, total / 1024);
}

static int failed(const char *what)
{
    printf("peer: %s: %s\n", what, SDL_GetError());
    return 1;
}

int main(void)
{
    setvbuf(stdout, NULL, _IOLBF, 0);
    SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "1");
    if (SDL_Init(SDL_INIT_VIDEO) != 0) {
        return failed("video");
    }
    SDL_Window *window = SDL_CreateWindow("peer", 0, 0, 1080, 1920, SDL_WINDOW_FULLSCREEN_DESKTOP);
    SDL_Renderer *renderer = window == NULL ? NULL : SDL_CreateRenderer(window, -1, 0);
    SDL_RendererInfo info;
    if (renderer == NULL || SDL_GetRendererInfo(renderer, &info) != 0) {
        return failed("window");
    }
    SDL_ShowCursor(SDL_DISABLE);
    SDL_Rect box = {120, 240, 400, 400};
    draw(renderer, box);
    draw(renderer, box); /* the first one stays black on this panel (reference/image.md, 3) */
    struct timespec now = {0};
    clock_gettime(CLOCK_MONOTONIC, &now); /* it begins with the kernel */
    printf("peer: picture by %s, %s, after %ld ms\n", SDL_GetCurrentVideoDriver(), info.name,
           (long)now.tv_sec * 1000 + now.tv_nsec / 1000000);
    for (int told = 0;;) {
        SDL_Event e;
        if (told ? SDL_WaitEvent(&e) : SDL_WaitEventTimeout(&e, 250)) {
            if (e.type == SDL_QUIT) {
                return 0;
            }
            if (e.type == SDL_MOUSEBUTTONDOWN) {
                box.x = e.button.x > 600 ? 600 : 20;
                box.y = box.y == 240 ? 1300 : 240;
                draw(renderer, box);
            } else if (e.type == SDL_WINDOWEVENT && e.window.event == SDL_WINDOWEVENT_EXPOSED) {
                draw(renderer, box);
            }
        }
        if (told == 0 && SDL_GetTicks() > REST_MS) {
            told = 1;
            tell_memory();
        }
    }
}
