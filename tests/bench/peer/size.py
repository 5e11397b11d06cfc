"""What must be installed for each side, counted the same way: its own files, and the Debian packages it needs beyond
those that every Debian has (priority required or important) and beyond the X server, which both need."""
import os
import re
import subprocess
import tempfile

from sides import BIN


def tell(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def installed():
    """package -> (KiB, what it depends on, whether every Debian has it)."""
    found, provided = {}, {}
    form = "${db:Status-Status}\t${Package}\t${Installed-Size}\t${Priority}\t${Depends}, ${Pre-Depends}\t${Provides}\n"
    for line in tell("dpkg-query", "-W", "-f", form).splitlines():
        status, name, size, priority, depends, provides = line.split("\t")
        if status != "installed":
            continue
        found[name] = (int(size or 0), depends, priority in ("required", "important"))
        for other in re.findall(r"[a-z0-9][a-z0-9.+-]*", re.sub(r"\([^)]*\)", "", provides)):
            provided.setdefault(other, name)
    return found, provided


def closure(names):
    """These packages and what they need, without what every Debian has."""
    found, provided = installed()
    wanted, chosen = list(names), set()
    while wanted:
        name = wanted.pop()
        name = name if name in found else provided.get(name)
        if name is None or name in chosen or found[name][2]:
            continue
        chosen.add(name)
        for group in found[name][1].split(","):
            for one in group.split("|"):  # the first of the alternatives that is there
                plain = re.sub(r"\([^)]*\)|:any", "", one).strip()
                if plain in found or plain in provided:
                    wanted.append(plain)
                    break
    return {name: found[name][0] / 1024 for name in chosen}


def folder_mib(top):
    total = 0
    for folder, _, names in os.walk(top):
        total += sum(os.lstat(os.path.join(folder, name)).st_size for name in names)
    return total / (1 << 20)


def owners(programs):
    """The packages whose libraries these programs load at once, and the fonts they draw with."""
    needed = set()
    for program in programs:
        for path in re.findall(r"=> (/\S+)", tell("ldd", program)):
            needed |= {path, os.path.realpath(path), re.sub("^/usr", "", path)}
    told = subprocess.run(["dpkg-query", "-S", *sorted(needed)], capture_output=True, text=True).stdout
    return {line.split(":")[0] for line in told.splitlines()} | {"fonts-noto-core"}


def kiosk():
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["make", "--no-print-directory", "-s", "install", "DESTDIR=" + folder], check=True,
                       stdout=subprocess.DEVNULL)
        own = folder_mib(folder)
    packages = closure(owners(f"{BIN}/{name}" for name in ("kiosk", "courier")))
    return {"own_mib": own, "packages_mib": sum(packages.values()), "packages": packages}


def peer():
    packages = closure({"chromium"})
    return {"own_mib": folder_mib("build/peer/site"), "packages_mib": sum(packages.values()), "packages": packages}
