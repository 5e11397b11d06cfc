/* kioskctl devices: every device URI with a sentence, as the ports themselves tell them. */
#include "app/cli/main_devices.h"

#include <stdio.h>

#include "platform/base/options.h"
#include "platform/linux/camera_open.h"
#include "platform/linux/printer_open.h"

static void put(const char *device, const char *form, const char *help)
{
    printf("%-10s  %-30s  %s\n", device, form, help);
}

static void put_touch(void)
{
    put("touch", "evdev:/dev/input/by-id/NAME",
        "What feels fingers: told of when it is gone; the display reads it.");
    put("touch", "sim:", "Pretended: a .play script takes it away.");
    put("touch", "none:", "Nobody looks whether fingers are felt.");
    put("wifi", "iwd:", "Wi-Fi by iwd, which staff join a network with.");
    put("wifi", "sim:", "Pretended networks.");
    put("wifi", "none:", "No Wi-Fi: a cable.");
}

int cli_devices(int argc, char **argv)
{
    const struct program program = {
        .name = "kioskctl devices",
        .summary = "the device URIs that kiosk takes, with a sentence each.",
        .usage = "kioskctl devices",
        .examples =
            "  kioskctl devices\n"
            "  kiosk --window --printer escpos:/dev/usb/lp0 --scanner serial:/dev/ttyACM0\n",
    };
    int words = 0;
    const int status = options_parse(&program, argc, argv, &words);
    if (status >= 0) {
        return status;
    }
    if (words > 0) {
        return options_wrong(&program, "no words are expected.");
    }
    const struct printer_uri *printers = NULL;
    const struct camera_uri *cameras = NULL;
    for (int i = 0, count = printer_uris(&printers); i < count; i++) {
        put("printer", printers[i].form, printers[i].help);
    }
    put("scanner", "serial:/dev/ttyACM0", "2D scanner in serial mode (USB-CDC or UART).");
    put("scanner", "evdev:/dev/input/by-id/NAME",
        "2D scanner that types as a keyboard; no other program reads it.");
    put("scanner", "sim:", "Pretended scanner: shows what a .play script scans.");
    put("beacon", "led:NAME", "Call light that the kernel shows in /sys/class/leds.");
    put("beacon", "relay:/dev/ttyUSB0", "Call light on a USB relay with a serial line.");
    put("beacon", "sim:", "Pretended call light.");
    put("beacon", "none:", "No call light: staff hear the gong.");
    put("scanner", "none:", "No scanner: card numbers are typed.");
    for (int i = 0, count = camera_uris(&cameras); i < count; i++) {
        put("camera", cameras[i].form, cameras[i].help);
    }
    put("keypad", "evdev:/dev/input/by-id/NAME",
        "Keypad; which code is which key: settings [keypad].");
    put("switches", "evdev:/dev/input/by-id/NAME", "One or two switches, codes by [keypad] too.");
    put("keyboard", "evdev:/dev/input/by-path/NAME-event-kbd",
        "Officer's keyboard in a named USB port.");
    put("keyboard", "sim:", "Pretended keyboard: types what a .play script types.");
    put("keyboard", "none:", "No keyboard: nothing but the screen types.");
    put("switches", "none:", "No switches, or those of the keypad.");
    put("keypad", "sim:", "Pretended keypad: strikes what a .play script strikes.");
    put("keypad", "none:", "No keypad: the touch screen only.");
    put("jack", "evdev:/dev/input/by-path/NAME", "Headphone jack (SW_HEADPHONE_INSERT).");
    put("jack", "sim:", "Pretended jack: headphones of a .play script.");
    put("jack", "none:", "No jack: private answers are asked about before they are said.");
    put_touch();
    put("audio", "sdl:", "The system's own choice of sound device.");
    put("audio", "sdl:NAME", "The sound device of that name.");
    put("audio", "none:", "No sound: time passes as if it were heard.");
    put("reader", "espeak:", "Typed names read by espeak-ng, a program of its own.");
    put("reader", "sim:", "Pretended voice: a tone per letter.");
    put("reader", "none:", "No voice: typed names are spelled.");
    put("microphone",
        "sdl:", "The system's own choice of microphone; open only while staff record.");
    put("microphone", "sdl:NAME", "The microphone of that name.");
    put("microphone", "sim:FILE", "Pretended microphone: hears a WAV of 48 kHz, 16 bit, mono.");
    put("microphone", "sim:DIR", "Pretended microphone: the .wav files of a folder in turn.");
    put("microphone", "none:", "No microphone: nothing is recorded on this kiosk.");
    return 0;
}
