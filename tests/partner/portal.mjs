// Starts a practice portal for a test and hands applications to it.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

export const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");
export const uuidOf = (n) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
export const tokenOf = (n) => `ABCDEFGHJKMNPQRSTVWXYZ${String(n).padStart(4, "0")}`;

export const person = "Rơ Châm H'Lan";

export function record(n, papers = []) {
    return {
        format: "rong-application/1",
        uuid: uuidOf(n),
        procedure: "1.001193",
        form: { id: "birth", version: "1", sha256: sha256("form") },
        instance: `<data id="birth"><child><name>${person}</name></child></data>`,
        papers: [
            ...papers.map((bytes, i) => ({
                ref: `/data/papers/p${i}`,
                name: `p${i}.jpg`,
                type: "image/jpeg",
                size: bytes.length,
                sha256: sha256(bytes),
                pages: 1,
            })),
            { ref: "/data/papers/marriage", handed_in: true },
        ],
        open: [{ ref: "/data/number", by: "officer" }],
        language: "vi",
        filed_at: "2026-11-23T09:24:00+07:00",
        kiosk: "K07",
        firmware: "test",
        packs: [{ name: "forms", version: "1" }],
        consent: {
            notice: "1",
            heard: "vi",
            at: "2026-11-23T09:20:00+07:00",
            optional: [{ id: "sms", given: false }],
        },
        identity: { source: "typed", warnings: [] },
        assisted: false,
        receipt: { token_sha256: sha256(tokenOf(n)), slip_sha256: sha256("123456789012") },
    };
}

export async function startPortal(...options) {
    const data = mkdtempSync(join(tmpdir(), "partner-portal-"));
    const program = `build/${process.env.B ?? "release"}/practice-portal`;
    const child = spawn(program, ["--listen", "127.0.0.1:0", "--data", data, "--control", ...options], {
        stdio: ["ignore", "pipe", "inherit"],
    });
    let how = null; // the way it ended
    const ended = new Promise((resolve) =>
        child.once("exit", (code, signal) => {
            how = signal ?? code;
            resolve();
        }),
    );
    // Its first lines: where it listens, and the PIN of the officer's page.
    const [url, pin] = await new Promise((resolve, reject) => {
        ended.then(() => reject(new Error(`the practice portal did not start: ${how}`)));
        const said = [];
        createInterface({ input: child.stdout }).on("line", (line) => {
            said.push(line.split(" ").at(-1));
            if (said.length === 2) {
                resolve(said);
            }
        });
    });
    // 0 when it ran until now and left cleanly; else how it ended.
    const stop = async () => {
        const early = how;
        child.kill("SIGTERM");
        await ended;
        rmSync(data, { recursive: true });
        return early === null ? how : `ended early: ${early}`;
    };
    const put = (n, body) =>
        fetch(`${url}/applications/${uuidOf(n)}`, {
            method: "PUT",
            headers: { "Content-Type": "application/json", "Idempotency-Key": uuidOf(n) },
            body,
        });
    const putPaper = (n, bytes, type) =>
        fetch(`${url}/applications/${uuidOf(n)}/papers/${sha256(bytes)}`, {
            method: "PUT",
            headers: { "Content-Type": type },
            body: bytes,
        });
    const setState = (n, state) =>
        fetch(`${url}/practice/state`, { method: "POST", body: `${uuidOf(n)} ${state}` });
    return { url, pin, data, stop, put, putPaper, setState };
}
