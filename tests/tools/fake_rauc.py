#!/usr/bin/env python3
"""A pretence of RAUC, logind and systemd on a bus of its own: usage: fake_rauc.py ADDRESS OS-RELEASE VERSION

Two slots; a bundle is a file with lines compatible=, version= and signed. Lines on stdin change it, each
answered by one on stdout:
  boot           the machine starts anew: what was installed runs, or, with "falls on", comes and goes back
  health active|activating|failed   fault none|breaks|no-reboot   falls on|off   slow SECONDS
  count          installs=N reboots=N   quit
"""
import sys

import dbus
import dbus.bus
import dbus.mainloop.glib
import dbus.service
from gi.repository import GLib

RAUC = "de.pengutronix.rauc"
INSTALLER = RAUC + ".Installer"
UNIT = "/org/freedesktop/systemd1/unit/rong_2dhealth_2eservice"
PROPERTIES = "org.freedesktop.DBus.Properties"


class Failure(dbus.DBusException):
    def __init__(self, words, name="org.gtk.GDBus.UnmappedGError.Quark._r_2dbundle_2derror_2dquark.Code2"):
        super().__init__(words)
        self._dbus_error_name = name


class World:
    def __init__(self, path, version):
        self.path = path
        self.booted = 0
        self.versions = [version, ""]
        self.primary = 0
        self.operation = "idle"
        self.percent = 0
        self.error = ""
        self.health = "active"
        self.fault = "none"
        self.falls = "off"
        self.slow = 0.2
        self.counts = {"installs": 0, "reboots": 0}
        self.write()

    def write(self):
        with open(self.path, "w", encoding="utf-8") as f:
            f.write(f'NAME="Rong"\nID=rong\nVERSION_ID={self.versions[self.booted]}\n')

    def bundle(self, path):
        try:
            with open(path, encoding="utf-8", errors="replace") as f:
                head = f.read(4096).split("\n")
        except OSError as e:
            raise Failure(f"Failed to open {path}: {e}")
        if "signed" not in head:
            raise Failure("signature verification failed: self-signed certificate in chain")
        facts = dict(line.split("=", 1) for line in head if "=" in line)
        return facts.get("compatible", ""), facts.get("version", "")

    def boot(self):
        self.booted = self.primary
        if self.falls == "on":
            self.booted = self.primary = 1 - self.booted
        self.health = "activating"
        self.operation = "idle"
        self.write()

    def end(self, version):
        self.operation = "idle"
        if self.fault == "breaks":
            self.error = "Installation error: Failed updating slot <rootfs.1> & more"
        else:
            self.versions[1 - self.booted] = version
            self.primary = 1 - self.booted
        return False


class Installer(dbus.service.Object):
    def __init__(self, bus, world):
        super().__init__(bus, "/")
        self.world = world

    @dbus.service.method(INSTALLER, in_signature="s", out_signature="ss")
    def Info(self, path):
        return self.world.bundle(path)

    @dbus.service.method(INSTALLER, in_signature="sa{sv}")
    def InstallBundle(self, path, options):
        w = self.world
        if w.operation != "idle":
            raise Failure("already processing a different method", "org.gtk.GDBus.Failed")
        _, version = w.bundle(path)
        w.counts["installs"] += 1
        w.operation, w.error, w.percent = "installing", "", 40
        w.versions[1 - w.booted] = ""
        GLib.timeout_add(int(float(w.slow) * 1000), w.end, version)

    @dbus.service.method(INSTALLER, out_signature="s")
    def GetPrimary(self):
        w = self.world
        if w.health != "active" and not w.versions[1 - w.booted]:  # this start is a try, and there is no other slot
            raise Failure("grub backend: No bootable slot found in ORDER 'A B'")
        return f"rootfs.{self.world.primary}"

    @dbus.service.method(INSTALLER, out_signature="a(sa{sv})")
    def GetSlotStatus(self):
        slots = []
        for i in (0, 1):
            facts = {"class": "rootfs", "device": f"/dev/slot{i}", "bootname": "AB"[i],
                     "state": "booted" if i == self.world.booted else "inactive",
                     "size": dbus.UInt64(1 << 40), "installed.count": dbus.UInt32(3)}
            if self.world.versions[i]:
                facts["bundle.version"] = self.world.versions[i]
                facts["status"] = "ok"
            slots.append((f"boot.{i}", dbus.Dictionary({"class": "boot", "parent": f"rootfs.{i}"}, signature="sv")))
            slots.append((f"rootfs.{i}", dbus.Dictionary(facts, signature="sv")))
        return dbus.Array([dbus.Struct(s, signature="sa{sv}") for s in slots], signature="(sa{sv})")

    @dbus.service.method(PROPERTIES, in_signature="ss", out_signature="v")
    def Get(self, interface, name):
        w = self.world
        return {"Operation": w.operation, "LastError": w.error, "Compatible": "rong-x86",
                "Progress": dbus.Struct((dbus.Int32(w.percent), "Copying", dbus.Int32(1)), signature="isi")}[name]


class Logind(dbus.service.Object):
    def __init__(self, bus, world):
        super().__init__(bus, "/org/freedesktop/login1")
        self.world = world

    @dbus.service.method("org.freedesktop.login1.Manager", in_signature="b")
    def Reboot(self, interactive):
        if self.world.fault == "no-reboot":
            raise Failure("Access denied", "org.freedesktop.DBus.Error.AccessDenied")
        self.world.counts["reboots"] += 1


class Systemd(dbus.service.Object):
    def __init__(self, bus):
        super().__init__(bus, "/org/freedesktop/systemd1")

    @dbus.service.method("org.freedesktop.systemd1.Manager", in_signature="s", out_signature="o")
    def GetUnit(self, name):
        return dbus.ObjectPath(UNIT)


class Unit(dbus.service.Object):
    def __init__(self, bus, world):
        super().__init__(bus, UNIT)
        self.world = world

    @dbus.service.method(PROPERTIES, in_signature="ss", out_signature="v")
    def Get(self, interface, name):
        return self.world.health


def listen(world, loop):
    def line(source, condition):
        words = sys.stdin.readline().split()
        if not words or words[0] == "quit":
            loop.quit()
            return False
        if words[0] == "count":
            print(" ".join(f"{k}={v}" for k, v in world.counts.items()), flush=True)
            return True
        if words[0] == "boot":
            world.boot()
        else:
            setattr(world, words[0], words[1])
        print("ok", flush=True)
        return True

    GLib.io_add_watch(sys.stdin.fileno(), GLib.IO_IN | GLib.IO_HUP, line)


def main():
    dbus.mainloop.glib.DBusGMainLoop(set_as_default=True)
    bus = dbus.bus.BusConnection(sys.argv[1])
    world = World(sys.argv[2], sys.argv[3])
    loop = GLib.MainLoop()
    things = [Installer(bus, world), Logind(bus, world), Systemd(bus), Unit(bus, world)]
    for name in (RAUC, "org.freedesktop.login1", "org.freedesktop.systemd1"):
        bus.request_name(name)
    listen(world, loop)
    print("ready", flush=True)
    loop.run()


main()
