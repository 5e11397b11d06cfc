"""A machine in QEMU that runs the appliance, driven from outside only: what it shows (screendump), where it is
touched (QMP), what it prints (a serial line over USB), what it says on its serial line, what it reaches of the network.
One object is one machine with one disk; cut() is the power going."""
import json
import os
import shutil
import socket
import subprocess
import time

FIRMWARE = '/usr/share/OVMF'
PATIENCE = int(os.environ.get('PATIENCE', 180))  # seconds a step may take, at least; more on a busy host


class Gone(Exception):
    """The machine ended, or did not do in time what was waited for."""


class Machine:
    def __init__(self, disk, work, portal=None, size=(1080, 1920), memory=768, tpm=False):
        self.disk, self.work, self.portal, self.size, self.memory, self.tpm = disk, work, portal, size, memory, tpm
        self.places = {}  # more that it reaches: ADDRESS:PORT of its network, and which port of this machine that is
        os.makedirs(work, exist_ok=True)
        self.process = self.swtpm = None
        self.starts = 0
        self.sticks = 0

    def path(self, name):
        return os.path.join(self.work, name)

    def arguments(self):
        x, y = self.size
        variables = self.path('vars.fd')
        if not os.path.exists(variables):
            shutil.copy(FIRMWARE + '/OVMF_VARS_4M.fd', variables)
        net = 'user,id=net,restrict=on'
        if self.portal:
            for place in ('10.0.2.100:8780', '10.0.2.100:8781', '10.0.2.101:8780'):  # its own, and two that answer as well
                net += f',guestfwd=tcp:{place}-cmd:socat - TCP:127.0.0.1:{self.portal}'
        for place, port in self.places.items():
            net += f',guestfwd=tcp:{place}-cmd:socat - TCP:127.0.0.1:{port}'
        words = ['qemu-system-x86_64', '-machine', 'q35', '-accel', 'tcg,thread=multi', '-cpu', 'Nehalem', '-smp', '2', '-m', str(self.memory),
                 '-nodefaults', '-display', 'none',
                 '-drive', f'if=pflash,format=raw,unit=0,readonly=on,file={FIRMWARE}/OVMF_CODE_4M.fd',
                 '-drive', f'if=pflash,format=raw,unit=1,file={variables}',
                 '-drive', f'if=none,id=disk,format=qcow2,file={self.disk},cache=writeback',
                 '-device', 'virtio-blk-pci,drive=disk,bootindex=0',
                 '-device', f'virtio-vga,xres={x},yres={y}', '-device', 'virtio-tablet-pci',
                 '-netdev', net, '-device', 'virtio-net-pci,netdev=net,romfile=',
                 '-device', 'qemu-xhci,id=usb',
                 '-chardev', f'socket,id=printer,path={self.path("printer.sock")},server=off,reconnect=1',
                 '-device', 'usb-serial,chardev=printer,serial=printer,always-plugged=on',
                 '-chardev', f'socket,id=scanner,path={self.path("scanner.sock")},server=on,wait=off',
                 '-device', 'usb-serial,chardev=scanner,serial=scanner,always-plugged=on',
                 '-device', 'i6300esb', '-action', 'watchdog=reset', '-device', 'virtio-rng-pci',
                 '-serial', f'file:{self.path("serial.log")}',
                 '-qmp', f'unix:{self.path("qmp.sock")},server=on,wait=off']
        if self.tpm:
            words += ['-chardev', f'socket,id=tpm,path={self.path("tpm.sock")}', '-tpmdev', 'emulator,id=tpm,chardev=tpm',
                      '-device', 'tpm-tis,tpmdev=tpm']
        return words

    def start_tpm(self):
        os.makedirs(self.path('tpm'), exist_ok=True)
        self.swtpm = subprocess.Popen(['swtpm', 'socket', '--tpm2', '--tpmstate', 'dir=' + self.path('tpm'),
                                       '--ctrl', 'type=unixio,path=' + self.path('tpm.sock')], stderr=subprocess.DEVNULL)
        time.sleep(0.5)

    def start(self):
        for name in ('qmp.sock', 'scanner.sock', 'tpm.sock'):
            if os.path.exists(self.path(name)):
                os.unlink(self.path(name))
        if self.tpm:
            self.start_tpm()
        if os.path.exists(self.path('serial.log')):
            os.replace(self.path('serial.log'), self.path(f'serial-{self.starts}.log'))
        self.starts += 1
        self.began = time.time()
        self.process = subprocess.Popen(self.arguments(), stderr=open(self.path('qemu.log'), 'ab'))
        for _ in range(300):
            try:
                self.line = socket.socket(socket.AF_UNIX)
                self.line.connect(self.path('qmp.sock'))
                break
            except OSError:
                if self.process.poll() is not None:
                    raise Gone(open(self.path('qemu.log')).read()[-500:])
                time.sleep(0.1)
        self.answers = self.line.makefile('r')
        self.answers.readline()
        self.ask('qmp_capabilities')
        return self

    def ask(self, command, **arguments):
        self.line.sendall((json.dumps({'execute': command, 'arguments': arguments}) + '\n').encode())
        while True:
            text = self.answers.readline()
            if not text:
                raise Gone('QEMU ended')
            answer = json.loads(text)
            if 'error' in answer:
                raise Gone(f'{command}: {answer["error"]["desc"]}')
            if 'return' in answer:
                return answer['return']

    def cut(self):
        """The power goes."""
        if self.process:
            self.process.kill()
            self.process.wait()
        self.process = None
        if self.swtpm:
            self.swtpm.terminate()
            self.swtpm.wait()
            self.swtpm = None

    def said(self):
        try:
            with open(self.path('serial.log'), errors='replace') as f:
                return f.read()
        except FileNotFoundError:
            return ''

    def until_said(self, words, patience=PATIENCE, after=0):
        """Seconds from now until these words came on the serial line behind position `after`."""
        start = time.time()
        while time.time() - start < patience:
            if words in self.said()[after:]:
                return time.time() - start
            if self.process.poll() is not None:
                raise Gone(f'QEMU ended while it was to say "{words}"')
            time.sleep(0.2)
        raise Gone(f'"{words}" was not said in {patience} s; last: ' + self.said()[-400:])

    def shot(self, path):
        """The screen as a PNG."""
        self.ask('screendump', filename=os.path.abspath(path), format='png')
        return path

    def touch(self, x, y, hold=0.15):
        """A finger on pixel x, y."""
        width, height = self.size
        at = [{'type': 'abs', 'data': {'axis': 'x', 'value': x * 32767 // (width - 1)}},
              {'type': 'abs', 'data': {'axis': 'y', 'value': y * 32767 // (height - 1)}}]
        self.ask('input-send-event', events=at)
        time.sleep(0.05)
        self.ask('input-send-event', events=[{'type': 'btn', 'data': {'down': True, 'button': 'left'}}])
        time.sleep(hold)
        self.ask('input-send-event', events=[{'type': 'btn', 'data': {'down': False, 'button': 'left'}}])

    def plug_stick(self, image, writable=False):
        self.sticks += 1
        name = f'stick{self.sticks}'
        self.ask('blockdev-add', **{'driver': 'raw', 'node-name': name, 'read-only': not writable,
                                    'file': {'driver': 'file', 'filename': image}})
        self.ask('device_add', driver='usb-storage', id=name, drive=name, bus='usb.0')
        return name

    def scan(self, payload):
        """A card before the scanner, whose serial line ends a scan with a carriage return."""
        line = socket.socket(socket.AF_UNIX)
        line.connect(self.path('scanner.sock'))
        line.sendall(payload.encode() + b'\r\n')
        time.sleep(1)
        line.close()

    def network(self, on):
        self.ask('set_link', name='net', up=on)

    def plug_keyboard(self):
        self.ask('device_add', driver='usb-kbd', id='keyboard', bus='usb.0')

    def pull_stick(self, name):
        self.ask('device_del', id=name)
