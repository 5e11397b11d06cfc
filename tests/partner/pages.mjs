// The public page of the practice portal in Chromium: phone and desk, light and dark, both
// languages, every stage. Pictures go to out/partner/.
import { mkdirSync, writeFileSync } from "node:fs";
import { check, done } from "./check.mjs";
import { startChromium } from "./chromium.mjs";
import { measure, names } from "./measure.mjs";
import { person, record, startPortal, tokenOf } from "./portal.mjs";

const sizes = [
    { name: "phone", width: 390, height: 844, mobile: true },
    { name: "small phone", width: 320, height: 568, mobile: true },
    { name: "desk", width: 1280, height: 800, mobile: false },
];

const stages = [
    ["sent", 1, "Hồ sơ đã tới cổng", "Your file reached the portal"],
    ["received", 2, "Cổng đã nhận hồ sơ", "The portal received your file"],
    ["papers", 3, "Cần bổ sung giấy tờ", "More papers are needed"],
    ["returned", 4, "Đã trả kết quả", "The result was handed over"],
    ["refused", 5, "Hồ sơ không được tiếp nhận", "Your file was not accepted"],
    ["unknown", 9999, "Chưa thấy hồ sơ này ở cổng", "This file is not at the portal yet"],
];

const portal = await startPortal();
for (let n = 1; n <= 5; n++) {
    const papers = n === 1 ? [Buffer.from("a paper that never comes")] : [];
    await portal.put(n, JSON.stringify(record(n, papers)));
}
await portal.setState(3, 5);
await portal.setState(4, 10);
await portal.setState(5, 3);

mkdirSync("out/partner", { recursive: true });
const chromium = await startChromium();
const grounds = { light: new Set(), dark: new Set() };

async function look(stage, size, scheme, lang) {
    const [name, n, vi, en] = stage;
    await chromium.page("Emulation.setDeviceMetricsOverride", { ...size, deviceScaleFactor: 1 });
    await chromium.page("Emulation.setEmulatedMedia", {
        features: [{ name: "prefers-color-scheme", value: scheme }],
    });
    await chromium.page("Network.setExtraHTTPHeaders", { headers: { "Accept-Language": lang } });
    await chromium.open(`${portal.url}/H/${tokenOf(n)}`);
    const seen = await chromium.evaluate(`(${measure})()`);
    const unnamed = await chromium.evaluate(`(${names})()`);
    const title = `${name}, ${size.name}, ${scheme}, ${lang}`;
    const wanted = lang === "vi" ? vi : en;
    grounds[scheme].add(seen.ground);
    check(`${title}: nothing too small, too pale or out of the page`, seen.faults.length === 0 && seen.texts > 5, seen.faults.join("; "));
    check(`${title}: everything has its name`, unnamed.length === 0, unnamed.join("; "));
    check(`${title}: the stage stands there`, seen.text.includes(wanted) && seen.lang === lang, seen.text);
    check(`${title}: marked as practice`, seen.text.includes("BẢN THỬ – KHÔNG CÓ GIÁ TRỊ"));
    check(`${title}: nothing of a person`, [person, "K07", "1.001193", "00000000-0000"].every((word) => !seen.html.includes(word)));
    const numbered = /THU-\d{6}-\d{6}/.test(seen.text);
    check(`${title}: a file number only where there is one`, numbered === !["sent", "unknown"].includes(name));
    const { data } = await chromium.page("Page.captureScreenshot", { captureBeyondViewport: true });
    writeFileSync(`out/partner/status-${name}-${size.name.replace(" ", "-")}-${scheme}-${lang}.png`, Buffer.from(data, "base64"));
}

try {
    // Every stage on the phone; every size, colour scheme and language on one stage.
    for (const stage of stages) {
        await look(stage, sizes[0], "light", "vi");
    }
    for (const size of sizes) {
        for (const scheme of ["light", "dark"]) {
            for (const lang of ["vi", "en"]) {
                if (size !== sizes[0] || scheme !== "light" || lang !== "vi") {
                    await look(stages[1], size, scheme, lang);
                }
            }
        }
    }
    await look(stages[2], sizes[1], "dark", "en");
    check("dark is darker", [...grounds.dark].every((g) => !grounds.light.has(g)), JSON.stringify([...grounds.dark]));
    await chromium.evaluate('document.querySelector("a.btn").click()');
    await new Promise((resolve) => setTimeout(resolve, 500));
    check("the button changes the language", (await chromium.evaluate("document.documentElement.lang")) === "vi");
    const honest = chromium.complaints.filter((text) => !text.includes("404"));
    check("Chromium has nothing to complain about", honest.length === 0, honest.join("; "));
} finally {
    await chromium.stop();
    const end = await portal.stop();
    check("the portal ends cleanly", end === 0, String(end));
}
done();
