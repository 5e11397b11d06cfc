#!/bin/sh
# tus-js-client brings papers to the practice portal.
exec node build/partner/tus.mjs
