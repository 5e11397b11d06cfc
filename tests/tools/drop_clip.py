#!/usr/bin/env python3
"""Takes the clip of one text out of a pack of speech: drop_clip.py PACK TEXT OUT
Exit 1 when the pack has none of it. The layout is that of app/sound/clips.h."""
import struct
import sys

HEAD, ENTRY = 40, 24
pack, text = bytearray(open(sys.argv[1], "rb").read()), sys.argv[2]
count = struct.unpack_from("<I", pack, 12)[0]
for at in range(HEAD, HEAD + count * ENTRY, ENTRY):
    start = struct.unpack_from("<I", pack, at + 16)[0]
    if pack[start : pack.index(0, start)].decode() == text:
        end = HEAD + count * ENTRY
        pack[at:end] = pack[at + ENTRY : end] + bytes(ENTRY)  # nothing else moves
        struct.pack_into("<I", pack, 12, count - 1)
        open(sys.argv[3], "wb").write(pack)
        sys.exit(0)
sys.exit(f"drop_clip: {sys.argv[1]} has no clip of: {text}")
