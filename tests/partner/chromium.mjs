// Debian's Chromium, driven over its debugging pipe: NUL-ended JSON on descriptors 3 and 4.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const flags = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--remote-debugging-pipe",
    "--proxy-bypass-list=*",
    "--no-proxy-server",
];

export async function startChromium() {
    const profile = mkdtempSync(join(tmpdir(), "partner-chromium-"));
    const child = spawn("chromium", [...flags, `--user-data-dir=${profile}`, "about:blank"], {
        stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
    });
    const waiting = new Map();
    const listeners = [];
    let rest = Buffer.alloc(0);
    let id = 0;
    child.stdio[4].on("data", (piece) => {
        rest = Buffer.concat([rest, piece]);
        for (let end = rest.indexOf(0); end >= 0; end = rest.indexOf(0)) {
            const message = JSON.parse(rest.subarray(0, end).toString());
            rest = rest.subarray(end + 1);
            if (message.id !== undefined) {
                const { resolve, reject } = waiting.get(message.id);
                waiting.delete(message.id);
                message.error ? reject(new Error(message.error.message)) : resolve(message.result);
            } else {
                listeners.forEach((listener) => listener(message));
            }
        }
    });
    const send = (method, params = {}, sessionId = undefined) =>
        new Promise((resolve, reject) => {
            waiting.set(++id, { resolve, reject });
            child.stdio[3].write(JSON.stringify({ id, method, params, sessionId }) + "\0");
        });
    child.once("error", (error) => waiting.forEach(({ reject }) => reject(error)));
    child.once("exit", () =>
        waiting.forEach(({ reject }) => reject(new Error("Chromium ended by itself"))),
    );

    const { targetId } = await send("Target.createTarget", { url: "about:blank" });
    const { sessionId } = await send("Target.attachToTarget", { targetId, flatten: true });
    const page = (method, params) => send(method, params, sessionId);
    const complaints = [];
    listeners.push((message) => {
        if (message.method === "Log.entryAdded") {
            complaints.push(`${message.params.entry.text} ${message.params.entry.url ?? ""}`);
        }
    });
    await page("Page.enable");
    await page("Log.enable");
    await page("Network.enable");

    // Carries `begin` out and waits until the page it leads to is there.
    const leads = (what, begin) =>
        new Promise((resolve, reject) => {
            const late = setTimeout(() => reject(new Error(`${what} led nowhere`)), 30000);
            const listener = (message) => {
                if (message.method === "Page.loadEventFired") {
                    clearTimeout(late);
                    listeners.splice(listeners.indexOf(listener), 1);
                    resolve();
                }
            };
            listeners.push(listener);
            begin().catch(reject);
        });
    const open = (url) => leads(url, () => page("Page.navigate", { url }));
    const evaluate = async (expression) => {
        const answer = await page("Runtime.evaluate", { expression, returnByValue: true, awaitPromise: true });
        if (answer.exceptionDetails) {
            throw new Error(answer.exceptionDetails.exception?.description);
        }
        return answer.result.value;
    };
    const click = (selector) =>
        leads(selector, () => evaluate(`document.querySelector(${JSON.stringify(selector)}).click()`));
    const press = async (key, code) => {
        for (const type of ["rawKeyDown", "keyUp"]) {
            await page("Input.dispatchKeyEvent", { type, key, code: key, windowsVirtualKeyCode: code });
        }
    };
    const attach = async (selector, file) => {
        const { result } = await page("Runtime.evaluate", { expression: `document.querySelector(${JSON.stringify(selector)})` });
        await page("DOM.setFileInputFiles", { files: [file], objectId: result.objectId });
    };
    // The parameters of the next such event.
    const next = (method) =>
        new Promise((resolve, reject) => {
            const late = setTimeout(() => reject(new Error(`${method} never came`)), 10000);
            const listener = (message) => {
                if (message.method === method) {
                    clearTimeout(late);
                    listeners.splice(listeners.indexOf(listener), 1);
                    resolve(message.params);
                }
            };
            listeners.push(listener);
        });
    // A finger at the middle of what is seen there.
    const touch = async (selector) => {
        const [x, y] = await evaluate(`(() => {
            const e = document.querySelector(${JSON.stringify(selector)});
            e.scrollIntoView({ block: "center" });
            const box = e.getBoundingClientRect();
            return [box.x + box.width / 2, box.y + box.height / 2];
        })()`);
        await page("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [{ x, y }] });
        await page("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    };
    const tap = (selector) => leads(selector, () => touch(selector));
    const stop = () =>
        new Promise((resolve) => {
            child.once("exit", () => {
                rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
                resolve();
            });
            send("Browser.close").catch(() => child.kill("SIGKILL"));
        });
    return { page, leads, open, click, touch, tap, next, press, attach, evaluate, complaints, stop };
}
