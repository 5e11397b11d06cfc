"""The appliance and its fleet: the double of hawkBit and a place for figures on this machine, both behind TLS of an authority
that lives as long as the test. The kiosk is told everything by sticks, by the Management API and by touches, and only what
it says there, on its screen and on its serial line is looked at."""
import gzip
import http.server
import json
import os
import re
import shutil
import ssl
import subprocess
import threading
import time

from machine import PATIENCE, Gone
from world import BIN, KEYS, NEARLY, OUT, SHOTS, TOP, WORK, begin, different, say, sh, signed, site_stick, step, stick, until_seen

NAME = 'desk'  # of the kiosk, as the site file has it
PLACE = '10.0.2.100'  # where the guest finds this machine
DDI, FIGURES, FORMS = 8443, 8444, 8445
FOLDER = WORK + '/fleet'
BUNDLES = OUT + '/test-bundles'
FIRST = 300  # seconds in which a kiosk asks for the first time
NEXT = 90  # ... and, told to sleep 30 s, again
SITE = '[idle]\nwarning_s = 300\n'  # a visit that outlasts a download
ON_THE_WAY = ['download', 'downloaded', 'proceeding', 'resumed', 'proceeding', 'closed']

double = 0  # its port


# --- the authority ---------------------------------------------------------------------------------------------

def openssl(*words):
    return sh('openssl', *words)


def authorise(request, kind, certificate):
    """What the fleet's authority makes of a request, as image/fleet/GUIDE.md has it."""
    openssl('x509', '-req', '-in', request, '-CA', FOLDER + '/ca.pem', '-CAkey', FOLDER + '/ca.key', '-CAcreateserial', '-days', '30',
            '-extfile', FOLDER + '/ca.cnf', '-extensions', kind, '-out', certificate)


def make_authority():
    with open(FOLDER + '/ca.cnf', 'w') as f:
        f.write(f'''[req]
distinguished_name = dn
[dn]
[ca]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[kiosk]
basicConstraints = critical, CA:FALSE
extendedKeyUsage = clientAuth
[server]
basicConstraints = critical, CA:FALSE
extendedKeyUsage = serverAuth
subjectAltName = IP:{PLACE}, IP:127.0.0.1
''')
    curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-config', FOLDER + '/ca.cnf']
    openssl('req', '-x509', *curve, '-days', '30', '-extensions', 'ca', '-subj', '/O=Test/CN=Fleet CA of a test',
            '-keyout', FOLDER + '/ca.key', '-out', FOLDER + '/ca.pem')
    openssl('req', *curve, '-subj', f'/CN={PLACE}', '-keyout', FOLDER + '/server.key', '-out', FOLDER + '/server.csr')
    authorise(FOLDER + '/server.csr', 'server', FOLDER + '/server.pem')


    # The portal is another's: nothing of the fleet's authority speaks for it.
    openssl('req', '-x509', *curve, '-days', '30', '-extensions', 'server', '-subj', '/O=Test/CN=Portal of a test',
            '-keyout', FOLDER + '/portal.key', '-out', FOLDER + '/portal.pem')


# --- the servers -----------------------------------------------------------------------------------------------

def start_server(name, *words):
    begin(name, *words)
    for _ in range(200):
        found = re.search(r'listening https://127\.0\.0\.1:(\d+)', open(f'{WORK}/{name}.log').read())
        if found:
            return int(found.group(1))
        time.sleep(0.1)
    raise Gone(f'{name} does not start')


def start_double():
    return start_server('double', BIN + '/tests/fleet-double', '--listen', '127.0.0.1:0', '--data', FOLDER + '/double',
                        '--tls', FOLDER + '/server.pem', FOLDER + '/server.key', '--client-ca', FOLDER + '/ca.pem')


def start_offers():
    """A portal whose form list offers the packs of a folder."""
    os.makedirs(FOLDER + '/offered')
    return start_server('offers', BIN + '/practice-portal', '--listen', '127.0.0.1:0', '--data', FOLDER + '/offers', '--packs',
                        FOLDER + '/offered', '--token', 'secret', '--tls', FOLDER + '/portal.pem', FOLDER + '/portal.key')


class Import(http.server.BaseHTTPRequestHandler):
    """VictoriaMetrics as far as a kiosk sees it: each line is kept behind the name on the certificate it came by."""
    protocol_version = 'HTTP/1.1'

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get('Content-Length', 0)))
        if self.headers.get('Content-Encoding') == 'gzip':
            body = gzip.decompress(body)
        subject = dict(pair[0] for pair in self.connection.getpeercert()['subject'])
        with open(FOLDER + '/figures.prom', 'a') as f:
            for line in body.decode().splitlines():
                f.write(f'{self.path} {subject["commonName"]} {line}\n')
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        pass  # a line without a certificate ends in the handshake


def start_figures():
    open(FOLDER + '/figures.prom', 'w').close()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(FOLDER + '/server.pem', FOLDER + '/server.key')
    context.load_verify_locations(FOLDER + '/ca.pem')
    context.verify_mode = ssl.CERT_REQUIRED
    server = Server(('127.0.0.1', 0), Import)
    # Shaken hands with in each line's own thread: one that is silent keeps no other away.
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_address[1]


def ask(method, path, *words):
    try:
        said = sh('curl', '-sS', '--fail-with-body', '--cacert', FOLDER + '/ca.pem', '-X', method, *words, f'https://127.0.0.1:{double}/{path}')
    except subprocess.CalledProcessError as why:
        raise Gone(f'{method} {path}: {why.stdout} {why.stderr}')
    return json.loads(said) if said else None


def hawkbit(method, path, order=None):
    """An order to the Management API."""
    words = [] if order is None else ['-H', 'Content-Type: application/json', '-d', json.dumps(order)]
    return ask(method, 'rest/v1/' + path, *words)


sets = []


def give(version, bundle):
    """The bundle, as of that version, to the kiosk and at once: the number of the action."""
    name = f'rong-{len(sets) + 1}'
    module = hawkbit('POST', 'softwaremodules', [{'type': 'os', 'name': name, 'version': version}])[0]['id']
    kept = ask('POST', f'rest/v1/softwaremodules/{module}/artifacts', '-F', f'file=@{bundle};filename=rong.raucb')
    assert kept['size'] == os.path.getsize(bundle), f'of {bundle} {kept["size"]} bytes arrived'
    sets.append(hawkbit('POST', 'distributionsets', [{'name': name, 'version': version, 'modules': [{'id': module}]}])[0]['id'])
    said = hawkbit('POST', f'distributionsets/{sets[-1]}/assignedTargets', [{'id': NAME, 'type': 'forced'}])
    return said['assignedActions'][0]['id']


def told(action):
    """What the server knows of an action, with each status; executions: what the kiosk said, in order, each once in a row."""
    whole = ask('GET', f'double/actions/{action}')
    words = [s['execution'] for s in whole['statuses'] if s.get('execution')]
    whole['executions'] = [w for i, w in enumerate(words) if i == 0 or words[i - 1] != w]
    whole['said'] = ' | '.join(m for s in whole['statuses'] if s.get('execution') for m in s['messages'])
    return whole


def until(machine, what, patience, found):
    """Waits until found() gives something true, which is returned."""
    start = time.time()
    while time.time() - start < patience:
        got = found()
        if got:
            return got
        if machine.process.poll() is not None:
            raise Gone(f'QEMU ended before {what}')
        time.sleep(1)
    raise Gone(f'not in {patience} s: {what}; last: ' + machine.said()[-400:])


def until_over(machine, action, patience):
    whole = until(machine, f'the end of action {action}', patience, lambda: (lambda a: a if not a['active'] else None)(told(action)))
    say(f'action {action}: {whole["state"]}, code {whole["code"]}, {" ".join(whole["executions"])}: {whole["said"]}')
    return whole


def attributes():
    return hawkbit('GET', f'targets/{NAME}/attributes') or {}


# --- what is given ---------------------------------------------------------------------------------------------

def version():
    return re.search(r'^version (\S+)', open(OUT + '/figures.txt').read(), re.M).group(1)


def root_hash():
    """Of the image that the test began with, as the build left it."""
    return re.search(r'rong\.hash=([0-9a-f]{64})', open(TOP + '/build/image/slot/boot/slot.cfg').read()).group(1)


def little_bundle(name, number, keys):
    """A whole bundle with next to nothing in it, signed: of those that must not be installed the content is no matter."""
    slot = FOLDER + '/slot'
    os.makedirs(slot, exist_ok=True)
    for part in ('root.img', 'boot.img'):
        with open(f'{slot}/{part}', 'wb') as f:
            f.write(os.urandom(100000))
    path = f'{FOLDER}/{name}.raucb'
    sh('image/bundle', slot, number, keys, path, env={**os.environ, 'SOURCE_DATE_EPOCH': '1790000000', 'PATH': os.environ['PATH'] + ':/usr/sbin'})
    return path


def fleet_file():
    """Who manages the kiosk, as usr/lib/rong/fleet reads it, and its signature."""
    lines = ['# rong-fleet', f'DDI=https://{PLACE}:{DDI}/DEFAULT/controller/v1/{{name}}', f'METRICS=https://{PLACE}:{FIGURES}',
             f'FORMS=https://{PLACE}:{FORMS}/key/{{token}}', 'FORMS_TOKEN=secret']
    for word in ('PACKS', 'FLEET', 'OPERATOR'):
        key = f'{FOLDER}/{word.lower()}.key'
        sh(BIN + '/kioskctl', 'pack', 'key', key)
        lines.append(f'{word}={open(key + ".pub").read().strip()}')
    with open(FOLDER + '/rong-fleet', 'w') as f:
        f.write('\n'.join(lines) + '\n' + open(FOLDER + '/ca.pem').read() +
                'FORMS_CA\n' + open(FOLDER + '/portal.pem').read())
    pack('portal', 1, FOLDER + '/offered/portal.pack')
    return signed(FOLDER + '/rong-fleet')


def pack(name, number, path, key='packs'):
    """A content pack that changes nothing that is seen, signed."""
    folder = FOLDER + '/pack'
    os.makedirs(folder, exist_ok=True)
    with open(folder + '/pack.ini', 'w') as f:
        f.write(f'name = {name}\nversion = {number}\nmade = 2026-11-28\nexpires = 2099-11-28\nmin_firmware = 2\n')
    with open(folder + '/settings.ini', 'w') as f:
        f.write(SITE)
    sh(BIN + '/kioskctl', 'pack', 'build', folder, '--key', f'{FOLDER}/{key}.key', '-o', path)
    return path


# --- the steps -------------------------------------------------------------------------------------------------

@step('a_kiosk_of_a_fleet_to_be_is_set_up')
def set_up(machine, shots):
    machine.start()
    machine.until_said('Started rong-kiosk.service', 3 * PATIENCE)
    plugged = machine.plug_stick(site_stick(SITE))
    machine.until_said('the site file is taken over')
    until_seen(machine, shots[1], WORK + '/seen.png')
    machine.pull_stick(plugged)
    machine.until_said('health: slot A is good', 2 * PATIENCE)
    assert 'Started rong-steward.service' not in machine.said(), 'it asks somebody of whom it was never told'
    return True


@step('a_signed_file_on_a_stick_says_who_manages_it_and_takes_its_request_along')
def managed(machine):
    before = len(machine.said())
    image = stick('fleet', fleet_file(), 16)
    plugged = machine.plug_stick(image, writable=True)
    machine.until_said('fleet: taken over', PATIENCE, before)
    machine.until_said(f'egress: fleet {PLACE} . {DDI}, {PLACE} . {FIGURES}, {PLACE} . {FORMS}', PATIENCE, before)
    machine.until_said('Started rong-steward.service', PATIENCE, before)
    machine.until_said(f'a request for {NAME}', 2 * PATIENCE, before)
    machine.pull_stick(plugged)
    sh('mcopy', '-o', '-i', image, f'::rong-{NAME}.csr', f'{FOLDER}/{NAME}.csr')
    assert re.search(r'CN *= *' + NAME + r'\b', openssl('req', '-in', f'{FOLDER}/{NAME}.csr', '-verify', '-noout', '-subject'))
    time.sleep(10)  # it is gone in there as well
    return True


@step('the_certificate_comes_by_stick')
def enrolled(machine):
    authorise(f'{FOLDER}/{NAME}.csr', 'kiosk', f'{FOLDER}/rong-{NAME}.pem')
    before = len(machine.said())
    plugged = machine.plug_stick(stick('answer', [f'{FOLDER}/rong-{NAME}.pem'], 16), writable=True)
    machine.until_said('kept as identity.pem', PATIENCE, before)
    machine.until_said('Started rong-steward.service', PATIENCE, before)  # it need not wait for an hour with it
    machine.pull_stick(plugged)
    return True


@step('a_pack_comes_by_the_portal_s_form_list')
def offered(machine):
    machine.until_said('packs offered: portal: taken', FIRST + PATIENCE)


@step('packs_come_by_stick_and_what_came_of_them_lies_there')
def packs(machine):
    before = len(machine.said())
    files = [pack('desk', 2, FOLDER + '/desk-2.pack'), pack('desk', 1, FOLDER + '/older-1.pack'), pack('desk', 3, FOLDER + '/foreign-3.pack', 'operator')]
    image = stick('packs', files, 16)
    plugged = machine.plug_stick(image, writable=True)
    machine.until_said('stick: desk-2.pack: desk version 2, until', PATIENCE, before)
    machine.until_said('stick: foreign-3.pack: ', PATIENCE, before)
    machine.until_said('stick: older-1.pack: desk version 1, until', PATIENCE, before)
    time.sleep(10)  # the answer is written
    machine.pull_stick(plugged)
    sh('mcopy', '-o', '-i', image, '::rong-packs.txt', FOLDER + '/rong-packs.txt')
    said = open(FOLDER + '/rong-packs.txt').read().splitlines()
    assert [line.endswith('; refused') for line in said] == [False, True, True], said
    time.sleep(10)


@step('it_asks_by_its_certificate_and_tells_what_it_is')
def heard(machine):
    found = until(machine, 'its attributes', FIRST + PATIENCE, lambda: (lambda a: a if a.get('version') else None)(attributes()))
    say(', '.join(f'{key} {value}' for key, value in sorted(found.items())))
    for key, value in (('version', version()), ('slot', 'A'), ('hardware', 'rong-x86'), ('name', NAME), ('boots', '1'), ('image', root_hash())):
        assert found.get(key) == value, f'{key} is {found.get(key)}, not {value}'
    return True


@step('its_figures_arrive_by_the_same_certificate')
def figures(machine):
    wanted = [re.escape(f'/api/v1/import/prometheus {NAME} ') + f for f in (
        rf'rong_up\{{kiosk="{NAME}"\}} 1 \d+$', rf'rong_build_info\{{kiosk="{NAME}",version="{re.escape(version())}"\}} 1 \d+$',
        rf'rong_slot_info\{{kiosk="{NAME}",slot="A"\}} 1 \d+$', rf'rong_certificate_left_seconds\{{kiosk="{NAME}",[a-z_]*="kiosk"\}} \d+ \d+$')]

    def there():
        text = open(FOLDER + '/figures.prom').read()
        return all(re.search('^' + one, text, re.M) for one in wanted) and text
    text = until(machine, 'its figures', FIRST + PATIENCE, there)
    names = set(re.findall(r'^\S+ \S+ (rong_\w+)', text, re.M))
    say(f'{len(names)} figures: {" ".join(sorted(names))}')
    assert set(re.findall(r'^\S+ (\S+) rong_', text, re.M)) == {NAME}, 'they came by another certificate'
    size = int(re.search(r'rong_disk_size_bytes\{[^}]*\} (\d+)', text).group(1))
    assert size > 1 << 30, f'the data part has {size} bytes: it did not grow over a larger disk'


def not_taken(name, machine, announced, bundle, code, words):
    """An update that ends as a failure with this code before anything is written."""
    @step(name)
    def run():
        before = len(machine.said())
        over = until_over(machine, give(announced, bundle), NEXT + 2 * PATIENCE)
        assert (over['state'], over['code']) == ('ERROR', code) and words in over['said'], 'not this failure'
        assert not re.search(r'rauc\[\d+\]: installing', machine.said()[before:]), 'its installation was begun'
    run()


@step('a_forced_update_waits_for_a_visit_and_one_that_was_changed_fails')
def visited(machine, visit):
    before = len(machine.said())
    visit(4)
    action = give(version() + '.1', BUNDLES + '/tampered.raucb')
    until(machine, 'the update is fetched', 3 * PATIENCE, lambda: told(action)['executions'][-1:] == ['downloaded'])
    time.sleep(60)  # it asks the screen three times
    assert 'steward: installing' not in machine.said()[before:], 'it is installed while somebody is served'
    over = until_over(machine, action, 2 * PATIENCE)  # when she is gone
    assert (over['state'], over['code']) == ('ERROR', 31) and 'Input/output error' in over['said'], 'not this failure'
    assert over['executions'] == ['download', 'downloaded', 'proceeding', 'closed'], 'not in this order'
    assert 'rong: slot' not in machine.said()[before:], 'it restarted'


def moment(text, words):
    """The kernel's seconds on the line with these words."""
    found = re.search(r'\[ *(\d+\.\d+)\][^\n]*' + re.escape(words), text)
    assert found, f'no moment of "{words}"'
    return float(found.group(1))


@step('a_good_update_restarts_from_the_held_welcome_page_and_is_told_when_it_is_proved')
def updated(machine, shots):
    before = len(machine.said())
    action = give(version() + '.1', BUNDLES + '/good.raucb')
    machine.until_said('steward: installed', NEXT + 5 * PATIENCE, before)
    assert 'steward: rebooting' not in machine.said()[before:]
    time.sleep(5)
    machine.shot(SHOTS + '/held.png')
    machine.until_said('steward: rebooting', PATIENCE, before)
    text = machine.said()[before:]
    counted = moment(text, 'steward: rebooting') - moment(text, 'steward: installed')
    say(f'the screen counted down for {counted:.0f} s')
    assert counted >= 29 and different(SHOTS + '/held.png', shots[1]) > NEARLY, 'nobody could see that it restarts'
    machine.until_said('rong: slot B', 2 * PATIENCE, before)
    assert told(action)['active'], 'it is told before it was proved'
    machine.until_said('health: slot B is good', 3 * PATIENCE, before)
    asked = re.search(r'is new in slot B and judged for 20 s: (.*)', machine.said()[before:])
    assert asked, 'it was not judged as a new version'
    say('the gate of health asked for ' + asked.group(1).strip())
    assert {'printer', 'scanner', 'touch', 'clock', 'portal', 'steward', 'line'} <= set(asked.group(1).split()), 'it noted too little'
    over = until_over(machine, action, FIRST + PATIENCE)
    assert over['state'] == 'FINISHED' and f'{version()}.1 runs in slot B and is marked good' in over['said']
    assert over['executions'] in (ON_THE_WAY, [w for i, w in enumerate(ON_THE_WAY) if i != 4]), 'not in this order'
    until_seen(machine, shots[1], WORK + '/seen.png')
    found = until(machine, 'the new attributes', FIRST, lambda: (lambda a: a if a.get('version') == version() + '.1' else None)(attributes()))
    assert (found['slot'], found['boots']) == ('B', '2') and found['image'] != root_hash(), str(found)
    return True


@step('a_version_that_does_not_stay_is_told_as_rolled_back')
def rolled_back(machine, shots):
    before = len(machine.said())
    action = give(version() + '.2', BUNDLES + '/broken.raucb')
    machine.until_said('try 3 of 3', NEXT + 14 * PATIENCE, before)
    assert told(action)['active'], 'it is told before it is over'
    machine.until_said('we were sent back', 4 * PATIENCE, before)
    over = until_over(machine, action, FIRST + PATIENCE)
    assert (over['state'], over['code']) == ('ERROR', 40), 'not this failure'
    assert f'rolled back from {version()}.2 to {version()}.1' in over['said']
    until_seen(machine, shots[1], WORK + '/seen.png')
    found = until(machine, 'the old attributes', FIRST, lambda: (lambda a: a if int(a.get('boots', 0)) > 2 else None)(attributes()))
    assert (found['version'], found['slot']) == (version() + '.1', 'B'), str(found)


@step('the_servers_of_a_fleet_are_there')
def prepare(machine):
    """And the machine has a new and larger disk and a way to them; it is off."""
    global double
    shutil.rmtree(FOLDER, ignore_errors=True)
    os.makedirs(FOLDER)
    make_authority()
    double = start_double()
    machine.cut()
    machine.disk = FOLDER + '/disk.qcow2'  # the data part takes what there is of it
    sh('qemu-img', 'create', '-q', '-f', 'qcow2', '-b', OUT + '/disk.img', '-F', 'raw', machine.disk, '2G')
    machine.places = {f'{PLACE}:{DDI}': double, f'{PLACE}:{FIGURES}': start_figures(), f'{PLACE}:{FORMS}': start_offers()}
    hawkbit('PUT', 'system/configs/pollingTime', {'value': '00:00:30'})
    hawkbit('POST', 'targets', [{'controllerId': NAME, 'name': NAME, 'group': 'test'}])
    return True


def fleet(machine, shots, visit, report):
    """All of it, one after the other. visit(N): touches as in the visit, up to shot number N."""
    if not (prepare(machine) and set_up(machine, shots) and managed(machine) and enrolled(machine) and heard(machine)):
        return
    offered(machine)
    packs(machine)
    figures(machine)
    older = little_bundle('older', '2020.01.01', KEYS)
    newer = version() + '.9'
    foreign = little_bundle('foreign', newer, TOP + '/build/image/keys-foreign')
    not_taken('an_older_update_is_a_failure', machine, '2020.01.01', older, 15, 'older than what runs')
    not_taken('nor_is_it_taken_under_a_newer_number', machine, newer, older, 32, 'another version than announced')
    not_taken('one_of_somebody_else_is_a_failure', machine, newer, foreign, 30, 'not signed for this kiosk')
    visited(machine, visit)
    before = len(machine.said())
    if updated(machine, shots):
        report(machine, before)
        rolled_back(machine, shots)
