#!/usr/bin/env python3
"""Updates and switches of packs of one kiosk, whose steward is killed on the way: usage:
fleet_kill.py DIR URL TOOLS KILLS [SEED]

DIR is empty, URL a double of hawkBit that asks nobody who she is, TOOLS the folder with kioskctl,
tests/fleet_kiosk and tests/fleet_visit: the steward, and the kiosk that a pack is tried at, in the
switch at its welcome screen, the first visit and, where that fails, the undoing. A kill is by -9, at a
point of either program (kill_points.h; the points of a run that nobody kills are drawn from by the
journal's state or the kiosk's step, so that each has its share), of the steward at a random moment, or
of the whole machine: then the kiosk and the installer die, too, and the slot that is next starts. After
every one what runs and the pack in use must be whole and old or new, and the first the server hears of
an action that had begun is "resumed". At the end of a round what it was told must be what happened, told
once, with the first visit's end, and nothing be left lying. Lines "# figures", "wrong ..." for what was
not so; the last is "kills N wrong N".
"""
import collections
import datetime
import fcntl
import hashlib
import json
import os
import pathlib
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.request

STATES = "idle offered downloading verified wait-idle installing installed rebooting trial report".split()
SPEED = 500
KILLS_A_ROUND = 5
KINDS = ("update", "pack", "form", "falls", "crash", "pack", "update", "unsigned", "pack", "nobody")
VISITS = {"pack": "well", "form": "form", "crash": "crash", "nobody": "none"}  # else the pack is not taken
STEPS = ("switch", "visit", "undo")
REASON_UNDONE, REASON_UNTRIED = 41, 42
TROUBLES = ("", "", "feedback:then-reset:1", "", "feedback:status=503:1", "artifact:cut=65536:2",
            "deployment:truncated:1", "poll:status=500:1", "artifact:no-range:1", "feedback:reset:2")
wrongs = []


def wrong(words):
    wrongs.append(words)
    print("wrong", words, flush=True)


def digest(path):
    return hashlib.sha256(pathlib.Path(path).read_bytes()).hexdigest()


class Kiosk:
    def __init__(self, folder, url, tools, chance):
        self.folder, self.url, self.tools, self.chance = folder, url, tools, chance
        self.state, self.slots = folder / "state", folder / "slots"
        self.slots.mkdir()
        (self.state / "run").mkdir(parents=True)
        self.boots, self.cuts, self.falls = 0, 0, False
        self.bundles, self.packs = {}, {}
        self.made = 1
        self.version = self.bundle("1.0")
        shutil.copy(self.bundles["1.0"], self.slots / "slot-A")
        for name, text in (("booted", "A"), ("next", "A"), ("whole-A", "1.0"), ("good_at", "0")):
            self.put(name, text)
        self.put("boot", "boot-0")
        run(tools / "kioskctl", "pack", "key", folder / "key")
        self.pack = None

    def put(self, name, text):
        (self.slots / "new").write_text(text + "\n")
        os.rename(self.slots / "new", self.slots / name)

    def get(self, name):
        path = self.slots / name
        return path.read_text().strip() if path.exists() else ""

    def bundle(self, version):
        path = self.folder / f"{version}.raucb"
        head = f"signed\ncompatible=rong-x86\nversion={version}\n".encode()
        path.write_bytes(head + self.chance.randbytes(self.chance.randrange(1, 400000)))
        self.bundles[version] = path
        return version

    def new_pack(self, version, key):
        source = self.folder / f"pack-{version}"
        source.mkdir()
        made, expires = (datetime.date.today() + datetime.timedelta(days) for days in (-2, 360))
        (source / "pack.ini").write_text(f"name = tests\nversion = {version}\nmade = {made}\n"
                                         f"expires = {expires}\nmin_firmware = 2\n")
        (source / "settings.ini").write_text(f"[idle]\nwarning_s = {30 + version % 60}\n")
        path = self.folder / f"{version}.pack"
        run(self.tools / "kioskctl", "pack", "build", source, "--key", key, "-o", path)
        shutil.rmtree(source)
        self.packs[version] = path
        return version

    def installs(self):
        """Whether an installer has the lock. One that began just now has it before its number is written."""
        with open(self.slots / "lock", "a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
        return False

    def start_machine(self):
        """Orderly or not: whatever runs ends, and what is next starts."""
        while self.installs():
            number = self.get("installer")
            try:
                if number and b"fleet_kiosk" in pathlib.Path(f"/proc/{number}/cmdline").read_bytes():
                    os.kill(int(number), signal.SIGKILL)
            except (FileNotFoundError, ProcessLookupError):
                pass
            time.sleep(0.001)
        (self.slots / "reboot").unlink(missing_ok=True)
        old, new = self.get("booted"), self.get("next")
        self.boots += 1
        if old != new and self.falls:
            self.put("next", old)
            self.boots += 1
        else:
            self.put("booted", new)
        self.put("boot", f"boot-{self.boots}")
        self.put("good_at", str(int(time.time() * 1000) + self.chance.randrange(0, 60)))

    def check(self, when, old_version, old_pack):
        """What must hold at every moment."""
        slot = self.get("booted")
        version = self.get(f"whole-{slot}")
        if version not in (old_version, self.version) or \
                digest(self.slots / f"slot-{slot}") != digest(self.bundles[version]):
            wrong(f"{when}: slot {slot} runs {version!r}, which is neither the old nor the new version, whole")
        path = self.state / "packs/tests.pack"
        there = digest(path) if path.exists() else None
        if there not in [digest(self.packs[v]) if v else None for v in (old_pack, self.pack)]:
            wrong(f"{when}: the pack in use is neither the old one nor the new one")
        fleet = self.state / "fleet"
        for name in os.listdir(fleet) if fleet.exists() else []:
            if not name.endswith(".part") and digest(fleet / name) != name:
                wrong(f"{when}: {name} has another hash")
        return version, there

    def trial(self):
        """What is noted of a pack's first visit (pack_trial.h)."""
        path = self.state / "packs/tests.trial"
        return dict(line.split(" = ") for line in path.read_text().splitlines()) if path.exists() else {}

    def journal(self):
        """The state in the journal and its action, from a copy that nobody else sees."""
        copy = self.folder / "look"
        shutil.rmtree(copy, ignore_errors=True)
        copy.mkdir()
        for name in ("steward.db", "steward.db-wal"):
            if (self.state / name).exists():
                shutil.copy(self.state / name, copy / name)
        if not (copy / "steward.db").exists():
            return "idle", ""
        try:
            with sqlite3.connect(copy / "steward.db") as db:
                state, action = db.execute("SELECT state, action FROM plan").fetchone()
                return STATES[state], action
        except (sqlite3.Error, TypeError):
            return "idle", ""  # not made yet


def run(*words):
    subprocess.run([str(w) for w in words], check=True, stdout=subprocess.DEVNULL)


class Server:
    def __init__(self, url):
        self.url = url
        self.order("settings", {"sleep": "00:00:30"})
        self.order("targets", {"id": "k1"})

    def order(self, rest, body=None, method=None):
        data = None if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.url}/double/{rest}", data=data, method=method)
        with urllib.request.urlopen(request) as answer:
            said = answer.read()
            return json.loads(said) if said else None

    def offer(self, part, version, path):
        artifact = self.order(f"artifacts/{path.name}", path.read_bytes(), "PUT")["id"]
        distribution = self.order("distributions", {"name": path.name, "version": version, "modules": [
            {"part": part, "version": version, "artifacts": [artifact]}]})["id"]
        return self.order("assign", {"distribution": distribution, "target": "k1", "type": "forced"})["actions"][0]


class Visits:
    """The kiosk in a round that brings a pack: begun again whenever it ended, as the machine does."""

    def __init__(self, torture, kind, points, trace):
        self.torture, self.kiosk, self.kind, self.trace = torture, torture.kiosk, kind, trace
        self.points = points  # which start of it dies where
        self.mark = self.kiosk.packs[self.kiosk.pack].read_bytes()[-64:-48].hex()  # pack_mark()
        self.version, self.starts, self.process = self.kiosk.pack, 0, None
        self.falls = False  # by what lay there at a start
        self.start()

    def command(self, how, *more):
        k = self.kiosk
        return [str(w) for w in (k.tools / "tests/fleet_visit", k.state, k.slots, k.folder / "key.pub",
                                 how, self.version, *more)]

    def judge_start(self):
        """Whether the start that comes must undo the pack: its trial was broken off, and not by the machine's end."""
        trial = self.kiosk.trial()
        broken = trial.get("mark") == self.mark and trial["state"] in ("loading", "visited")
        if broken and (trial["boot"] == self.kiosk.get("boot") or int(trial["tries"]) + 1 >= 3):
            self.falls = True

    def start(self):
        self.judge_start()
        point = self.points.get(self.starts, 0)
        if not point and self.torture.left > 0 and self.torture.chance.random() < 0.4:
            point = self.torture.chance.randrange(1, 40)
        more = [point] + ([f"{self.trace}-kiosk-{self.starts}"] if self.trace else [])
        with open(self.kiosk.folder / "log", "ab") as log:
            self.process = subprocess.Popen(self.command(VISITS[self.kind], *more), stdout=log, stderr=log)
        self.starts += 1

    def turn(self):
        """Begins it again when it ended. Nobody came for a week: when the pack waits, it lay there so long."""
        status = self.process.poll()
        if status is not None:
            if status == -signal.SIGKILL:
                self.torture.count("kiosk")
                self.torture.trials[self.kiosk.trial().get("state", "none")] += 1
            elif status != 7 or self.kind != "crash":
                wrong(f"the kiosk ended with {status}")
            self.start()
        trial = self.kiosk.trial() if self.kind == "nobody" else {}
        if trial.get("mark") == self.mark and trial["state"] == "waiting":
            week = time.time() - 8 * 24 * 3600
            os.utime(self.kiosk.state / "packs/tests.newest", (week, week))

    def kill(self):
        self.process.kill()
        self.process.wait()

    def finish(self):
        """Ends it in order; what was left undone by a kill is done. Somebody comes at last."""
        self.process.terminate()
        if self.process.wait() != 0:
            self.judge_start()
            run(*self.command("once"))
        while self.kiosk.trial().get("state") == "waiting":
            last = subprocess.Popen(self.command("well"))
            time.sleep(0.1)
            last.terminate()
            last.wait()


class Torture:
    def __init__(self, kiosk, server, kills, chance):
        self.kiosk, self.server, self.kills, self.chance = kiosk, server, kills, chance
        self.done = collections.Counter()
        self.states = collections.Counter()
        self.ends = collections.Counter()
        self.trials = collections.Counter()
        self.resumed = self.owed = self.left = 0
        self.visits = None  # in a round that brings a pack that can be taken
        self.points = {}  # kind -> state -> (program, which start of it, number)
        self.taken = collections.Counter()
        self.lasts = {}  # kind -> seconds of its first start when nobody kills it

    def command(self, point=0, *more):
        k = self.kiosk
        return [str(w) for w in (k.tools / "tests/fleet_kiosk", k.state, k.slots, k.url + "/DEFAULT/controller/v1/k1",
                                 k.folder / "key.pub", SPEED, point, *more)]

    def point(self, kind):
        """Of the state that had the fewest; later starts of a round take a small number."""
        by_state = self.points[kind]
        state = min(by_state, key=lambda s: (self.taken[s], self.chance.random()))
        self.taken[state] += 1
        return self.chance.choice(by_state[state])

    def count(self, how):
        self.left -= 1
        self.done[how] += 1

    def watch(self, process, seconds):
        """Until it ends, or its time is over: then it is killed. Its exit, and whether its time was over."""
        end = time.monotonic() + seconds
        while process.poll() is None and time.monotonic() < end:
            if self.visits:
                self.visits.turn()
            time.sleep(0.003)
        over = process.poll() is None
        if over:
            process.kill()
        return process.wait(), over

    def kill_once(self, kind, point):
        """Runs until it is killed or ends: its exit, None after a kill; and how. Without a point, as is drawn."""
        how = self.chance.choice(("point", "point", "time", "time", "power")) if not point else "point"
        if how == "power" and self.kiosk.cuts >= 2:
            how = "time"
        if how == "point" and not point:
            point = self.chance.randrange(1, 30)
        log = open(self.kiosk.folder / "log", "ab")
        process = subprocess.Popen(self.command(point), stdout=log, stderr=log)
        status, over = self.watch(process, 400 if how == "point" else self.chance.random() * self.lasts[kind])
        log.close()
        if over:
            time.sleep(0.03)  # a word that was on its way is heard
        if how == "power" and status == -signal.SIGKILL:
            self.kiosk.cuts += 1
            if self.visits:
                self.visits.kill()
            self.kiosk.start_machine()
            if self.visits:
                self.visits.start()
        return (None if status == -signal.SIGKILL else status), how

    def whole(self, trace):
        log = open(self.kiosk.folder / "log", "ab")
        status, over = self.watch(subprocess.Popen(self.command(0, *trace), stdout=log, stderr=log), 400)
        log.close()
        if over:
            wrong("the steward never came to an end")
        return status

    def prepare(self, kind):
        """Offers it: the action, and what was there before."""
        k = self.kiosk
        old = k.version, k.pack
        k.falls, k.cuts = kind == "falls", 0
        k.made += 1
        if kind in ("update", "falls"):
            k.version = k.bundle(f"1.{k.made}")
            return self.server.offer("os", k.version, k.bundles[k.version]), old
        key = k.folder / "key"
        if kind == "unsigned":
            key = k.folder / "other"
            if not key.exists():
                run(k.tools / "kioskctl", "pack", "key", key)
        k.pack = k.new_pack(k.made, key)
        return self.server.offer("pack", str(k.made), k.packs[k.pack]), old

    def heard(self, action):
        """What the kiosk said of it, the oldest first."""
        return [s["execution"] for s in self.server.order(f"actions/{action}")["statuses"] if s["execution"]]

    def owe(self, action, owed):
        """The steward ended: what it says next of an action it had begun is "resumed"."""
        state, begun = self.kiosk.journal()
        heard = self.heard(action)
        if state != "idle" and begun == str(action) and "closed" not in heard:
            owed.add(len(heard))
        return state

    def round(self, kind, kills, trace=None):
        k, old_installs, owed = self.kiosk, len(self.kiosk.get("installs")), set()
        who, skip, point = self.point(kind) if kills else ("steward", 0, 0)
        action, old = self.prepare(kind)
        self.left = kills
        if kind in VISITS:
            self.visits = Visits(self, kind, {skip: point} if who == "kiosk" else {}, trace)
        skip, point = (skip, point) if who == "steward" else (0, 0)
        trouble = self.chance.choice(TROUBLES) if kills else ""
        if trouble:
            self.server.order("faults", trouble.encode())
        status, name = 10, f"{kind} {action}"
        for i in range(1000):
            if self.left > 0 and i >= skip:
                status, how = self.kill_once(kind, point if i == skip else 0)
                if status is None:
                    self.count(how)
            else:
                begin = time.monotonic()
                status = self.whole([f"{trace}-{i}"] if trace else [])
                self.lasts.setdefault(kind, time.monotonic() - begin)
            if status == 0:
                break  # perhaps before all its kills: others take their place
            if status not in (None, 10):
                wrong(f"{name}: the steward ended with {status}")
                break
            state = self.owe(action, owed)
            self.states[state] += status is None
            k.check(name, *old)
            if k.get("reboot"):
                k.start_machine()
        self.server.order("faults", method="DELETE")
        visits, self.visits = self.visits, None
        if visits:
            visits.finish()
        self.judge_words(name, action, owed)
        self.judge(name, kind, action, old, len(k.get("installs")) - old_installs, visits)

    def judge_words(self, name, action, owed):
        heard = self.heard(action)
        self.resumed += heard.count("resumed")
        self.owed += len(owed)
        for i in sorted(owed):
            if heard[i:] and heard[i] != "resumed":
                wrong(f"{name}: after an end of the steward the server heard {heard[i]!r} first: {heard}")

    def judge_visit(self, name, kind, closed, good, visits):
        """What was told is how the first visit ended."""
        trial = self.kiosk.trial()
        stands = trial.get("mark") == visits.mark and trial["state"] == "proved"
        code = 0 if kind == "pack" else REASON_UNTRIED
        if good and kind == "pack" and not stands:
            wrong(f"{name}: it was told to stand, and its first visit is noted as {trial}")
        if closed and closed[0]["code"] != (code if good else REASON_UNDONE):
            wrong(f"{name}: the last word has code {closed[0]['code']}")
        if not good and trial.get("refused") != visits.mark:
            wrong(f"{name}: it was told to have fallen, and its first visit is noted as {trial}")

    def judge(self, name, kind, action, old, installs, visits):
        k = self.kiosk
        version, pack = k.check(name, *old)
        told = self.server.order(f"actions/{action}")
        closed = [s for s in told["statuses"] if s["execution"] == "closed"]
        falls = visits.falls if visits and kind != "form" else kind in ("falls", "form", "unsigned")
        wanted = "ERROR" if falls else "FINISHED"
        self.ends[told["state"]] += 1
        if told["state"] != wanted or len(closed) != 1 or told["active"]:
            wrong(f"{name}: the server has {told['state']} from {len(closed)} last words: {closed}")
        good = told["state"] == "FINISHED"
        if visits:
            self.judge_visit(name, kind, closed, good, visits)
        if kind in ("update", "falls"):
            if version != (k.version if good else old[0]):
                wrong(f"{name}: {told['state']} was told and {version} runs")
            if not 1 <= installs <= 3:
                wrong(f"{name}: installed {installs} times")
            k.version = version
        else:
            here = digest(k.packs[k.pack]) if good else digest(k.packs[old[1]]) if old[1] else None
            if pack != here:
                wrong(f"{name}: {told['state']} was told and another pack is in use")
            k.pack = k.pack if good else old[1]
        left = os.listdir(k.state / "fleet") if (k.state / "fleet").exists() else []
        if left:
            wrong(f"{name}: {left} was left lying")

    def learn(self):
        """What a run that nobody kills goes through."""
        for kind in dict.fromkeys(KINDS):
            trace = self.kiosk.folder / f"trace-{kind}"
            self.round(kind, 0, trace)
            by_state = collections.defaultdict(list)
            for start in range(2):
                path = pathlib.Path(f"{trace}-{start}")
                for line in path.read_text().splitlines() if path.exists() else []:
                    number, state, _ = line.split()
                    by_state[state].append(("steward", start, int(number)))
                path = pathlib.Path(f"{trace}-kiosk-{start}")
                for line in path.read_text().splitlines() if path.exists() else []:
                    number, step, _ = line.split()
                    by_state[step].append(("kiosk", start, int(number)))
            self.points[kind] = by_state
            print(f"# {kind}: {sum(map(len, by_state.values()))} points until it is through: "
                  + ", ".join(f"{len(v)} {s}" for s, v in by_state.items()), flush=True)


def main():
    folder, url, tools, kills = pathlib.Path(sys.argv[1]), sys.argv[2], pathlib.Path(sys.argv[3]), int(sys.argv[4])
    seed = int(sys.argv[5]) if len(sys.argv) > 5 else random.randrange(1 << 32)
    chance = random.Random(seed)
    kiosk = Kiosk(folder, url, tools, chance)
    torture = Torture(kiosk, Server(url), kills, chance)
    torture.learn()
    rounds = 0
    while sum(torture.done.values()) < kills and len(wrongs) < 20:
        left = kills - sum(torture.done.values())
        torture.round(KINDS[rounds % len(KINDS)], min(KILLS_A_ROUND, left))
        rounds += 1
    print(f"# seed {seed}; {rounds} rounds; kills: " + ", ".join(f"{n} by {h}" for h, n in sorted(torture.done.items())))
    print("# the pack's trial at a kill of the kiosk: " + ", ".join(f"{n} {t}" for t, n in sorted(torture.trials.items())))
    seen = {s for by_state in torture.points.values() for s in by_state}
    print("# the journal at the kill: " + ", ".join(f"{torture.states[s]} {s}" for s in STATES if s in seen))
    print("# the server's ends: " + ", ".join(f"{n} {s}" for s, n in sorted(torture.ends.items()))
          + f"; \"resumed\" was owed first {torture.owed} times and told {torture.resumed}; "
          + f"the machine started {kiosk.boots} times")
    print(f"kills {min(kills, sum(torture.done.values()))} wrong {len(wrongs)}")  # kiosk and steward may die together


main()
