#!/usr/bin/env python3
"""A pretence of iwd on a bus of its own: usage: fake_iwd.py ADDRESS

It has one adapter and the networks below. Lines on stdin change it, each answered by one on stdout:
  adapter on|off|gone   scan short|long|busy   thief on|off   count   quit
thief: another program on the bus asks for the passphrase, too
"""
import sys

import dbus
import dbus.connection
import dbus.mainloop.glib
import dbus.service
from gi.repository import GLib

IWD = "net.connman.iwd"
STATION = "/net/connman/iwd/0/3"
RIGHT = "Dung mat khau~1"
# name, type, hundredths of a dBm, known
AIR = [
    ("UBND xã", "psk", -7300, False),
    ("Khách", "open", -6500, False),
    ("Kề bên", "psk", -5500, False),
    ("Sở", "8021x", -6600, False),
    ("Cũ", "wep", -7900, False),
    ("Nhà", "psk", -8100, True),
    ("Xa", "psk", -7700, False),
    ("Chậm", "psk", -7600, False),
    ("ngược\u202egnow", "psk", -5000, False),
    ("  ", "open", -5000, False),
]


class Failure(dbus.DBusException):
    def __init__(self, word):
        super().__init__(word)
        self._dbus_error_name = IWD + "." + word


class World:
    def __init__(self):
        self.adapter = "on"
        self.scan = "short"
        self.scanning = False
        self.thief = "off"
        self.state = "disconnected"
        self.joined = None
        self.agent = None
        self.far = set()
        self.known = {n for n, _, _, known in AIR if known}
        self.counts = {"scans": 0, "disconnects": 0, "asked": 0, "stolen": 0}

    def paths(self):
        return [(f"{STATION}/{i:02x}_{kind}", name, kind, signal)
                for i, (name, kind, signal, _) in enumerate(AIR)]

    def objects(self):
        o = {}
        if self.adapter == "gone":
            return dbus.Dictionary(o, signature="oa{sa{sv}}")
        o["/net/connman/iwd/0"] = {IWD + ".Adapter": {"Powered": self.adapter == "on"}}
        device = {IWD + ".Device": {"Name": "wlan0", "Powered": self.adapter == "on"}}
        o[STATION] = device
        if self.adapter == "off":
            return dbus.Dictionary(o, signature="oa{sa{sv}}")
        device[IWD + ".Station"] = {"State": self.state, "Scanning": self.scanning}
        for path, name, kind, _ in self.paths():
            n = {"Name": name, "Type": kind, "Connected": self.joined == name,
                 "Device": dbus.ObjectPath(STATION)}
            if name in self.known:
                n["KnownNetwork"] = dbus.ObjectPath(path.replace(STATION, "/net/connman/iwd"))
            o[path] = {IWD + ".Network": n}
        return dbus.Dictionary(
            {p: dbus.Dictionary({i: dbus.Dictionary(v, signature="sv") for i, v in d.items()},
                                signature="sa{sv}") for p, d in o.items()}, signature="oa{sa{sv}}")


class Root(dbus.service.Object):
    def __init__(self, bus, world):
        super().__init__(bus, "/")
        self.world = world

    @dbus.service.method("org.freedesktop.DBus.ObjectManager", out_signature="a{oa{sa{sv}}}")
    def GetManagedObjects(self):
        return self.world.objects()


class Agents(dbus.service.Object):
    def __init__(self, bus, world):
        super().__init__(bus, "/net/connman/iwd")
        self.world = world

    @dbus.service.method(IWD + ".AgentManager", in_signature="o", sender_keyword="who")
    def RegisterAgent(self, path, who=None):
        self.world.agent = (who, path)


class Station(dbus.service.Object):
    def __init__(self, bus, world):
        super().__init__(bus, STATION)
        self.world = world

    @dbus.service.method(IWD + ".Station")
    def Scan(self):
        self.world.counts["scans"] += 1
        if self.world.scan == "busy":
            raise Failure("Busy")
        self.world.scanning = True
        if self.world.scan == "short":
            GLib.timeout_add(300, self.found)

    def found(self):
        self.world.scanning = False
        return False

    @dbus.service.method(IWD + ".Station")
    def Disconnect(self):
        self.world.counts["disconnects"] += 1
        self.world.state = "disconnected"
        self.world.joined = None

    @dbus.service.method(IWD + ".Station", out_signature="a(on)")
    def GetOrderedNetworks(self):
        # iwd's own order is not by strength alone
        return dbus.Array([dbus.Struct((dbus.ObjectPath(path), dbus.Int16(signal)), signature="on")
                           for path, name, _, signal in self.world.paths()
                           if name not in self.world.far], signature="(on)")

    @dbus.service.method("org.freedesktop.DBus.Properties", in_signature="ss", out_signature="v")
    def Get(self, interface, name):
        return dbus.Boolean(self.world.scanning)


class Network(dbus.service.Object):
    def __init__(self, bus, world, path, name, kind):
        super().__init__(bus, path)
        self.bus, self.world, self.path, self.name, self.kind = bus, world, path, name, kind

    def judge(self, passphrase, done, wrong):
        if self.name == "Chậm":
            return
        if self.name == "Xa":
            self.world.far.add(self.name)
        if passphrase != RIGHT or self.name == "Xa":
            wrong(Failure("Failed"))
            return
        self.enter()
        done()

    def steal(self, who, path):
        def got(_):
            self.world.counts["stolen"] += 1

        self.other = dbus.bus.BusConnection(sys.argv[1])
        agent = dbus.Interface(self.other.get_object(who, path, introspect=False), IWD + ".Agent")
        agent.RequestPassphrase(dbus.ObjectPath(self.path), reply_handler=got,
                                error_handler=lambda e: None)

    def enter(self):
        self.world.known.add(self.name)
        self.world.joined = self.name
        self.world.state = "connected"

    @dbus.service.method(IWD + ".Network", async_callbacks=("done", "wrong"))
    def Connect(self, done, wrong):
        if self.kind not in ("open", "psk"):
            wrong(Failure("NotConfigured"))
        elif self.kind == "open" or self.name in self.world.known:
            self.enter()
            done()
        elif self.world.agent is None:
            wrong(Failure("NoAgent"))
        else:
            self.world.counts["asked"] += 1
            who, path = self.world.agent
            if self.world.thief == "on":
                self.steal(who, path)
            agent = dbus.Interface(self.bus.get_object(who, path, introspect=False), IWD + ".Agent")
            agent.RequestPassphrase(dbus.ObjectPath(self.path),
                                    reply_handler=lambda p: self.judge(str(p), done, wrong),
                                    error_handler=lambda e: wrong(Failure("Aborted")))


class Known(dbus.service.Object):
    def __init__(self, bus, world, path, name):
        super().__init__(bus, path)
        self.world, self.name = world, name

    @dbus.service.method(IWD + ".KnownNetwork")
    def Forget(self):
        self.world.known.discard(self.name)
        if self.world.joined == self.name:
            self.world.joined = None
            self.world.state = "disconnected"


def listen(world, loop):
    def line(source, condition):
        words = sys.stdin.readline().split()
        if not words or words[0] == "quit":
            loop.quit()
            return False
        if words[0] == "count":
            print(" ".join(f"{k}={v}" for k, v in world.counts.items()), flush=True)
        else:
            setattr(world, words[0], words[1])
            print("ok", flush=True)
        return True

    GLib.io_add_watch(sys.stdin.fileno(), GLib.IO_IN | GLib.IO_HUP, line)


def main():
    dbus.mainloop.glib.DBusGMainLoop(set_as_default=True)
    bus = dbus.bus.BusConnection(sys.argv[1])
    world = World()
    loop = GLib.MainLoop()
    things = [Root(bus, world), Agents(bus, world), Station(bus, world)]
    for path, name, kind, _ in world.paths():
        things.append(Network(bus, world, path, name, kind))
        things.append(Known(bus, world, path.replace(STATION, "/net/connman/iwd"), name))
    bus.request_name(IWD)
    listen(world, loop)
    print("ready", flush=True)
    loop.run()


main()
