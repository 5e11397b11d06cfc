#!/bin/sh
# The figures of CONTRACTS beside their limits. usage: figures.sh
cd "$(dirname "$0")/../.." || exit 1
tests/bench/run >out/proof/figures.txt 2>&1
sed 's/^/# /' out/proof/figures.txt
if grep -q ' OVER' out/proof/figures.txt; then
    echo "not ok every_figure_keeps_its_limit"
    exit 1
fi
grep -q ' pass' out/proof/figures.txt && echo "ok every_figure_keeps_its_limit"
