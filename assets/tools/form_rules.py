"""What is wrong in the rules of a form (relevant, constraint, calculation …), as their author wrote them.

The kiosk judges them too, but by what they have become; here each is told by its cell and in its words."""
import re

from form_columns import meant, nearest
from form_sheets import RULES, place

YES_NO = {"yes", "no", "true", "false", "true()", "false()"}
WORDS = {"and", "or", "div", "mod", "true", "false"}  # the last two are told with their ()
INSTEAD = ((r"==", "="), (r"<>", "!="), (r"≥|=>", ">="), (r"≤|=<", "<="), (r"≠", "!="),
           (r"&&", "and"), (r"\|\|", "or"), (r"\bAND\b|\bAnd\b", "and"), (r"\bOR\b|\bOr\b", "or"), (r"\bNOT\b|\bNot\b", "not"), (r";", ","))
QUOTED = r"'[^']*'|\"[^\"]*\""
QUOTES = ("'", '"')
NAME = r"\$\{([\w/.-]+)\}"


def bare(text):
    """The rule without what is quoted; as long as before."""
    return re.sub(QUOTED, lambda m: m[0][0] + " " * (len(m[0]) - 2) + m[0][0], text)


def dates(text):
    """The first 31/12/1999 that stands for a date, however it is written."""
    found = re.search(r"date\(\s*['\"](\d{1,2})/(\d{1,2})/(\d{4})['\"]\s*\)|['\"](\d{1,2})/(\d{1,2})/(\d{4})['\"]|"
                      r"(?<![\w'\"/])(\d{1,2})/(\d{1,2})/(\d{4})(?![\w'\"/])", text)
    if not found:
        return []
    day, month, year = (int(n) for n in found.groups() if n)
    return [f"{found[0]} is no date here; write date('{year}-{month:02}-{day:02}')"]


def marks(text):
    """Signs of other programs, quotes and brackets that do not close."""
    curly = re.search("[‘’“”‚„]", text)
    if curly:
        return [f"the quote {curly[0]} is a typesetter's; write '"]
    for opened in re.finditer(r"\$\{", text):
        whole = re.match(r"\$\{[^{}$'=<>!()]+\}", text[opened.start():])
        if not whole:
            name = re.match(r"[\w/.-]*", text[opened.end():])[0]
            return [f"${{ is not closed; write ${{{name}}}"]
    rest = bare(text)
    if rest.count("'") % 2 or rest.count('"') % 2:
        return [f"a quote is not closed: {tail(text, max(rest.rfind(q) for q in QUOTES))}"]
    return [f"{m[0]} is not understood; write {sign}" for sign_of, sign in INSTEAD
            for m in [re.search(sign_of, rest)] if m] + brackets(text, rest)


def tail(text, start):
    return text[start:start + 30]


def brackets(text, rest):
    opened = []
    for i, c in enumerate(rest):
        if c == "(":
            opened.append(i)
        elif c == ")" and not opened:
            return [f"a ) is too many: {text[max(0, i - 20):i + 1]}"]
        elif c == ")":
            opened.pop()
    if opened:
        head = re.search(r"[\w-]*$", rest[:opened[-1]])
        return [f"a ( is not closed, write its ): {tail(text, head.start())}"]
    return []


def unknown_words(text, names):
    """A word that is neither quoted nor in ${}: a question's name, or a value."""
    rest = re.sub(r"\$\{[^}]*\}", lambda m: "$" * len(m[0]), bare(text))
    if "/" in rest or "[" in rest or "::" in rest:  # a path of XPath: its author knows
        return []
    for found in re.finditer(r"(?<![\w$@.:-])[^\W\d][\w.-]*(?!\s*\(|[\w.-])", rest):
        word = found[0]
        if word in ("true", "false"):
            return [f"{word} is no value here; write {word}()"]
        if word in names:
            return [f"{word} is a question; write ${{{word}}}"]
        if word not in WORDS:
            return [f"{word} is neither a question nor quoted; write '{word}'"]
    return []


def asked_lists(survey):
    """{name of a question: its list}, where a name means one list only."""
    found = {}
    for row in survey:
        kind = row.get("type", "").split()
        if len(kind) > 1 and kind[0] in ("select_one", "select_multiple"):
            found.setdefault(row.get("name", ""), set()).add(kind[1])
    return {name: lists.pop() for name, lists in found.items() if len(lists) == 1}


def compared(text, own):
    """[(name, value)] of what is compared with a quoted value; "." is the question itself."""
    value = r"(?:'([^']*)'|\"([^\"]*)\")"
    who = rf"(?:{NAME}|(?<![\w.')\]/])(\.)(?![\w./]))"
    found = []
    for pattern, order in ((rf"{who}\s*!?=\s*{value}", 0), (rf"selected\(\s*{who}\s*,\s*{value}\s*\)", 0),
                           (rf"{value}\s*!?=\s*{who}", 2)):
        for m in re.finditer(pattern, text):
            groups = m.groups()[order:] + m.groups()[:order]
            name = own if groups[1] else groups[0].rpartition("/")[2]
            found.append((name, groups[2] if groups[2] is not None else groups[3]))
    return found


def values(survey, choices):
    """Warnings: values no list has, so that the rule never holds."""
    lists, found = asked_lists(survey), []
    names = {}
    for choice in choices:
        names.setdefault(choice.get("list_name"), {})[choice.get("name", "")] = None
    for row in survey:
        for column in RULES:
            for name, value in compared(row.get(column, ""), row.get("name", "")):
                known = names.get(lists.get(name))
                if known and value and value not in known:
                    found.append(place(row, column, f'warning: the list "{lists[name]}" has no name "{value}"' +
                                       (meant(value, known) or f"; it has {', '.join(list(known)[:6])}")))
    return found


def rules(survey):
    names = {r.get("name", "") for r in survey} - {""}
    found = []
    for row in survey:
        for column in RULES:
            text = row.get(column, "")
            if not text or text.lower() in YES_NO and column in ("required", "readonly"):
                continue
            faults = dates(text) or marks(text)
            if not faults and column in ("required", "readonly") and not re.search(r"[($=<>]", text):
                faults = [f'"{text}" is not understood; write yes, or leave it empty']
            if not faults and column != "choice_filter":
                faults = unknown_words(text, names)
            found += [place(row, column, fault) for fault in faults]
    return found


def said_near(expression, column):
    """What stands at a column of an expanded expression, in the author's words: ${NAME} again."""
    rest = re.sub(r"/data(?:/[\w.-]+)*/([\w.-]+)", r"${\1}", expression[max(column - 1, 0):])
    return f'(at "{rest[:24].strip()}")' if rest.strip() else "(at its end)"


def suggestion(name, known):
    near = nearest(name, known)
    return f'; did you mean "{near}"?' if near else "; check its spelling"
