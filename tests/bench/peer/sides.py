"""The two sides: how each is started, what a visit of it is, and where its things lie."""
import collections
import glob
import json
import os
import re
import signal
import subprocess
import tempfile
import time
import urllib.request

import processes

BIN = "build/" + os.environ.get("B", "release")
HERE = "tests/bench/peer"
TRIES = 3
# what: touch, key, wheel-down or wheel-up; after: the picture it led to in the rehearsal, where that is waited for
Step = collections.namedtuple("Step", "measure what x y key after", defaults=(None, None))


class Side:
    """start() begins it on an empty panel, visit() makes one visit; `steps` was filled by rehearse()."""
    process = None

    def __init__(self, panel):
        self.panel = panel
        self.steps = []
        self.lost = 0  # touches that nothing answered, and that were made again as anybody would
        self.folder = tempfile.TemporaryDirectory(prefix=f"rong-{self.name}-")
        self.log = open(self.folder.name + "/log", "wb")

    def spawn(self, command, **more):
        environment = {**os.environ, "DISPLAY": self.panel.display, **more}
        self.process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=self.log,
                                        stderr=self.log, start_new_session=True)

    def start(self):
        """To its first picture and to the page that asks."""
        def begin():
            began = time.monotonic()
            self.spawn(self.command(), **self.environment())
            return began
        return self.panel.eye.start(begin)

    def stop(self):
        if self.process is not None:
            processes.end(self.process)
            self.process = None
            self.panel.eye.rest(0.5, 5)

    def do(self, step, quick=False):
        """One step, and what became of the picture; quick: nobody measures, only that something answers."""
        hand, eye = self.panel.hand, self.panel.eye
        waits = {"rest_s": 0.1, "limit_s": 0.5, "quiet_s": 0} if quick else {}
        if step.what == "key":
            return eye.watch(lambda: hand.key(step.key), **waits)
        if step.what.startswith("wheel"):
            hand.wheel(step.what == "wheel-down")
            eye.rest(0.3, 2)
            return None
        hand.point(step.x, step.y)
        if step.measure == "slow":
            waits = {"limit_s": self.slow_s, "rest_s": 1.5}
        elsewhere = step.measure in ("page", "language", "list", "to-form")
        for _ in range(TRIES):
            change = eye.watch(hand.lift, touch=(step.x, step.y, hand.press), elsewhere=elsewhere, **waits)
            if change is not None:
                return change
            self.lost += 1
        raise RuntimeError(f"{self.name}: nothing answered a touch at {step.x},{step.y}; see {self.log.name}")

    def visit(self, samples=None, middle=None):
        """All steps once; what is measured goes into samples[measure]; middle() is called half-way."""
        sent = self.sent()
        for number, step in enumerate(self.steps):
            if middle is not None and number == len(self.steps) // 2:
                middle()
            change = self.do(step, quick=samples is None)
            if step.after is not None and not self.panel.eye.until_like(step.after):
                self.panel.picture(f"out/bench-{self.name}.png")
                raise RuntimeError(f"{self.name}: step {number} leads elsewhere than in the rehearsal: out/bench-{self.name}.png")
            if samples is not None and change is not None and step.measure not in ("other", "slow"):
                samples[step.measure].append((change.first_ms, change.whole_ms))
        self.panel.eye.rest(0.5, 20)
        for _ in range(100):
            if self.sent() > sent:
                return
            time.sleep(0.1)
        raise RuntimeError(f"{self.name}: the visit came to its end, and nothing was sent; see {self.log.name}")


class Kiosk(Side):
    name = "kiosk"
    slow_s = 6

    def __init__(self, panel):
        super().__init__(panel)
        self.rig = self.folder.name + "/rig"
        panel.eye.hide(80, 192, 150, 150)  # the gong, which swings while the guide speaks
        self.run("tests/flow/rig", "start")
        with open(self.rig + "/address") as f:
            self.portal = f.read().strip()
        with open(self.folder.name + "/kiosk.ini", "w") as f:
            f.write(f"[kiosk]\npublic_url = {self.portal.upper()}\n[greeting]\npause_s = 3600\n[limits]\n"
                    "applications = 0\ntickets = 0\nlookups = 0\nprints = 0\n[devices]\n"
                    f"printer = escpos:unix:{self.rig}/printer.sock\nscanner = sim:\n"
                    "camera = sim:tests/fixtures/papers/sharp.jpg\n")

    def run(self, *command):
        subprocess.run(command, check=True, env={**os.environ, "RIG": self.rig}, stdin=subprocess.DEVNULL,
                       stdout=self.log, stderr=self.log)

    def command(self):
        return [BIN + "/kiosk", "--state", self.rig + "/state", "--config", self.folder.name + "/kiosk.ini"]

    def environment(self):
        return {"SDL_VIDEODRIVER": "x11", "SDL_AUDIODRIVER": "dummy"}

    def roots(self):
        with open(self.rig + "/courier.pid") as f:
            return {self.process.pid, int(f.read())}

    def files(self):
        """What forget_disk takes out of the cache where nobody is root."""
        libraries = re.findall(r"(/\S+)", subprocess.run(["ldd", BIN + "/kiosk"], capture_output=True, text=True).stdout)
        found = [os.path.join(folder, name) for top in ("assets", "build/assets") for folder, _, names in os.walk(top)
                 for name in names]
        return [BIN + "/kiosk", *libraries, *found, *glob.glob("/usr/share/fonts/truetype/noto/NotoSans*")]

    def rehearse(self):
        """Plays the visit headless: the play notes where it touches."""
        out = self.folder.name + "/rehearsal"
        self.run("tests/flow/play", HERE + "/visit.play", out)
        words = {}
        for path in glob.glob(out + "/shots/*-as-*.png"):
            number, _, word = os.path.basename(path)[:-4].partition("-as-")
            words[int(number)] = word
        with open(out + "/touches.tsv") as f:
            for line in f:
                shot, x, y, _ = (int(n) for n in line.split("\t"))
                measure = words[max(n for n in words if n <= shot)]
                self.steps.append(Step(measure, "touch", x, y))

    def sent(self):
        with urllib.request.urlopen(self.portal + "/api/applications") as answer:
            told = json.load(answer)
        return len(told if isinstance(told, list) else told.get("applications", told))

    def close(self):
        self.stop()
        self.run("tests/flow/rig", "stop")
        self.folder.cleanup()


class Peer(Side):
    name = "peer"
    slow_s = 20
    flags = ["--kiosk", "--disable-gpu", "--disable-software-rasterizer", "--disable-smooth-scrolling", "--no-first-run",
             "--no-default-browser-check", "--disable-background-networking", "--disable-component-update", "--disable-sync",
             "--disable-features=Translate,MediaRouter", "--disable-session-crashed-bubble", "--noerrdialogs",
             "--password-store=basic", "--lang=vi", "--window-position=0,0", "--window-size=1081,1921"]

    def __init__(self, panel):
        super().__init__(panel)
        self.server = subprocess.Popen(["python3", HERE + "/serve.py", "build/peer/site", self.folder.name + "/sent"],
                                       stdout=subprocess.PIPE, stderr=self.log, text=True)
        self.address = self.server.stdout.readline().strip()
        self.debugger = []

    def command(self):
        root = ["--no-sandbox"] if os.geteuid() == 0 else []
        return ["chromium", *self.flags, *root, *self.debugger, f"--user-data-dir={self.folder.name}/profile", self.address]

    def environment(self):
        return {}

    def roots(self):
        return {self.process.pid}

    def files(self):
        tops = ("/usr/lib/chromium", "/usr/share/chromium", "build/peer/site", self.folder.name)
        return [os.path.join(folder, name) for top in tops for folder, _, names in os.walk(top) for name in names]

    def rehearse(self):
        """The visit of peer_visit.py with a debugger that knows where things are; what was done is noted."""
        import peer_visit
        self.debugger = ["--remote-debugging-port=0"]
        self.start()
        self.debugger = []
        with open(self.folder.name + "/profile/DevToolsActivePort") as f:
            port = f.readline().strip()
        with open("build/peer/node-path") as f:
            node = f.read().strip()
        asked = subprocess.Popen([node, "where.mjs", port], cwd="build/peer", stdin=subprocess.PIPE,
                                 stdout=subprocess.PIPE, stderr=self.log, text=True)
        if asked.stdout.readline().strip() != "ready":
            raise RuntimeError(f"the rehearsal cannot reach Chromium; see {self.log.name}")
        try:
            peer_visit.rehearse(self, asked)
        except RuntimeError:
            self.panel.picture("out/bench-peer.png")
            raise
        finally:
            asked.stdin.close()
            asked.wait()
            self.stop()

    def sent(self):
        try:
            with open(self.folder.name + "/sent") as f:
                return sum(1 for _ in f)
        except FileNotFoundError:
            return 0

    def close(self):
        self.stop()
        self.server.send_signal(signal.SIGTERM)
        self.server.wait()
        self.folder.cleanup()
