#!/usr/bin/env python3
"""Instruction counts of callgrind, by scenario and function, beside those that were landed.

usage: counts.py sum NAME FILE        rows of one scenario, from callgrind's output in FILE
       counts.py compare LANDED NOW   what grew by more than 3 %, with the function that grew

A row is "scenario TAB function TAB work TAB self TAB inclusive". The function "all" is the scenario:
its work is every instruction, its self those of the program's own functions, libraries left out.
The work of a function is its own instructions and those of the libraries it calls, so that what
grew is always a function of ours; self leaves those out, inclusive is with all that it calls. (Where a
library calls back, as qsort does, the function called back counts for both.)
Only functions that do a thousandth of the scenario's work or more are kept; a line that begins
with "#" says with which tools.
"""
import collections
import os
import re
import sys

GROWTH = 0.03
KEPT = 0.001
NAMED = 3


def read(path):
    """(whole, {function: [work, self, inclusive]}) of a file without compressed names and lines."""
    ours = None
    place = {'ob': '', 'fl': ''}
    called = {}
    function = ''
    calling = False
    whole = 0
    costs = collections.defaultdict(lambda: [0, 0, 0])
    for line in open(path, encoding='utf-8', errors='replace'):
        line = line.rstrip('\n')
        key, _, value = line.partition('=')
        if line.startswith('cmd:'):
            ours = os.path.basename(line.split()[1])
        elif key in ('ob', 'fl'):
            place[key] = value
        elif key == 'fn':
            function = name_of(place['fl'], value)
        elif key in ('cob', 'cfi', 'cfl', 'cfn'):
            called[key] = value
        elif key == 'calls':
            calling = True
        elif line[:1] in '0123456789+-*' and line:
            cost = int(line.split()[1]) if ' ' in line else 0
            own = os.path.basename(place['ob']) == ours
            if calling:
                theirs = os.path.basename(called.get('cob', place['ob'])) != ours
                itself = name_of(called.get('cfi', called.get('cfl', place['fl'])), called['cfn'])
                if own and itself != function:
                    costs[function][0] += cost if theirs else 0
                    costs[function][2] += cost
                called = {}
                calling = False
            else:
                whole += cost
                if own:
                    costs[function] = [n + cost for n in costs[function]]
    return whole, costs


def name_of(file, function):
    """A static function of two files is two: "name (folder/file.c)"."""
    function = re.sub(r"('\d+|\.(constprop|isra|part|cold)\.?\d*)+$", '', function)
    return '%s (%s)' % (function, re.sub(r'^\./', '', file))


def rows_of(scenario, path):
    whole, costs = read(path)
    if whole == 0:
        sys.exit('counts: %s never came to what is counted' % scenario)
    rows = [(scenario, 'all', whole, sum(c[1] for c in costs.values()), whole)]
    for name, (work, own, inclusive) in sorted(costs.items(), key=lambda c: -c[1][0]):
        if work >= KEPT * whole and not name.startswith('(below main)'):
            rows.append((scenario, name, work, own, min(inclusive, whole)))
    return rows


def load(path):
    """(what it was counted with, {scenario: {function: [work, self, inclusive]}})"""
    tools, table = '', {}
    for line in open(path, encoding='utf-8'):
        if line.startswith('# with '):
            tools = line[len('# with '):].strip()
        elif not line.startswith('#'):
            scenario, function, *numbers = line.rstrip('\n').split('\t')
            table.setdefault(scenario, {})[function] = [int(n) for n in numbers]
    return tools, table


def growth(before, now):
    return now / before - 1 if before else 0 if now == 0 else 1


def blamed(before, now, number):
    """The functions of which that number grew most."""
    grown = [(now[f][number] - before.get(f, [0, 0])[number], f) for f in now if f != 'all']
    grown = sorted((g for g in grown if g[0] > 0), reverse=True)[:NAMED]
    return ', '.join('%s +%s' % (f, format(n, ',')) + ('' if f in before else ' (new)') for n, f in grown)


def compare(landed_path, now_path):
    tools, landed = load(landed_path)
    tools_now, now = load(now_path)
    grew = 0
    for scenario, functions in now.items():
        whole = functions['all'][0]
        if scenario not in landed:
            print('new: %s, %s instructions' % (scenario, format(whole, ',')))
            continue
        before = landed[scenario]
        # The own part, too: a library may hide what grew.
        by, number = max((growth(before['all'][i], functions['all'][i]), i) for i in (0, 1))
        told = '%s, %s instructions, %s landed, %+.1f %%' % (
            scenario, format(whole, ','), format(before['all'][0], ','), by * 100)
        if by > GROWTH:
            grew += 1
            print('grew: %s: %s' % (told, blamed(before, functions, number) or 'libraries alone'))
        elif by < -GROWTH:
            print('shrank: %s' % told)
        else:
            print('same: %s' % told)
    for scenario in landed:
        if scenario not in now:
            print('gone: %s' % scenario)
    if tools != tools_now:
        print('tools: landed with %s; counted here with %s: what differs may come from that alone' % (tools, tools_now))
    return grew


def main():
    if len(sys.argv) == 4 and sys.argv[1] == 'sum':
        for row in rows_of(sys.argv[2], sys.argv[3]):
            print('\t'.join(map(str, row)))
    elif len(sys.argv) == 4 and sys.argv[1] == 'compare':
        print('# %d grew' % compare(sys.argv[2], sys.argv[3]))
    else:
        sys.exit(__doc__)


main()
