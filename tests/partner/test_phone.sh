#!/bin/sh
# Chromium as a phone at the page that takes pictures of papers.
exec node build/partner/phone.mjs
