// The page that a citizen's phone opens, in Chromium as a phone: two sizes, both languages, light and
// dark, by touch and with real files; and a kiosk beside it that asks as the contract says. Every
// sentence the portal has for this page must have been seen. Pictures go to out/partner/.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { check, done } from "./check.mjs";
import { startChromium } from "./chromium.mjs";
import { measure, names } from "./measure.mjs";
import { sha256, startPortal, uuidOf } from "./portal.mjs";

const phones = [
    { width: 360, height: 740 },
    { width: 412, height: 915 },
];
const papers = `${process.cwd()}/tests/fixtures/papers`;
const sharp = readFileSync(`${papers}/sharp.jpg`);
const drafts = mkdtempSync(join(tmpdir(), "partner-phone-"));
const later = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// Files that are not what they are called.
function made(name, bytes) {
    writeFileSync(join(drafts, name), bytes);
    return join(drafts, name);
}
const script = "<script>alert('planted')</script>";
const comment = Buffer.from(`\xff\xfe\x00\x00${script}`, "latin1");
comment.writeUInt16BE(script.length + 2, 2);
const foreign = {
    "html.jpg": made("html.jpg", `<!doctype html><html><body>${script}</body></html>`),
    "svg.jpg": made("svg.jpg", readFileSync(`${papers}/script.svg`)),
    [`"><script>alert('planted')<!--.jpg`]: made(`"><script>alert('planted')<!--.jpg`, script),
    "gif.jpg": made("gif.jpg", Buffer.from("GIF89a/*\x01\x00\x01\x00\x00\x00\x00;*/=1;alert(1)", "latin1")),
};
const cut = made("cut-short.jpg", sharp.subarray(0, sharp.length >> 1));
const heavy = made("heavy.jpg", Buffer.concat([sharp, Buffer.alloc(26 * 1024 * 1024)]));
// A photograph that is a page and an archive as well: a script in its comment, more behind its end.
const polyglot = made("polyglot.jpg", Buffer.concat([sharp.subarray(0, 2), comment, sharp.subarray(2), Buffer.from(`PK\x03\x04${script}planted`)]));

mkdirSync("out/partner", { recursive: true });
const chromium = await startChromium();
const page = chromium.page;
await page("Emulation.setTouchEmulationEnabled", { enabled: true, maxTouchPoints: 1 });
await page("Page.setInterceptFileChooserDialog", { enabled: true });

// All this page can say, but that the portal is busy.
function sentences(lang) {
    return readFileSync(`assets/portal/${lang}.txt`, "utf8")
        .split("\n")
        .filter((line) => line.startsWith("upload.") && !line.startsWith("upload.error.busy"))
        .map((line) => line.split(" = "));
}

class Visit {
    constructor(lang, portal) {
        this.lang = lang;
        this.portal = portal;
        this.seen = "";
        this.uuid = uuidOf(lang === "vi" ? 1 : 2);
        this.number = 0;
    }
    check(name, good, detail) {
        check(`${name}, ${this.lang}`, good, detail);
    }
    // --- the kiosk's side
    async ask(method = "GET", below = "") {
        const answer = await fetch(`${this.portal.url}/applications/${this.uuid}/phone/${this.number}${below}`, { method });
        return answer.json();
    }
    async address() {
        this.number++;
        return (await this.ask("PUT")).address;
    }
    order(what) {
        return fetch(`${this.portal.url}/practice/upload`, { method: "POST", body: what });
    }
    stored() {
        const hex = execFileSync("sqlite3", ["-readonly", `${this.portal.data}/portal.db`, "SELECT hex(bytes) FROM handover_page ORDER BY id"]);
        return hex.toString().trim().split("\n").filter(Boolean).map((line) => Buffer.from(line, "hex"));
    }
    // --- the phone's side
    // Holds the page as it is against every rule, at both sizes.
    async look(title, sizes = phones, schemes = ["light"]) {
        for (const size of sizes) {
            for (const scheme of schemes) {
                await page("Emulation.setDeviceMetricsOverride", { ...size, mobile: true, deviceScaleFactor: 1 });
                await page("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value: scheme }] });
                const seen = await chromium.evaluate(`(${measure})()`);
                const unnamed = await chromium.evaluate(`(${names})()`);
                const where = `${title}, ${size.width}x${size.height}, ${scheme}`;
                this.check(`${where}: nothing too small, too pale or out of the page`, seen.faults.length === 0 && seen.texts > 4, seen.faults.join("; "));
                this.check(`${where}: everything has its name`, unnamed.length === 0, unnamed.join("; "));
                this.check(`${where}: its language, and marked as practice`, seen.lang === this.lang && seen.text.includes("BẢN THỬ – KHÔNG CÓ GIÁ TRỊ"));
                this.seen += seen.text + "\n";
                const { data } = await page("Page.captureScreenshot", { captureBeyondViewport: true });
                writeFileSync(`out/partner/upload-${title.replaceAll(" ", "-")}-${size.width}-${scheme}-${this.lang}.png`, Buffer.from(data, "base64"));
            }
        }
    }
    said() {
        return chromium.evaluate('document.querySelector("[data-said], [data-error]")?.dataset.said ?? document.querySelector("[data-error]")?.dataset.error ?? ""');
    }
    error() {
        return chromium.evaluate('document.querySelector("[data-error]")?.dataset.error ?? ""');
    }
    count() {
        return chromium.evaluate('Number(document.querySelector("#count")?.dataset.pages ?? -1)');
    }
    // A finger on the button opens the phone's own chooser: the input lies over what is seen.
    async choose(form, files) {
        const opened = chromium.next("Page.fileChooserOpened");
        await chromium.touch(`#${form} .pick .btn`);
        const { backendNodeId, mode } = await opened;
        await page("DOM.setFileInputFiles", { files, backendNodeId });
        return mode;
    }
    async send(form, ...files) {
        await this.choose(form, files);
        await chromium.tap(`#${form} button`);
        return this.error();
    }
    async cookies() {
        return (await page("Network.getCookies", { urls: [`${this.portal.url}/U`] })).cookies;
    }
}

async function beginning(v) {
    const address = await v.address();
    v.check("the address is of this portal, its secret of 130 bits", new RegExp(`^${v.portal.url}/U/[0-9A-Z]{26}$`).test(address));
    await chromium.open(address);
    await v.look("start", phones, ["light", "dark"]);
    await chromium.open(address);
    v.check("looking uses nothing up", (await v.said()) === "upload.start" && (await v.ask()).state === "waiting");
    await chromium.tap("form button");
    const kiosk = await v.ask();
    v.check("a touch joins, and the kiosk is told", kiosk.state === "joined" && kiosk.address === undefined);
    v.check("its two digits stand side by side", (await chromium.evaluate('document.querySelector("#number").getClientRects()[0].height < 60')));
    v.check("nothing can be sent before there is a picture", (await chromium.evaluate("[...document.querySelectorAll('#take button, #choose button')].every((b) => !b.checkVisibility())")));
    v.check("phone and kiosk show the same number", (await chromium.evaluate('document.querySelector("#number").textContent')) === String(kiosk.check));
    v.check("the address in the bar is no secret any more", (await chromium.evaluate("location.pathname")) === "/U");
    const cookies = await v.cookies();
    v.check("one cookie, out of reach of scripts", cookies.length === 1 && cookies[0].httpOnly && cookies[0].path === "/U" && cookies[0].sameSite === "Lax");
    await v.look("no page", phones, ["light", "dark"]);
    return address;
}

// The first phone holds the code; what another one sees.
async function second(v, address) {
    const cookies = await v.cookies();
    await page("Network.clearBrowserCookies");
    await chromium.open(address);
    v.check("a_second_phone is told that another one came first", (await v.said()) === "upload.second");
    await v.look("second phone");
    await chromium.open(`${v.portal.url}/U`);
    v.check("without its cookie the page is over", (await v.said()) === "upload.over");
    await page("Network.setCookies", { cookies: cookies.map(({ name, value, path, httpOnly, sameSite }) => ({ name, value, path, httpOnly, sameSite, url: v.portal.url })) });
    await chromium.open(address);
    v.check("the first one goes on", (await chromium.evaluate("location.pathname")) === "/U" && (await v.count()) === 0);
}

async function refusals(v) {
    const cases = [
        ["phone_heic", `${papers}/phone.heic`, "heic"],
        ["notice_pdf", `${papers}/notice.pdf`, "pdf"],
        ...Object.entries(foreign).map(([name, file]) => [name, file, "foreign"]),
        ["bomb_jpg", `${papers}/bomb.jpg`, "pixels"],
        ["cut_short_jpg", cut, "damaged"],
        ["small_jpg", `${papers}/small.jpg`, "small"],
        ["heavy_jpg", heavy, "large"],
    ];
    const looked = new Set();
    for (const [name, file, key] of cases) {
        const error = await v.send("choose", file);
        v.check(`${name.replace(/\W+/g, "_")} is refused: ${key}`, error === `upload.error.${key}` && (await v.count()) === 0, error);
        if (!looked.has(key)) {
            await v.look(`refused ${key}`, [phones[0]]);
            looked.add(key);
        }
    }
    await chromium.leads("a form without a picture", () => chromium.evaluate('document.querySelector("#take").submit()'));
    v.check("sending nothing is said", (await v.error()) === "upload.error.none");
    await v.look("refused none", [phones[0]]);
    v.check("a file's name is nowhere", !(await chromium.evaluate("document.documentElement.outerHTML")).includes("planted"));
    v.check("nothing of all that is kept", v.stored().length === 0 && (await v.ask()).pages.length === 0);
}

// A line that is cut in the middle of a picture: the kiosk saw it coming; nothing is left; she sends again.
async function broken(v) {
    const [{ name, value }] = await v.cookies();
    const { port } = new URL(v.portal.url);
    const line = connect(Number(port), "127.0.0.1");
    line.on("error", () => {});
    line.write(`POST /U HTTP/1.1\r\nHost: phone\r\nCookie: ${name}=${value}\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: ${sharp.length + 200}\r\n\r\n--b\r\nContent-Disposition: form-data; name="page"; filename="a.jpg"\r\nContent-Type: image/jpeg\r\n\r\n`);
    line.write(sharp.subarray(0, sharp.length >> 1));
    let coming = -1;
    for (let i = 0; i < 100 && !(coming > 20); i++) {
        await later(20);
        coming = (await v.ask()).coming ?? -1;
    }
    v.check("the kiosk sees how much has come", coming > 20 && coming < 80, String(coming));
    line.destroy();
    for (let i = 0; i < 100 && coming >= 0; i++) {
        await later(20);
        coming = (await v.ask()).coming ?? -1;
    }
    v.check("and that the line was cut", coming === -1 && (await v.ask()).pages.length === 0);
    await chromium.open(`${v.portal.url}/U`);
    v.check("the phone finds its page again, with nothing half sent", (await v.count()) === 0);
}

// A picture that cannot be read well stays with its reason until she takes that page again.
async function doubted(v) {
    const doubt = () => chromium.evaluate('document.querySelector("#doubt")?.dataset.doubt ?? ""');
    const beside = () => chromium.evaluate('[...document.querySelectorAll(".page [data-doubt]")].map((d) => d.dataset.doubt).join()');
    for (const [name, key] of [["phone-blurred", "blurred"], ["glare", "glare"], ["dark", "dark"], ["sharp", "coarse"]]) {
        const error = await v.send("take", `${papers}/${name}.jpg`);
        v.check(`${name}_is_kept_with_its_reason`, error === "" && (await doubt()) === `upload.doubt.${key}`, `${error} ${await doubt()}`);
        v.check(`the kiosk is told of ${name}`, (await v.ask()).pages.at(-1).quality === key);
    }
    v.check("each page bears its own", (await beside()) === "blurred,glare,dark,coarse".split(",").map((key) => `upload.doubt.${key}`).join());
    await v.look("doubted", phones, ["light", "dark"]);
    const [{ id }] = (await v.ask()).pages;
    await v.send(`again-${id}`, `${papers}/phone-1.jpg`);
    const kiosk = await v.ask();
    v.check("taken_again_it_stands_in_the_same_place", kiosk.pages.length === 4 && kiosk.pages[0].id === id && kiosk.pages[0].quality === "good", JSON.stringify(kiosk.pages));
    v.check("and nothing is said of it any more", (await doubt()) === "" && (await beside()).split(",").length === 3);
    for (let left = 4; left > 0; left--) await chromium.tap(".page [name=drop]");
    v.check("all can be taken away again", (await v.count()) === 0);
}

async function pages(v) {
    await v.choose("take", [`${papers}/sideways.jpg`]);
    v.check("now it can be sent", (await chromium.evaluate('document.querySelector("#take button").checkVisibility() && !document.querySelector("#choose button").checkVisibility()')));
    v.check("the button says that it has a picture", (await chromium.evaluate('document.querySelector("#take .picked").checkVisibility() && !document.querySelector("#take .unpicked").checkVisibility()')));
    await v.look("picked", [phones[0]]);
    await chromium.tap("#take button");
    v.check("the first page is there", (await v.count()) === 1 && (await v.error()) === "");
    const several = await v.choose("choose", [polyglot]);
    await v.look("chosen", [phones[0]]);
    await chromium.tap("#choose button");
    v.check("the second one too", (await v.count()) === 2 && several === "selectMultiple");
    const drawn = await chromium.evaluate("[...document.querySelectorAll('.page img')].map((i) => [i.complete, i.naturalWidth, i.naturalHeight])");
    v.check("both are shown small, the one photographed sideways upright", drawn.length === 2 && drawn.every(([whole, w, h]) => whole && h > w), JSON.stringify(drawn));
    await v.look("two pages", phones, ["light", "dark"]);
    const kiosk = await v.ask();
    const bytes = v.stored();
    v.check("the kiosk knows their hashes and sizes", kiosk.pages.map((p) => p.sha256).join() === bytes.map(sha256).join() && kiosk.pages.every((p, i) => p.size === bytes[i].length));
    v.check("nothing_planted_lives_on", bytes.every((b) => !b.includes("planted") && !b.includes("script") && !b.includes("PK\x03\x04") && !b.includes("Exif")));
    v.check("and every page is a PDF of our own", bytes.every((b) => b.subarray(0, 8).toString() === "%PDF-1.4" && b.subarray(-7).toString().trim() === "%%EOF"));
    const small = await fetch(`${v.portal.url}/U/small/${kiosk.pages[0].id}`);
    v.check("no picture without the cookie", small.status === 404);
    await chromium.tap(".page [name=turn]");
    const turned = await v.ask();
    v.check("a quarter turn makes it lie", turned.pages[0].width > turned.pages[0].height && turned.pages[1].width < turned.pages[1].height);
    await v.send("take", `${papers}/sharp.jpg`);
    v.check("the same picture twice is one page", (await v.count()) === 2 && (await v.error()) === "");
    await v.send("take", `${papers}/glare.jpg`);
    v.check("another one is one more", (await v.count()) === 3);
    await chromium.tap(".page [name=drop]");
    v.check("a page can be taken away", (await v.count()) === 2);
}

// Ten, and one too many; then done, taken by the kiosk, and over.
async function end(v) {
    await v.send("choose", ...["land-1", "land-2-upside-down", "land-3-sideways", "turned", "cut", "two", "blank", "dark"].map((n) => `${papers}/${n}.jpg`));
    v.check("eight more at once", (await v.count()) === 10, `${await v.count()} ${await v.error()}`);
    v.check("at ten no more can be chosen", (await chromium.evaluate('document.querySelector("#take") === null')));
    await chromium.tap("[value=finish]");
    v.check("done is said on both sides", (await v.said()) === "upload.finished" && (await v.ask()).state === "finished");
    await v.look("finished", phones);
    v.check("the kiosk takes them", (await v.ask("POST", "/take")).state === "taken");
    await chromium.open(`${v.portal.url}/U`);
    v.check("then_the_code_is_over", (await v.said()) === "upload.over");
    await v.look("over");
}

// With nine pages two are sent at once: the eleventh is refused with the reason.
async function full(v) {
    await chromium.open(await v.address());
    await chromium.tap("form button");
    const many = ["land-1", "land-2-upside-down", "land-3-sideways", "turned", "cut", "two", "blank", "dark", "sharp", "sideways", "glare"];
    const error = await v.send("choose", ...many.map((n) => `${papers}/${n}.jpg`));
    v.check("of eleven one is refused, ten are there", error === "upload.error.full" && (await v.count()) === 10, `${error} ${await v.count()}`);
    await v.look("refused full", [phones[0]]);
    await v.order("expire");
    await chromium.tap(".page [name=drop]");
    v.check("an order to a page that is over meanwhile is told so", (await v.said()) === "upload.over");
    v.check("and nothing of it is left", (await v.ask()).state === "ended");
}

async function expired(v) {
    await chromium.open(await v.address());
    await chromium.tap("form button");
    await v.choose("take", [`${papers}/sharp.jpg`]);
    await v.ask("DELETE"); // she went home, or took another code
    await chromium.tap("#take button");
    v.check("the_kiosk_ended_it_meanwhile: told so, and nothing kept", (await v.said()) === "upload.over" && v.stored().length === 0);
    const address = await v.address();
    await v.order("expire");
    await chromium.open(address);
    v.check("an_address_whose_time_is_over says so", (await v.said()) === "upload.over");
    await chromium.open(`${v.portal.url}/U/${"0".repeat(26)}`);
    v.check("and so does one that never was", (await v.said()) === "upload.over");
    await chromium.tap("#other-language");
    v.check("the button changes the language", (await chromium.evaluate("document.documentElement.lang")) !== v.lang);
}

async function visit(lang) {
    const portal = await startPortal();
    const v = new Visit(lang, portal);
    await page("Network.clearBrowserCookies");
    await page("Network.setExtraHTTPHeaders", { headers: { "Accept-Language": lang } });
    const address = await beginning(v);
    await second(v, address);
    await refusals(v);
    await broken(v);
    await doubted(v);
    await pages(v);
    await end(v);
    const gone = await portal.stop();
    v.check("the portal ends cleanly", gone === 0, String(gone));
    v.portal = await startPortal(); // one that has not been asked often yet
    await page("Network.clearBrowserCookies");
    await full(v);
    await expired(v);
    await v.portal.stop();
    const flat = v.seen.replace(/\s+/g, " ");
    const missing = sentences(lang).filter(([, text]) => !text.split("{}").every((part) => flat.includes(part.trim())));
    v.check("every sentence of this page was seen", missing.length === 0, missing.map(([key]) => key).join(" "));
}

try {
    await visit("vi");
    await visit("en");
    const honest = chromium.complaints.filter((line) => !/status of 4\d\d|favicon/.test(line));
    check("Chromium has nothing to complain about", honest.length === 0, honest.join("; "));
} catch (error) {
    check("every part ran to its end", false, String(error?.stack ?? error).replaceAll("\n", " "));
} finally {
    await chromium.stop();
    rmSync(drafts, { recursive: true });
}
done();
