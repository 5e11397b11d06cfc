// The officer's page of the practice portal in Chromium, at a desk and on a phone: signing in, finding
// a file, reading it, moving it with a reason and a result, undoing; and that the public page and the
// contract then say the same. Pictures go to out/partner/.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { check, done } from "./check.mjs";
import { startChromium } from "./chromium.mjs";
import { measure, names } from "./measure.mjs";
import { person, record, sha256, startPortal, tokenOf, uuidOf } from "./portal.mjs";

const desk = { name: "desk", width: 1280, height: 800, mobile: false };
const phone = { name: "phone", width: 390, height: 844, mobile: true };
const picture = readFileSync("tests/fixtures/papers/sharp.jpg");

// A birth registration as the kiosk sends it, with a form the portal knows.
function filed(n, papers) {
    const one = record(n, []);
    one.form.id = "1.001193";
    one.instance = `<data id="1.001193"><requester><HoVaTenC>Ksor H&#39;Mẫu</HoVaTenC><NgayCapDDC>2022-07-01</NgayCapDDC><nycLoaiCuTru>thuong_tru</nycLoaiCuTru><nycNoiCuTru_TrongNuoc_Xa>24061</nycNoiCuTru_TrongNuoc_Xa><nycNoiCuTru_TrongNuoc_ChiTiet/></requester><child><LoaiDangKy>1</LoaiDangKy><HoTenKS>${person}</HoTenKS><GioiTinhKS>nu</GioiTinhKS></child><papers><birth_notice>birth_notice.jpg</birth_notice></papers></data>`;
    one.open = [{ ref: "/data/requester/nycNoiCuTru_TrongNuoc_ChiTiet", by: "officer" }];
    one.papers = papers.map(([bytes, type]) => ({ ref: "/data/papers/birth_notice", name: "birth_notice", type, size: bytes.length, sha256: sha256(bytes), pages: 1 }));
    return one;
}

// The smallest PDF with a page on it.
const pdf = Buffer.from(`%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj
4 0 obj<</Length 44>>stream
BT /F 24 Tf 40 100 Td (BAN THU) Tj ET       
endstream endobj
trailer<</Root 1 0 R>>
`);

const portal = await startPortal();
mkdirSync("out/partner", { recursive: true });
const chromium = await startChromium();
const url = (path) => `${portal.url}${path}`;
const file = (n) => `/officer/file/${uuidOf(n)}`;
const text = (selector) => chromium.evaluate(`document.querySelector(${JSON.stringify(selector)})?.innerText ?? ""`);
const place = () => chromium.evaluate("location.pathname + location.search");
const status = async (n) => (await fetch(url(`/applications/${uuidOf(n)}`))).json();
const publicStage = async (n) => /data-stage="(\w+)"/.exec(await (await fetch(url(`/H/${tokenOf(n)}`))).text())?.[1];

async function fill(selector, value) {
    await chromium.evaluate(`document.querySelector(${JSON.stringify(selector)}).value = ${JSON.stringify(value)}`);
}

async function size(which, scheme = "light") {
    await chromium.page("Emulation.setDeviceMetricsOverride", { width: which.width, height: which.height, mobile: which.mobile, deviceScaleFactor: 1 });
    await chromium.page("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value: scheme }] });
}

// Holds the page as it is against every rule and keeps its picture.
async function look(title, which, scheme = "light") {
    await size(which, scheme);
    await chromium.evaluate('Promise.all([...document.images].map((i) => ((i.loading = "eager"), i.decode().catch(() => 0))))');
    const seen = await chromium.evaluate(`(${measure})()`);
    const unnamed = await chromium.evaluate(`(${names})()`);
    check(`${title}, ${which.name}, ${scheme}: nothing too small, too pale or out of the page`, seen.faults.length === 0 && seen.texts > 5, seen.faults.join("; "));
    check(`${title}, ${which.name}, ${scheme}: everything has its name`, unnamed.length === 0, unnamed.join("; "));
    check(`${title}, ${which.name}, ${scheme}: marked as practice`, seen.text.includes("BẢN THỬ – KHÔNG CÓ GIÁ TRỊ"));
    const { data } = await chromium.page("Page.captureScreenshot", { captureBeyondViewport: true });
    writeFileSync(`out/partner/office-${title.replaceAll(" ", "-")}-${which.name}-${scheme}.png`, Buffer.from(data, "base64"));
    return seen;
}

async function everywhere(title) {
    await look(title, phone);
    await look(title, desk, "dark");
}

async function inEveryLight(title) {
    await everywhere(title);
    await look(title, phone, "dark");
    await look(title, desk);
}

// Tab through the page: every stop must show that it is there.
async function tabs(title) {
    const reached = new Set();
    let invisible = "";
    let before = "";
    for (let i = 0; i < 60; i++) {
        await chromium.press("Tab", 9);
        const [id, shown] = await chromium.evaluate(`(() => {
            const e = document.activeElement, s = getComputedStyle(e);
            return e === document.body ? ["", true] : [e.id || e.getAttribute("href") || e.textContent.trim(), s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 3];
        })()`);
        if (id === before && id !== "") {
            continue; // a field of several parts, as a time is
        }
        before = id;
        if (reached.has(id) || id === "") {
            break;
        }
        reached.add(id);
        invisible += shown ? "" : ` ${id}`;
    }
    const wanted = await chromium.evaluate(`[...document.querySelectorAll("a, button, summary, select, textarea, input:not([type=hidden])")].filter((e) => e.checkVisibility()).length`);
    check(`${title}: Tab reaches everything and shows where it is`, invisible === "" && reached.size === wanted, `${reached.size} of ${wanted}, unseen:${invisible}`);
}

async function signIn(pin) {
    await fill("#pin", pin);
    await chromium.click("#enter");
}

async function gate() {
    await size(desk);
    await chromium.page("Network.setExtraHTTPHeaders", { headers: { "Accept-Language": "vi" } });
    await chromium.open(url("/officer"));
    check("without signing in there is no list", (await place()) === "/officer/sign-in");
    check("Vietnamese is the first language", (await chromium.evaluate("document.documentElement.lang")) === "vi");
    await everywhere("sign in");
    await tabs("sign in");
    await signIn("000000" === portal.pin ? "111111" : "000000");
    check("a wrong PIN is said", (await text("#error")).includes("Mã PIN chưa đúng"));
    await look("wrong pin", phone);
    await signIn(portal.pin);
    check("the right one opens the list", (await place()) === "/officer");
    await everywhere("empty");
    check("an empty list says so", (await text("#nothing")).includes("Chưa có hồ sơ nào"));
}

async function list() {
    for (let n = 1; n <= 24; n++) {
        const papers = n === 1 ? [[picture, "image/jpeg"]] : n === 2 ? [[pdf, "application/pdf"]] : n === 3 ? [[Buffer.from("late"), "image/png"]] : [];
        await portal.put(n, JSON.stringify(filed(n, papers)));
    }
    await portal.putPaper(1, picture, "image/jpeg");
    await portal.putPaper(2, pdf, "application/pdf");
    await portal.setState(4, "42 Chờ xã khác");
    await portal.setState(5, "77");
    await chromium.open(url("/officer"));
    await inEveryLight("list");
    await tabs("list");
    const rows = () => chromium.evaluate('[...document.querySelectorAll(".file")].map((a) => a.getAttribute("href").slice(-2))');
    check("newest first, a page of twenty", (await rows()).join() === Array.from({ length: 20 }, (_, i) => String(24 - i).padStart(2, "0")).join());
    await chromium.click("#older");
    check("the rest on the next page", (await rows()).join() === "04,03,02,01" && (await text(".pages")).includes("2 / 2"));
    check("an unknown state is shown with its words", (await text('.file[href$="04"]')).includes("Trạng thái 42 (chưa rõ): Chờ xã khác"));
    check("papers on their way are counted", (await text('.file[href$="03"]')).includes("giấy chưa tới: 1"));
    await look("second page", phone);
    await chromium.click("#newer");
    await fill("#state", "-1");
    await chromium.click("#find");
    check("unknown states are a filter", (await rows()).join() === "05,04" && (await text('.file[href$="05"]')).includes("Trạng thái 77 (chưa rõ)"));
    const number = (await status(7)).file_number;
    await fill("#state", "0");
    await fill("#q", number.slice(-6));
    await chromium.click("#find");
    check("a part of the number finds the file", (await rows()).includes("07") && (await rows()).length < 3);
    await fill("#q", "%");
    await chromium.click("#find");
    check("what LIKE reads is only a letter", (await text("#nothing")).includes("Không có hồ sơ nào như vậy"));
    await look("nothing found", phone);
    await fill("#q", `"><b id=evil>`);
    await chromium.click("#find");
    check("a search is only text", (await chromium.evaluate('document.querySelector("#evil") === null && document.querySelector("#q").value')) === `"><b id=evil>`);
}

async function one() {
    await size(desk);
    await chromium.open(url(file(1)));
    const answers = await text("#answers");
    check("answers stand under the form's labels", answers.includes("Người đi khai") && answers.includes("Ksor H'Mẫu") && answers.includes(person));
    check("choices and units by their names", answers.includes("Thường trú") && answers.includes("Ia Hiao") && answers.includes("1/7/2022"), answers);
    check("what an officer is to write is marked", answers.includes("(cán bộ ghi)"));
    check("the paper is there with its hash", (await text("#papers")).includes(sha256(picture)));
    await inEveryLight("file");
    check("and can be seen", (await chromium.evaluate('document.querySelector("#papers img").naturalWidth')) > 100);
    await tabs("file");
    await chromium.open(url(file(3)));
    check("a paper on its way is said", (await text("#papers")).includes("Chưa tới cổng"));
    await chromium.open(url(file(2)));
    const link = await chromium.evaluate('document.querySelector("#papers a").href');
    const back = await fetch(link, { headers: { Cookie: await cookies() } });
    check("a PDF comes as it was sent", back.headers.get("content-type") === "application/pdf" && sha256(Buffer.from(await back.arrayBuffer())) === sha256(pdf));
    await chromium.open(url(file(4)));
    check("an unknown state is kept and named", (await text("#state")).includes("Trạng thái 42 (chưa rõ): Chờ xã khác"));
    check("every known state is open from it", (await chromium.evaluate('document.querySelectorAll("[id^=to-]:not(#to-other)").length')) === 10);
    await look("unknown state", phone);
}

async function cookies() {
    const { cookies: all } = await chromium.page("Network.getCookies", { urls: [url("/officer")] });
    return all.map(({ name, value }) => `${name}=${value}`).join("; ");
}

async function moves() {
    await size(phone);
    await chromium.open(url(file(1)));
    check("a new file leads to four states", (await chromium.evaluate('[...document.querySelectorAll("[id^=to-]:not(#to-other)")].map((e) => e.id).join()')) === "to-2,to-3,to-5,to-7");
    await chromium.evaluate('document.querySelector("#to-5").open = true');
    await look("asking for papers", phone);
    check("the browser itself asks for the reason", (await chromium.evaluate('document.querySelector("#to-5 form").checkValidity()')) === false);
    await chromium.evaluate('document.querySelector("#to-5 form").noValidate = true');
    await chromium.click("#do-5");
    check("and the portal insists", (await text("#error")).includes("phải ghi lý do") && (await status(1)).state === 1);
    await look("reason missing", phone);
    await fill("#reason-5", "Thiếu giấy chứng sinh.\nBà con xin lại ở trạm y tế.");
    await chromium.click("#do-5");
    check("then the file is moved", (await text("#said")).includes("Đã chuyển") && (await text("#reason")).includes("Thiếu giấy chứng sinh."));
    const told = await status(1);
    check("the contract tells state and reason", told.state === 5 && told.state_text === "Yêu cầu bổ sung giấy tờ" && told.reason.startsWith("Thiếu giấy chứng sinh."));
    check("the public page tells the stage", (await publicStage(1)) === "papers");
    check("and not the reason", !(await (await fetch(url(`/H/${tokenOf(1)}`))).text()).includes("Thiếu giấy"));
    await everywhere("moved");
    await chromium.click("#undo");
    check("undoing takes it back", (await status(1)).state === 1 && (await status(1)).reason === undefined && (await publicStage(1)) === "received");
    check("the history keeps both", (await text("#history")).includes("Đã hoàn tác lúc"));
    await look("undone", phone);
    for (const [to, stage] of [[2, "accepted"], [4, "working"], [6, "fee"], [9, "ready"], [10, "returned"]]) {
        await chromium.evaluate(`document.querySelector("#to-${to}").open = true`);
        if (to === 9) {
            writeFileSync("out/partner/result.pdf", pdf);
            await fill("#result-9", "Giấy khai sinh (bản thử)");
            await chromium.attach("#file-9", `${process.cwd()}/out/partner/result.pdf`);
            await look("giving the result", phone);
        }
        await chromium.click(`#do-${to}`);
        check(`moved to ${to}, the public page says ${stage}`, (await publicStage(1)) === stage && (await status(1)).state === to);
    }
    const results = (await status(1)).results;
    check("the contract tells the result", results?.length === 1 && results[0].text === "Giấy khai sinh (bản thử)" && results[0].file.sha256 === sha256(pdf));
    const bytes = Buffer.from(await (await fetch(url(`/applications/${uuidOf(1)}/results/${results[0].file.sha256}`))).arrayBuffer());
    check("and gives its bytes", sha256(bytes) === sha256(pdf));
    check("the last step leads nowhere", (await text("#moves")).includes("bước cuối"));
    await everywhere("returned");
}

async function foreign() {
    await chromium.open(url(file(8)));
    await chromium.evaluate('document.querySelector("#to-other").open = true');
    await fill("#state-0", "42");
    await fill("#text-0", "Chờ Sở xác minh");
    await chromium.click("#do-0");
    const told = await status(8);
    check("another system's state is told as it is", told.state === 42 && told.state_text === "Chờ Sở xác minh" && (await publicStage(8)) === "other");
    await chromium.open(url(`/H/${tokenOf(8)}`));
    check("the public page says its words", (await text("#stage")).includes("Chờ Sở xác minh"));
    await look("public unknown state", phone);
    await chromium.open(url(`/H/${tokenOf(5)}`));
    check("and honest ones where there are none", (await text("#stage")).includes("Hồ sơ ở bước khác"));
}

// Two officers with the same file before them; a form from elsewhere.
async function guarded() {
    await chromium.open(url(file(9)));
    const token = await chromium.evaluate('document.querySelector("[name=token]").value');
    const cookie = await cookies();
    const post = (path, fields, headers = { Cookie: cookie }) =>
        fetch(url(path), { method: "POST", redirect: "manual", headers, body: new URLSearchParams(fields) });
    check("one officer moves", (await post(`${file(9)}/move`, { token, revision: 0, state: 2 })).status === 303);
    const late = await post(`${file(9)}/move`, { token, revision: 0, state: 5, reason: "x" });
    check("the other is told that it moved", late.status === 409 && (await late.text()).includes("vừa được chuyển ở nơi khác") && (await status(9)).state === 2);
    check("a move that is not open is refused", (await post(`${file(9)}/move`, { token, revision: 1, state: 10 })).status === 422);
    check("a form without its token is refused", (await post(`${file(9)}/move`, { revision: 1, state: 4 })).status === 403);
    check("a form with another's token too", (await post(`${file(9)}/move`, { token: token.replace(/./, (c) => (c === "0" ? "1" : "0")), revision: 1, state: 4 })).status === 403);
    check("a token without its cookie is nothing", (await post(`${file(9)}/move`, { token, revision: 1, state: 4 }, {})).status === 403);
    check("nothing of it moved the file", (await status(9)).state === 2);
    const { cookies: all } = await chromium.page("Network.getCookies", { urls: [url("/officer")] });
    check("cookies are for the server alone and stay here", all.length > 0 && all.every((c) => c.httpOnly && c.sameSite === "Strict" && c.path === "/officer"));
    const page = await fetch(url(file(9)), { headers: { Cookie: cookie } });
    const policy = page.headers.get("content-security-policy") ?? "";
    check("no script may run", policy.includes("default-src 'none'") && !policy.includes("script-src") && !policy.includes("unsafe"));
}

async function english() {
    await size(desk);
    await chromium.open(url("/officer"));
    await chromium.click("#other-language");
    check("the button changes the language", (await chromium.evaluate("document.documentElement.lang")) === "en");
    await look("english list", phone);
    await chromium.open(url(file(4)));
    check("and it stays", (await text("h1")).startsWith("File THU-") && (await text("#state")).includes("State 42 (unknown)"));
    await look("english file", phone);
    await look("english file", desk);
    await chromium.click("#sign-out");
    check("signing out leads to the door", (await place()) === "/officer/sign-in");
    await chromium.open(url(file(4)));
    check("and nothing is to be seen behind it", (await place()) === "/officer/sign-in");
}

// At a portal where nobody guessed yet: the one wrong PIN of the gate gives another try after 30 s.
async function guessing() {
    const fresh = await startPortal();
    await chromium.open(`${fresh.url}/officer`);
    for (let i = 0; i < 6; i++) {
        await signIn("12345");
    }
    check("guessing is slowed down", (await text("#error")).includes("Too many wrong PINs"));
    await signIn(fresh.pin);
    check("for the right PIN as well", (await place()) === "/officer/sign-in");
    await look("english waiting", phone);
    await fresh.stop();
}

try {
    for (const part of [gate, list, one, moves, foreign, guarded, english, guessing]) {
        await part();
    }
    const honest = chromium.complaints.filter((line) => !/status of 4\d\d/.test(line));
    check("Chromium has nothing to complain about", honest.length === 0, honest.join("; "));
} catch (error) {
    check("every part ran to its end", false, String(error?.stack ?? error).replaceAll("\n", " "));
} finally {
    await chromium.stop();
    const end = await portal.stop();
    check("the portal ends cleanly", end === 0, String(end));
}
done();
