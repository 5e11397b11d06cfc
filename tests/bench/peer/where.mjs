// Where things are on the peer's page, for its rehearsal. usage: where.mjs PORT; a selector a line on the input, its
// middle "X Y" on the output, or "none". Only the rehearsal asks: no debugger listens while it is measured.
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";

const browser = await chromium.connectOverCDP(`http://127.0.0.1:${process.argv[2]}`, { timeout: 180000 });
const page = browser.contexts()[0].pages()[0];
console.log("ready");
for await (const selector of createInterface({ input: process.stdin })) {
    const box = await page.locator(selector).first().boundingBox({ timeout: 5000 }).catch(() => null);
    console.log(box ? `${Math.round(box.x + box.width / 2)} ${Math.round(box.y + box.height / 2)}` : "none");
}
await browser.close();
