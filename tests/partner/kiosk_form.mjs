// Our form engine through `kioskctl form run`: one JSON line in, one out.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

export const kioskctl = `build/${process.env.B ?? "release"}/kioskctl`;

export function openOurs(file, media, now, seed) {
    const child = spawn(kioskctl, ["form", "run", file, "--media", media, "--now", now, "--seed", String(seed)], {
        stdio: ["pipe", "pipe", "inherit"],
    });
    const lines = [];
    const waiting = [];
    let ended = false;
    createInterface({ input: child.stdout }).on("line", (line) => {
        const take = waiting.shift();
        take ? take.resolve(JSON.parse(line)) : lines.push(JSON.parse(line));
    });
    child.stdin.on("error", () => {});
    child.once("close", (code) => {
        ended = true;
        waiting.forEach(({ reject }) => reject(new Error(`kioskctl form run ended with ${code}`)));
    });
    const ask = (operation) => {
        child.stdin.write(`${JSON.stringify(operation)}\n`);
        return lines.length > 0
            ? Promise.resolve(lines.shift())
            : new Promise((resolve, reject) =>
                  ended ? reject(new Error("kioskctl form run ended")) : waiting.push({ resolve, reject }),
              );
    };
    const stop = () =>
        new Promise((resolve) => {
            if (ended) {
                resolve();
                return;
            }
            child.once("close", resolve);
            child.stdin.end();
        });
    return { ask, stop };
}
