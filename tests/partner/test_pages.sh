#!/bin/sh
# Chromium opens the page behind a receipt's QR.
exec node build/partner/pages.mjs
