"""What a citizen does on the peer's page: the same answers as in visit.play.

A step is (measure, what, where, text). The peer shows all questions on one page: what comes nearest to the kiosk's next
page is an answer after which other questions are asked. It has no keys on its screen, so it is typed to on a keyboard.
"""
from sides import Step

HIGH, LOW = 260, 1660  # only what is between is touched: else the page is scrolled first
WHEEL = 40             # px that one click scrolls at least


def question(words):
    return f'.question-container:has-text("{words}")'


def text(words, letters):
    yield "other", "touch", question(words) + " input", None
    yield "key", "type", None, letters


def choice(value, measure="other", number=0):
    yield measure, "touch", f'input[type=radio][id$="_{value}"] >> nth={number}', None


def commune(words):
    yield "list", "touch", question(words) + " .p-select-label", None
    yield "filter", "type", None, "ia hiao"
    yield "other", "touch", ".p-select-overlay .p-select-option", None


def group(words):
    yield "other", "touch", question(words) + " .p-select-label", None
    yield "other", "touch", '.p-select-overlay .p-select-option:has-text("Gia Rai")', None


def language(number):
    yield "other", "touch", ".language-changer .p-select-label >> visible=true", None
    yield "language", "touch", f".p-select-overlay .p-select-option >> nth={number}", None


def there_and_back(there, back, number=0):
    yield from choice(there, "page", number)
    yield from choice(back, "page", number)


def visit():
    yield from language(1)
    yield from language(0)
    yield from choice("me_con")
    yield "other", "touch", question("Bà con là ai trong hai người") + ' input[id$="_me"]', None
    yield from text("Họ, chữ đệm và tên của bà con", "Ksor Mau")
    yield from text("Số căn cước của bà con là", "064195000002")
    yield from there_and_back("nuoc_ngoai", "trong_nuoc")
    yield from commune("Bây giờ bà con ở xã, phường nào")
    yield from text("Bà con ở thôn, làng, số nhà nào", "Buon Thu")
    yield from text("Số điện thoại nào gọi được bà con", "0912345678")
    yield from text("Bà con sinh ngày nào", "1995-12-31")
    yield from choice("female")
    yield from text("Họ, chữ đệm và tên của người kia", "Siu Mau")
    yield from text("Người kia sinh ngày nào", "2019-05-01")
    yield from choice("nu")
    yield from there_and_back("nuoc_ngoai", "trong_nuoc", 1)
    yield from commune("Người kia ở xã, phường nào")
    yield from group("Cha, mẹ là người dân tộc nào")
    yield from group("Con là người dân tộc nào")
    yield from choice("chung_sinh")
    yield from text("Số của giấy đó là số nào", "17")
    yield from there_and_back("co", "khong")
    yield from there_and_back("giam_dinh", "cam_doan")
    yield "slow", "touch", "button.p-button >> nth=-1", None


def place(asked, selector):
    answer = tell(asked, selector).split()
    if len(answer) != 2:
        raise RuntimeError(f"the peer's page has no {selector}")
    return int(answer[0]), int(answer[1])


def tell(asked, line):
    asked.stdin.write(line + "\n")
    asked.stdin.flush()
    return asked.stdout.readline().strip()


def note(side, asked, step):
    """Does it, waits until the page has nothing left to do, and notes it with the picture that it led to."""
    side.do(step)
    tell(asked, "settle")
    side.panel.eye.rest(0.3, 5)
    side.steps.append(step._replace(after=side.panel.eye.fingerprint()))


def bring(side, asked, selector):
    """Scrolls until it is in sight; returns where it is and notes the clicks of the wheel."""
    for _ in range(40):
        x, y = place(asked, selector)
        if HIGH <= y <= LOW or ".language" in selector or "overlay" in selector:
            return x, y
        down = y > LOW
        for _ in range(max(1, min(8, abs(y - (LOW if down else HIGH)) // (3 * WHEEL)))):
            note(side, asked, Step("other", "wheel-down" if down else "wheel-up", 0, 0))
        if place(asked, selector) == (x, y):
            return x, y  # the page's end
    raise RuntimeError(f"the peer's page never shows {selector}")


def rehearse(side, asked):
    tell(asked, "settle")
    for measure, what, selector, letters in visit():
        if what == "type":
            steps = [Step(measure, "key", 0, 0, letter) for letter in letters]
        else:
            steps = [Step(measure, "touch", *bring(side, asked, selector))]
        for step in steps:
            note(side, asked, step)
    if side.sent() == 0:
        raise RuntimeError("the rehearsal on the peer's page sent nothing: its form was not complete")
