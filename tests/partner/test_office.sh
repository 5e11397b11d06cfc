#!/bin/sh
# Chromium at the officer's page, at a desk and on a phone.
exec node build/partner/office.mjs
