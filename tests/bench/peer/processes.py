"""What processes use, as the kernel counts it: memory, processor, bytes from the disk."""
import os
import time

BY_FILE = False  # also root takes them out one by one
TICKS = os.sysconf("SC_CLK_TCK")


def read(path):
    try:
        with open(path) as f:
            return f.read()
    except OSError:  # it has ended meanwhile
        return ""


def tree(roots):
    """The processes and all that they began, also what a session leader left behind."""
    parents, sessions = {}, {}
    for pid in (int(name) for name in os.listdir("/proc") if name.isdigit()):
        fields = read(f"/proc/{pid}/stat").rpartition(")")[2].split()
        if fields and fields[0] != "Z":
            parents[pid], sessions[pid] = int(fields[1]), int(fields[3])
    found = {pid for pid in parents if pid in roots or sessions[pid] in roots}
    while True:
        more = {pid for pid, parent in parents.items() if parent in found} - found
        if not more:
            return found
        found |= more


def memory_mib(roots):
    """Proportional and resident size of all of them together."""
    pss = rss = 0
    for pid in tree(roots):
        for line in read(f"/proc/{pid}/smaps_rollup").splitlines():
            name, _, value = line.partition(":")
            if name == "Pss":
                pss += int(value.split()[0])
            elif name == "Rss":
                rss += int(value.split()[0])
    return {"pss_mib": pss / 1024, "rss_mib": rss / 1024, "processes": len(tree(roots))}


class Cpu:
    """Seconds of processor between two moments, of everything that lived at the second."""

    def __init__(self, roots):
        self.roots = roots
        self.before = self.now()

    def now(self):
        return {pid: self.of(pid) for pid in tree(self.roots)}

    @staticmethod
    def of(pid):
        """By the scheduler's nanoseconds, and not less than the ticks say: those hold ended threads, too."""
        fine = 0
        try:
            for task in os.listdir(f"/proc/{pid}/task"):
                fine += int((read(f"/proc/{pid}/task/{task}/schedstat").split() or ["0"])[0])
        except OSError:
            pass
        fields = read(f"/proc/{pid}/stat").rpartition(")")[2].split()
        ticks = (int(fields[11]) + int(fields[12])) if fields else 0
        return fine / 1e9, ticks / TICKS

    def seconds(self):
        total = 0
        for pid, (fine, ticks) in self.now().items():
            fine_before, ticks_before = self.before.get(pid, (0, 0))
            total += max(fine - fine_before, ticks - ticks_before - 1 / TICKS)
        return max(total, 0)


def disk_reads_mib(roots):
    """What they had the disk read since they began; of what has ended nothing is known."""
    total = 0
    for pid in tree(roots):
        for line in read(f"/proc/{pid}/io").splitlines():
            if line.startswith("read_bytes:"):
                total += int(line.split()[1])
    return total / (1 << 20)


def forget_disk(files):
    """Takes files out of the page cache. Root empties all of it; returns how it was done."""
    os.sync()
    try:
        if BY_FILE:
            raise PermissionError
        with open("/proc/sys/vm/drop_caches", "w") as f:
            f.write("3\n")
        return "drop_caches"
    except OSError:
        pass
    for path in files:
        try:
            fd = os.open(path, os.O_RDONLY)
        except OSError:
            continue
        os.posix_fadvise(fd, 0, 0, os.POSIX_FADV_DONTNEED)
        os.close(fd)
    return "posix_fadvise"


def end(process, patience_s=15):
    """Ends a process that was started here, with its session."""
    process.terminate()
    try:
        process.wait(patience_s)
    except Exception:  # it does not listen
        process.kill()
        process.wait()
    deadline = time.monotonic() + patience_s
    while tree({process.pid}) and time.monotonic() < deadline:
        time.sleep(0.05)
    for pid in tree({process.pid}):
        try:
            os.kill(pid, 9)
        except OSError:
            pass
