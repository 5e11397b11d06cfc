#!/bin/sh
# swagger-parser and ajv read the published contract and hold real answers against it.
exec node build/partner/contract.mjs
