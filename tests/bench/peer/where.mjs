// Where things are on the peer's page, for its rehearsal. usage: where.mjs PORT; a selector a line on the input, its
// middle "X Y" on the output, or "none"; for "settle" it answers when the page has nothing left to do. Only the
// rehearsal asks: no debugger listens while it is measured.
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";

const patience = { timeout: 120000 };
const browser = await chromium.connectOverCDP(`http://127.0.0.1:${process.argv[2]}`, patience);
const page = browser.contexts()[0].pages()[0];

async function where(selector) {
    const box = await page.locator(selector).first().boundingBox(patience).catch(() => null);
    return box ? `${Math.round(box.x + box.width / 2)} ${Math.round(box.y + box.height / 2)}` : "none";
}

// Twice a frame and then a pause: what an input began has been done and painted by then. A page that is just being
// loaded anew is asked again.
async function settle() {
    for (let i = 0; i < 20; i++) {
        const frames = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 50))));
        const done = await page.locator(".odk-form").first().waitFor(patience).then(() => page.evaluate(frames)).then(() => true, () => false);
        if (done) {
            return "settled";
        }
    }
    return "none";
}

console.log("ready");
for await (const line of createInterface({ input: process.stdin })) {
    console.log(line === "settle" ? await settle() : await where(line));
}
await browser.close();
