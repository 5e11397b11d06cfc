"""The kiosk's form for the peer. usage: form.py FORM.xml OUT.xml

The same questions, rules and words. Three things are told to it in its own way, each to its advantage: a list of
communes or ethnic groups opens on touch (as our own page of them does) instead of lying in the page, answers that our
kiosk leaves to an officer are not required of it either, and papers are handed in at the counter on both.
"""
import re
import sys

form = open(sys.argv[1], encoding="utf-8").read()
form = form.replace('appearance="commune"', 'appearance="autocomplete"').replace('appearance="list"', 'appearance="minimal"')
papers = set(re.findall(r'<upload ref="([^"]+)"', form))


def bind(found):
    text = found.group(0)
    name = re.search(r'nodeset="([^"]+)"', text).group(1)
    left_open = re.search(r'kiosk:supplier="officer"|kiosk:open="true"', text)
    return re.sub(r'\srequired="[^"]*"', "", text) if name in papers or left_open else text


form = re.sub(r"<bind [^>]*/>", bind, form)
open(sys.argv[2], "w", encoding="utf-8").write(form)
