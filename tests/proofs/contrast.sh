#!/bin/sh
# Contrast of every text in every picture of the gallery and of the forms, in all four themes of each
# (make test paints a part). usage: contrast.sh
cd "$(dirname "$0")/../.." || exit 1
CONTRAST=all "build/${B:-release}/tests/test_sdl_contrast"
