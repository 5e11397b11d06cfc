#include "app/sound/player.h"

#include "app/assets.h"
#include "platform/base/buf.h"
#include "platform/sim/audio_capture.h"
#include "platform/sim/reader_script.h"
#include "tests/check.h"

static struct assets assets;
static struct file_bytes file;
static struct voices voices;
static struct speech speech;
static struct audio_capture audio;
static struct tempo tempo;
static struct player player;
static uint64_t now_ms;

static struct heard heard[64];
static int heard_count;

static void note(void *context, const struct heard *h)
{
    (void)context;
    if (heard_count < 64) {
        heard[heard_count++] = *h;
    }
}

static void begin(void)
{
    voices.count = 1;
    CHECK(!failed(assets_open(&assets, files_linux(), NULL)) &&
          !failed(assets_map(&assets, "clips-vi.pak", &file)) &&
          !failed(clips_open(&voices.pack[0], file.bytes, file.size)));
    CHECK(!failed(audio_capture_open(&audio, NULL)));
    if (tempo.stream == NULL) {
        CHECK(!failed(tempo_open(&tempo)));
    }
    tempo_clear(&tempo);
    player_init(&player, &audio.port, &tempo, note, NULL);
    heard_count = 0;
    now_ms = 0;
}

static void say(const char *text)
{
    const struct say item = {.kind = SAY_TEXT, .text = text};
    speech_clear(&speech);
    speech_add(&speech, &voices, &item, 1,
               &(struct speech_options){.language = "vi", .tag = (uint32_t)strlen(text)});
    player_say(&player, &speech);
}

static void run(uint64_t ms)
{
    for (const uint64_t end = now_ms + ms; now_ms < end; now_ms += 20) {
        player_step(&player, now_ms);
        audio_capture_advance(&audio, now_ms + 20);
    }
    player_step(&player, now_ms);
}

TEST(speech_sounds_and_is_reported_when_it_ended)
{
    begin();
    say("hai mươi mốt");
    CHECK(player_speaking(&player));
    run(200);
    CHECK_INT(heard_count, 0);
    CHECK_INT(player_tag(&player), strlen("hai mươi mốt"));
    run(3000);
    CHECK(!player_speaking(&player));
    CHECK_INT(heard_count, 1);
    CHECK_STR(heard[0].what.clip.text, "hai mươi mốt");
    CHECK_INT(heard[0].ms_played, heard[0].ms_total);
    CHECK(audio.energy > 1000000);
    CHECK_INT(player_tag(&player), 0);
    CHECK_INT(player_deadline_ms(&player), -1);
}

TEST(the_first_sample_is_in_the_ring_in_the_same_step)
{
    begin();
    player_cue(&player, CUE_TOUCH);
    player_step(&player, now_ms);
    CHECK(audio.port.ops->queued(&audio.port) > 0);
}

TEST(a_touch_cuts_at_once_and_the_part_heard_is_told)
{
    begin();
    say("Có một câu trả lời.");
    say("hai");
    run(400);
    player_cut(&player, now_ms);
    CHECK_INT(audio.port.ops->queued(&audio.port), 0);
    CHECK_INT(heard_count, 1);
    CHECK(heard[0].ms_played >= 380 && heard[0].ms_played <= 420);
    CHECK(heard[0].ms_total > 700);
    CHECK(!player_speaking(&player));
    const int64_t before = audio.energy;
    run(500);
    CHECK(audio.energy == before);
}

TEST(a_cue_waits_for_the_clip_that_sounds_and_goes_before_the_next)
{
    begin();
    say("hai");
    say("ba");
    run(40);
    player_cue(&player, CUE_WOVEN);
    run(4000);
    CHECK_INT(heard_count, 3);
    CHECK_STR(heard[0].what.clip.text, "hai");
    CHECK_INT(heard[1].what.kind, SPOKEN_CUE);
    CHECK_STR(heard[2].what.clip.text, "ba");
}

TEST(hushing_keeps_a_cue_that_just_began)
{
    begin();
    say("Có một câu trả lời.");
    run(100);
    player_cut(&player, now_ms);
    player_cue(&player, CUE_TOUCH);
    say("hai");
    player_hush(&player, now_ms);
    say("ba");
    run(2000);
    CHECK_INT(heard_count, 3);
    CHECK_INT(heard[1].what.kind, SPOKEN_CUE);
    CHECK_STR(heard[2].what.clip.text, "ba");
    say("Có một câu trả lời.");
    run(100);
    player_hush(&player, now_ms);
    CHECK(!player_speaking(&player));
    CHECK_INT(audio.port.ops->queued(&audio.port), 0);
}

static uint64_t spoken_ms(int speed)
{
    begin();
    player_set_speed(&player, speed);
    say("Có một câu trả lời.");
    const uint64_t start = now_ms;
    while (player_speaking(&player) && now_ms < start + 10000) {
        run(20);
    }
    CHECK_INT(heard_count, 1);
    CHECK_INT(heard[0].ms_played, heard[0].ms_total);
    return now_ms - start;
}

TEST(slower_and_faster_change_the_length)
{
    const uint64_t normal = spoken_ms(PLAYER_SPEED_DEFAULT);
    const uint64_t slow = spoken_ms(0);
    const uint64_t fast = spoken_ms(PLAYER_SPEEDS - 1);
    CHECK(normal >= heard[0].ms_total && normal <= heard[0].ms_total + 40);
    CHECK(slow * 100 >= normal * 190 && slow * 100 <= normal * 210);
    CHECK(fast * 100 >= normal * 45 && fast * 100 <= normal * 58);
}

static struct reader_script reader;

/* A name that is read, with two digits to stand for its letters. */
static void say_read(void)
{
    static struct speech name;
    const struct say letters = {.kind = SAY_DIGITS, .text = "12"};
    speech_clear(&name);
    name.reads[0] = (struct spoken_read){"vi", "Nguyen"};
    name.items[name.count++] = (struct spoken){.kind = SPOKEN_READ, .voice = "vi", .tag = 9};
    name.read_count = 1;
    speech_add(&name, &voices, &letters, 1, &(struct speech_options){.language = "vi"});
    for (int i = 1; i < name.count; i++) {
        name.items[i].instead = true;
    }
    player_say(&player, &name);
    say("ba");
}

static const char *clips_heard(void)
{
    static char text[256];
    struct buf out;
    buf_init(&out, text, sizeof text);
    for (int i = 0; i < heard_count; i++) {
        buf_printf(&out, "%s%s", i > 0 ? " " : "",
                   heard[i].what.kind == SPOKEN_READ ? "READ" : heard[i].what.clip.text);
    }
    return text;
}

static void begin_reading(enum reader_fault fault)
{
    begin();
    reader_script_open(&reader);
    reader.fault = fault;
    player_set_reader(&player, &reader.port);
}

TEST(a_name_is_read_and_its_letters_passed_over)
{
    begin_reading(READER_WELL);
    say_read();
    run(100);
    CHECK_INT(player_tag(&player), 9);
    run(4000);
    CHECK_STR(clips_heard(), "READ ba");
    CHECK_INT(reader.asked, 1);
    CHECK_STR(reader.language, "vi");
    CHECK_INT(heard[0].ms_total, 6 * READER_SCRIPT_SAMPLES / 48);
    CHECK_INT(heard[0].ms_played, heard[0].ms_total);
}

TEST(a_name_nobody_reads_is_spelled)
{
    static const enum reader_fault faults[] = {READER_MISSING, READER_SILENT};
    for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
        begin_reading(faults[i]);
        say_read();
        run(8000);
        CHECK_STR(clips_heard(), "một hai ba");
        CHECK(!player_speaking(&player));
    }
    begin_reading(READER_CUT); /* half a name is no name */
    say_read();
    run(8000);
    CHECK_STR(clips_heard(), "READ một hai ba");
    begin();
    say_read();
    run(8000);
    CHECK_STR(clips_heard(), "một hai ba");
}

TEST(a_touch_ends_the_reading_and_the_wipe_its_text)
{
    begin_reading(READER_WELL);
    say_read();
    run(100);
    const int before = reader.stopped;
    player_cut(&player, now_ms);
    CHECK(reader.stopped > before && reader.left == 0);
    run(1000);
    CHECK_STR(clips_heard(), "READ");
    say_read();
    CHECK_STR(player.reads[0].text, "Nguyen");
    player_forget(&player, now_ms);
    CHECK_STR(player.reads[0].text, "");
    player_set_reader(&player, NULL);
}

TEST(a_pause_keeps_what_was_not_heard_to_its_end)
{
    begin();
    player_pause(&player, true, now_ms);
    CHECK(!player_paused(&player)); /* there is nothing to wait */
    say("hai");
    run(3000);
    say("Có một câu trả lời.");
    say("ba");
    run(400);
    player_cue(&player, CUE_TOUCH);
    const uint32_t tag = player_tag(&player);
    player_pause(&player, true, now_ms);
    const int64_t before = audio.energy;
    run(5000);
    CHECK(audio.energy == before && player_paused(&player) && !player_speaking(&player));
    CHECK_INT(player_tag(&player), tag);
    CHECK_INT(player_deadline_ms(&player), -1);
    CHECK_INT(heard_count, 1);
    player_pause(&player, false, now_ms);
    run(6000);
    CHECK_INT(heard_count, 4); /* the sentence from its beginning, the tone that waited, ba */
    CHECK_STR(heard[1].what.clip.text, "Có một câu trả lời.");
    CHECK_INT(heard[1].ms_played, heard[1].ms_total);
    CHECK_INT(heard[2].what.kind, SPOKEN_CUE);
    CHECK_STR(heard[3].what.clip.text, "ba");
}

TEST(a_touch_or_more_speech_ends_a_pause)
{
    begin();
    say("Có một câu trả lời.");
    run(200);
    player_pause(&player, true, now_ms);
    player_hush(&player, now_ms);
    CHECK(!player_paused(&player) && !player_speaking(&player));
    say("hai");
    run(100);
    player_pause(&player, true, now_ms);
    say("ba");
    CHECK(!player_paused(&player));
    run(4000);
    CHECK_INT(heard_count, 2);
    CHECK_STR(heard[0].what.clip.text, "hai");
    CHECK_STR(heard[1].what.clip.text, "ba");
}

TEST(the_speed_can_change_while_it_speaks)
{
    begin();
    say("Có một câu trả lời.");
    run(200);
    player_set_speed(&player, 0);
    run(200);
    player_set_speed(&player, PLAYER_SPEED_DEFAULT);
    run(5000);
    CHECK_INT(heard_count, 1);
    CHECK(!player_speaking(&player));
}

static int peak_at(int volume)
{
    int peak = 0;
    begin();
    player_set_volume(&player, volume);
    say("Có một câu trả lời.");
    player_step(&player, now_ms);
    for (int turn = 0; turn < 100; turn++) {
        for (size_t i = 0; i < audio.queued; i++) {
            const int s = audio.ring[(audio.head + i) % CAPTURE_RING];
            peak = s > peak ? s : -s > peak ? -s : peak;
        }
        run(20);
    }
    return peak;
}

TEST(volume_has_a_range_of_18_db_and_never_clips)
{
    const int normal = peak_at(PLAYER_VOLUME_DEFAULT);
    const int soft = peak_at(0);
    const int loud = peak_at(PLAYER_VOLUMES - 1);
    CHECK(normal > 8000 && normal <= 27570);
    CHECK(soft * 4 <= normal + 40 && soft * 4 >= normal - 40);
    CHECK(loud > normal && loud <= 29204);
    CHECK_INT(peak_at(99), loud);
    CHECK_INT(peak_at(-5), soft);
}

TEST(a_lost_device_stops_nothing)
{
    begin();
    audio.lost_after_ms = 200;
    audio.found_after_ms = 3000;
    say("Có một câu trả lời.");
    run(4000);
    CHECK(!audio.port.ops->alive(&audio.port));
    CHECK(!player_speaking(&player));
    audio.port.ops->tick(&audio.port);
    CHECK(audio.port.ops->alive(&audio.port));
    const int64_t before = audio.energy;
    say("hai");
    run(1000);
    CHECK(audio.energy > before);
}

TEST(forgetting_leaves_nothing)
{
    begin();
    say("hai");
    player_forget(&player, now_ms);
    for (size_t i = 0; i < sizeof player.items; i++) {
        CHECK(((const uint8_t *)player.items)[i] == 0);
    }
}

TEST(too_much_speech_is_dropped_not_written_past_the_end)
{
    begin();
    for (int i = 0; i < PLAYER_ITEMS + 20; i++) {
        say("hai");
        player_cue(&player, CUE_TOUCH);
    }
    CHECK_INT(player.count, PLAYER_ITEMS);
    player_step(&player, now_ms);
    player_cut(&player, now_ms);
    CHECK_INT(player.count, 0);
}

TEST(cues_are_short_and_softer_than_speech)
{
    for (int cue = CUE_TOUCH; cue < CUE_COUNT; cue++) {
        struct cue_voice v;
        int16_t out[480];
        int n;
        int total = 0;
        int peak = 0;
        cue_start(&v, (enum cue)cue);
        while ((n = cue_next(&v, out, 480)) > 0) {
            for (int i = 0; i < n; i++) {
                const int size = out[i] < 0 ? -out[i] : out[i];
                peak = size > peak ? size : peak;
            }
            total += n;
        }
        CHECK_INT(total, cue_ms((enum cue)cue) * 48);
        CHECK(cue_ms((enum cue)cue) <= 300);
        CHECK(peak > 1500 && peak < 11000); /* speech peaks at 27000 */
    }
}

int main(void)
{
    RUN(speech_sounds_and_is_reported_when_it_ended);
    RUN(the_first_sample_is_in_the_ring_in_the_same_step);
    RUN(a_touch_cuts_at_once_and_the_part_heard_is_told);
    RUN(a_cue_waits_for_the_clip_that_sounds_and_goes_before_the_next);
    RUN(hushing_keeps_a_cue_that_just_began);
    RUN(slower_and_faster_change_the_length);
    RUN(a_name_is_read_and_its_letters_passed_over);
    RUN(a_name_nobody_reads_is_spelled);
    RUN(a_touch_ends_the_reading_and_the_wipe_its_text);
    RUN(a_pause_keeps_what_was_not_heard_to_its_end);
    RUN(a_touch_or_more_speech_ends_a_pause);
    RUN(the_speed_can_change_while_it_speaks);
    RUN(volume_has_a_range_of_18_db_and_never_clips);
    RUN(a_lost_device_stops_nothing);
    RUN(forgetting_leaves_nothing);
    RUN(too_much_speech_is_dropped_not_written_past_the_end);
    RUN(cues_are_short_and_softer_than_speech);
    tempo_close(&tempo);
    return check_done();
}
