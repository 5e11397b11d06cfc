# What systemd does with a unit of Type=notify that has a watchdog (sd_notify(3), systemd.service(5)): starts
# the program, gives it a while until READY=1, kills it when no WATCHDOG=1 comes for WATCHDOG_USEC, and starts
# it anew after RestartSec. usage: supervisor.py SOCKET TOLD WATCHDOG_USEC COMMAND...
# TOLD gets a line for each thing that happened: "start PID", what the program told, "killed", "ended CODE".
import os, select, signal, socket, subprocess, sys, time

path, told_path, usec = sys.argv[1], sys.argv[2], int(sys.argv[3])
told = open(told_path, "w", buffering=1)
notify = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
notify.bind(path)
unit = dict(line.strip().split("=", 1) for line in open("image/units/rong-kiosk.service") if line.count("="))
pause = int(unit["RestartSec"].removesuffix("ms")) / 1000
ending = False
child = None


def end(number, frame):
    global ending
    ending = True
    if child:
        child.terminate()


signal.signal(signal.SIGTERM, end)
while not ending and unit["Restart"] == "always":
    child = subprocess.Popen(sys.argv[4:], env=dict(os.environ, NOTIFY_SOCKET=path, WATCHDOG_USEC=str(usec)))
    print("start", child.pid, file=told)
    due = time.monotonic() + 30  # TimeoutStartSec
    while child.poll() is None:
        if select.select([notify], [], [], 0.02)[0]:
            word = notify.recv(200).decode()
            print(word, file=told)
            if word in ("READY=1", "WATCHDOG=1"):
                due = time.monotonic() + usec / 1e6
        elif time.monotonic() > due and not ending:
            child.send_signal(signal.SIGABRT)  # WatchdogSignal
            print("killed", file=told)
            child.wait()
    print("ended", child.returncode, file=told)
    time.sleep(0 if ending else pause)
