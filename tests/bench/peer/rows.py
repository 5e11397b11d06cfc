"""The rows of the comparison: what each says, how its samples become figures, and the ratio that is asked for."""
import collections
import statistics

Row = collections.namedtuple("Row", "key name unit by at_least note")
NO_KEYS = "the peer has no keys on its screen: it is typed to on a keyboard, the kiosk on its own keys"
ONE_PAGE = ("the peer shows all questions on one page: taken is an answer after which other questions are asked; the "
            "kiosk's is the touch on Next")
TO_FORM = ("the kiosk's: its start and its own part of the touches that lead to the form; the peer opens with it")

ROWS = [
    Row("cold_picture", "cold start to the first picture", "ms", "median", 10, ""),
    Row("cold_page", "cold start to the page that asks", "ms", "median", 10, "welcome page; the peer's form"),
    Row("cold_question", "cold start to the form's first question", "ms", "median", 10, TO_FORM),
    Row("warm_picture", "warm start to the first picture", "ms", "median", 10, ""),
    Row("warm_page", "warm start to the page that asks", "ms", "median", 10, "welcome page; the peer's form"),
    Row("warm_question", "warm start to the form's first question", "ms", "median", 10, TO_FORM),
    Row("read", "read from disk at a cold start", "MiB", "median", 0, "without what ended at once"),
    Row("start_pss", "memory after the start, PSS", "MiB", "median", 10, "all processes; kiosk: with the courier"),
    Row("start_rss", "memory after the start, RSS", "MiB", "median", 0, "shared pages counted for each process"),
    Row("form_pss", "memory in the middle of the form, PSS", "MiB", "median", 10, ""),
    Row("form_rss", "memory in the middle of the form, RSS", "MiB", "median", 0, ""),
    Row("after_pss", "memory after {visits} visits, PSS", "MiB", "median", 10, ""),
    Row("after_rss", "memory after {visits} visits, RSS", "MiB", "median", 0, ""),
    Row("key", "key to frame", "ms", "median", 0, NO_KEYS),
    Row("key", "key to frame, p95", "ms", "p95", 4, ""),
    Row("page", "tap to the next questions", "ms", "median", 0, ONE_PAGE),
    Row("page", "tap to the next questions, p95", "ms", "p95", 4, ""),
    Row("language", "another language", "ms", "median", 0, "the whole page in it"),
    Row("list", "a list of 3,321 communes opens", "ms", "median", 0, "the whole of what is seen"),
    Row("filter", "filtering it by one letter", "ms", "median", 0, ""),
    Row("idle", "processor in 60 s of rest", "s", "median", 10, "at the page of the start; the kiosk's shows a clock"),
    Row("visit_cpu", "processor for one visit", "s", "median", 0, "the kiosk's is spoken, sealed, sent and printed, too"),
    Row("lost", "touches that nothing answered in a minute", "", "median", 0, "in the whole run; each was made again"),
    Row("installed", "installed", "MiB", "median", 0, "own files and Debian packages beyond a bare Debian and X"),
]

CANNOT = [
    ("processor while it speaks", "the peer does not speak"),
    ("slip on paper", "the peer prints none: a browser asks in a window first"),
    ("application safe on disk after Send", "the peer keeps nothing: without line its page can only say that"),
]


def p95(samples):
    return sorted(samples)[min(len(samples) - 1, len(samples) * 95 // 100)]


def figures(samples):
    """min, median, p95 and max of one side's samples; None when it has none."""
    if not samples:
        return None
    return {"min": min(samples), "median": statistics.median(samples), "p95": p95(samples), "max": max(samples),
            "count": len(samples)}


def summarise(raw, visits):
    """The rows with both sides' figures and the ratio (peer / kiosk) by the row's own measure."""
    told = []
    for row in ROWS:
        kiosk, peer = (figures(raw[side].get(row.key, [])) for side in ("kiosk", "peer"))
        ratio = None
        if kiosk and peer and row.key != "lost":
            ratio = peer[row.by] / max(kiosk[row.by], 0.001)
        told.append({"key": row.key, "name": row.name.format(visits=visits), "unit": row.unit, "by": row.by,
                     "kiosk": kiosk, "peer": peer, "ratio": ratio, "at_least": row.at_least or None, "note": row.note})
    return told
