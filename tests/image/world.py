"""What surrounds the machine of the image test: the portal, the printer, sticks, pictures, and how a step is told."""
import glob
import json
import os
import re
import shutil
import struct
import subprocess
import time
import urllib.request
import zlib

from machine import PATIENCE, Gone

TOP = os.path.realpath(os.path.join(os.path.dirname(__file__), '../..'))
OUT = TOP + '/out/image'
LANE = os.environ.get('LANE', '')  # runs beside one another have each its own folder and pictures
WORK = OUT + '/test' + LANE
SHOTS = WORK if LANE else OUT
BIN = TOP + '/build/release'
KEYS = os.environ.get('KEYS', TOP + '/build/image/keys')
SETUP_PORT = 8780
CARD = "064195000002||Ksor H'Mẫu|31121995|Nữ|Buôn Thử, Ia Hiao, Phú Thiện, Gia Lai|01072022"
SERIAL = '/dev/serial/by-id/usb-QEMU_QEMU_USB_SERIAL_%s-if00-port0'
NEARLY = 3000  # pixels of two million that may differ: the time of day, a mark of speech
MARKED = 130000  # ... and what is being spoken, a tile at most
CODES = 300000  # a QR code and a number that are others

results = []
children = []


def step(name):
    """Runs the function under this name and notes how it went; what it gives, or None."""
    def wrap(function):
        def run(*arguments):
            start = time.time()
            try:
                given = function(*arguments)
                results.append((name, True))
                print(f'ok {name} ({time.time() - start:.0f} s)', flush=True)
                return given
            except (Gone, AssertionError, subprocess.CalledProcessError, OSError) as why:
                results.append((name, False))
                print(f'not ok {name} ({time.time() - start:.0f} s)\n# {why}', flush=True)
                return None
        return run
    return wrap


def say(line):
    print('# ' + line, flush=True)


def sh(*words, **more):
    return subprocess.run(words, check=True, capture_output=True, text=True, cwd=TOP, **more).stdout


def begin(name, *words):
    log = open(f'{WORK}/{name}.log', 'wb')
    child = subprocess.Popen(words, stdout=log, stderr=log, stdin=subprocess.DEVNULL, cwd=TOP)
    children.append(child)
    return child


def different(got, want):
    """Pixels that differ between two pictures; a number that no picture has when they cannot be compared."""
    done = subprocess.run([BIN + '/tests/compare_png', got, want, WORK + '/difference.png'], capture_output=True, text=True)
    found = re.match(r'(\d+) pixels', done.stdout)
    return 0 if done.returncode == 0 else int(found.group(1)) if found else 1 << 30


def until_seen(machine, want, keep, before=None, nearly=0, patience=PATIENCE):
    """Waits until the screen is as the picture `want`, but for what is marked as being spoken: nearer to it than to
    `before`, where that is given. Keeps the last screen as `keep`. Seconds."""
    start = time.time()
    nearest = 1 << 30
    nearly = nearly or MARKED
    while time.time() - start < patience:
        machine.shot(keep)
        nearest = different(keep, want)
        if nearest <= NEARLY or nearest <= nearly and (before is None or nearest < different(keep, before)):
            return time.time() - start
        time.sleep(0.3)
    raise Gone(f'{os.path.basename(want)} was not seen in {patience} s; {nearest} pixels differ: {keep}')


def place_of(name):
    """Where a part of the disk begins and how long it is, in bytes."""
    parts = json.loads(sh('sfdisk', '-J', OUT + '/disk.img'))['partitiontable']['partitions']
    return next((p['start'] * 512, p['size'] * 512) for p in parts if p['name'] == name)


def part_of_disk(disk, name, path, megabytes=0):
    """A part of the machine's disk, or its first megabytes, as a file; the machine is off."""
    start, size = place_of(name)
    sh('qemu-img', 'dd', '-f', 'qcow2', '-O', 'raw', 'bs=1M', f'skip={start >> 20}', f'count={(start >> 20) + (megabytes or size >> 20)}',
       'if=' + disk, 'of=' + path)
    return path


def put_into_disk(disk, name, path):
    start, _ = place_of(name)
    sh('qemu-io', '-f', 'qcow2', '-c', f'write -s {path} {start} {os.path.getsize(path)}', disk)


def splash(width, height, name='splash'):
    """What stands on a screen of that size until the kiosk does, or when it cannot, as a picture."""
    path = f'{WORK}/{name}-{width}.png'
    if os.path.exists(path):
        return path
    words = open(glob.glob(f'{TOP}/build/image/lean-*/{name}.ppm')[0], 'rb').read()
    head, pixels = words.split(b'\n', 1)
    wide, high = (int(n) for n in head.split()[1:3])
    left, top = (width - wide) // 2, (height - high) // 2
    ground = pixels[:3]
    rows = []
    for y in range(height):
        at = (y - top) * wide * 3
        inside = pixels[at:at + wide * 3] if 0 <= y - top < high else ground * wide
        rows.append(b'\0' + ground * left + inside + ground * (width - wide - left))

    def part(kind, data):
        return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))
    with open(path, 'wb') as f:
        f.write(b'\x89PNG\r\n\x1a\n' + part(b'IHDR', struct.pack('>IIBBBBB', width, height, 8, 2, 0, 0, 0)) +
                part(b'IDAT', zlib.compress(b''.join(rows), 1)) + part(b'IEND', b''))
    return path


def size_of(picture):
    return struct.unpack('>II', open(picture, 'rb').read(24)[16:24])


# --- the world around it -------------------------------------------------------------------------------

def start_portal():
    begin('portal', BIN + '/practice-portal', '--listen', '127.0.0.1:0', '--data', WORK + '/portal', '--control')
    for _ in range(200):
        found = re.search(r'listening http://127\.0\.0\.1:(\d+)', open(WORK + '/portal.log').read())
        if found:
            return int(found.group(1))
        time.sleep(0.1)
    raise Gone('the practice portal does not start')


def applications(port):
    with urllib.request.urlopen(f'http://127.0.0.1:{port}/api/applications', timeout=20) as answer:
        return json.load(answer)['applications']


def start_printer():
    path = WORK + '/machine/printer.sock'
    begin('printer', BIN + '/tests/virtual_printer', '--listen', 'unix:' + path, '--out', WORK + '/printed/receipt.escpos')
    for _ in range(100):
        if os.path.exists(path):
            return
        time.sleep(0.1)
    raise Gone('the virtual printer does not start')


def quiet(script):
    """The script with a picture after each line that may change the screen, when what is spoken there ended: the machine
    has no loudspeaker and marks nothing as being said."""
    lines = [line for line in script.split('\n') if line and not line.startswith('#')]
    for line, after in zip(lines, lines[1:] + ['']):
        yield line
        if not after.startswith(('expect', 'await', 'wait', 'shot')) and line.split()[0] != 'type':
            yield 'wait speech'
            yield 'shot quiet'


def play_here():
    """The same visit without a machine: its pictures and where it was touched."""
    shutil.rmtree(WORK + '/reference', ignore_errors=True)
    os.makedirs(WORK + '/reference')
    with open(WORK + '/visit.play', 'w') as f:
        f.write('\n'.join(quiet(sh('tests/flow/script', 'tests/image/visit.play'))) + '\n')
    moment = time.strftime('%Y-%m-%dT%H:%M:%S+00:00', time.gmtime())
    sh('tests/flow/play', WORK + '/visit.play', WORK + '/reference', env={**os.environ, 'NOW': moment, 'KIOSK_ARGS': '--camera none:'})
    shots = {int(os.path.basename(p).split('-')[0]): p for p in glob.glob(WORK + '/reference/shots/*.png')}
    touches = [tuple(int(n) for n in line.split('\t')) for line in open(WORK + '/reference/touches.tsv')]
    shots[1] = shots[touches[0][0]]  # the welcome page, when it has greeted
    return shots, touches


def site_stick(more=''):
    """A stick with the answers of the first set-up, and more settings where they are wanted, signed."""
    folder = WORK + '/site'
    os.makedirs(folder, exist_ok=True)
    with open(folder + '/rong-site.ini', 'w') as f:
        f.write(f'''# rong-site
[kiosk]
first_setup = no
name = desk
public_url = HTTP://10.0.2.100:{SETUP_PORT}
[portal]
url = http://10.0.2.100:{SETUP_PORT}
[devices]
printer = escpos:{SERIAL % 'printer'}
scanner = serial:{SERIAL % 'scanner'}
{more}''')
    return stick('site', signed(folder + '/rong-site.ini'), 16)


def wipe_stick(kiosk):
    """A stick with the order to forget all, for the kiosk of that name."""
    folder = WORK + '/site'
    with open(folder + '/rong-wipe', 'w') as f:
        f.write(f'rong-wipe {kiosk}\n')
    return stick('wipe', signed(folder + '/rong-wipe'), 16)


def signed(path):
    """The file and its signature beside it."""
    sh('openssl', 'cms', '-sign', '-binary', '-in', path, '-signer', KEYS + '/release.pem', '-inkey', KEYS + '/release.key',
       '-outform', 'DER', '-out', path + '.p7s')
    return [path, path + '.p7s']


def stick(name, files, megabytes):
    image = f'{WORK}/{name}.stick'
    if os.path.exists(image):
        os.unlink(image)
    sh('mkfs.vfat', '-n', name.upper(), '-C', image, str(megabytes * 1024))
    for path in files:
        target = 'rong-update.raucb' if path.endswith('.raucb') else os.path.basename(path)
        sh('mcopy', '-i', image, path, '::' + target)
    return image
