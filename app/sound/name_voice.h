/* Whose voice may read a name whole. */
#ifndef APP_SOUND_NAME_VOICE_H
#define APP_SOUND_NAME_VOICE_H

/* The voice ("vi", "en") for a name in a visit in this language: the language's own, the Vietnamese
 * one for Vietnamese letters in English; NULL where it would spoil the name of another people, and
 * in every other language. A Vietnamese voice never reads Jrai. Pure. */
const char *name_voice(const char *language, const char *name);

#endif
