// The published OpenAPI: valid for swagger-parser, and true: what goes in and out is held against its
// schemas by ajv. Also the application of the last `make run`, when there is one.
import { existsSync, readFileSync } from "node:fs";
import SwaggerParser from "@apidevtools/swagger-parser";
import Ajv from "ajv";
import { check, done } from "./check.mjs";
import { record, sha256, startPortal, uuidOf } from "./portal.mjs";

const portal = await startPortal();
const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
let api;
try {
    api = await SwaggerParser.validate(`${portal.url}/openapi.yaml`, { resolve: { http: { safeUrlResolver: false } } });
    check("the contract is a valid OpenAPI", api.openapi === "3.0.3");
} catch (error) {
    check("the contract is a valid OpenAPI", false, String(error));
    await portal.stop();
    process.exit(1);
}

function holds(name, schema, value) {
    const validate = ajv.compile(schema);
    check(name, validate(value), ajv.errorsText(validate.errors));
}
const schemas = api.components.schemas;
const put = api.paths["/applications/{uuid}"].put;
const answer = (operation, status) => operation.responses[status].content["application/json"].schema;

const paper = Buffer.from("not really a picture");
const body = JSON.stringify(record(1, [paper]));
holds("our sample record keeps the contract", schemas.Application, JSON.parse(body));
let response = await portal.put(1, body);
holds("the first answer is as described", answer(put, response.status), await response.json());
response = await portal.put(1, body);
holds("the second too", answer(put, response.status), await response.json());
response = await portal.put(1, body.replace("K07", "K08"));
check("a conflict is a conflict", response.status === 409);
holds("the conflict is as described", answer(put, 409), await response.json());
const { kiosk, ...partly } = record(2);
response = await portal.put(2, JSON.stringify(partly));
check("what the schema refuses the portal refuses", response.status === 422 && !ajv.validate(schemas.Application, partly));
holds("the refusal is as described", answer(put, 422), await response.json());
response = await fetch(`${portal.url}/applications/${uuidOf(1)}/papers/${sha256(paper)}`, {
    method: "PUT",
    headers: { "Content-Type": "image/jpeg" },
    body: paper,
});
holds("a paper's answer is as described", schemas.Paper, await response.json());
response = await fetch(`${portal.url}/applications/${uuidOf(1)}`);
const status = await response.json();
holds("the status is as described", schemas.Status, status);
check("a complete application has a number", /^THU-\d{6}-\d{6}$/.test(status.file_number ?? ""));
response = await fetch(`${portal.url}/api/applications`);
holds("the list is as described", answer(api.paths["/api/applications"].get, 200), await response.json());

// An officer asks for a paper, then gives a result: the answers are still as described.
const door = await fetch(`${portal.url}/officer/sign-in`);
let cookie = door.headers.get("set-cookie").split(";")[0];
const tokenIn = async (page) => /name="token" value="(\w+)"/.exec(await page.text())[1];
const post = async (path, fields) => {
    const body = new FormData();
    Object.entries(fields).forEach(([name, value]) => body.set(name, value));
    return fetch(`${portal.url}${path}`, { method: "POST", redirect: "manual", headers: { Cookie: cookie }, body });
};
const entered = await post("/officer/sign-in", { token: await tokenIn(door), pin: portal.pin });
check("the practice PIN opens the officer's page", entered.status === 303);
cookie = entered.headers.get("set-cookie").split(";")[0];
const desk = `/officer/file/${uuidOf(1)}`;
const token = await tokenIn(await fetch(`${portal.url}${desk}`, { headers: { Cookie: cookie } }));
const stateNow = async () => (await fetch(`${portal.url}/applications/${uuidOf(1)}`)).json();
await post(`${desk}/move`, { token, revision: "0", state: "5", reason: "Thiếu giấy chứng sinh" });
holds("a status with a reason is as described", schemas.Status, await stateNow());
check("the reason is told", (await stateNow()).reason === "Thiếu giấy chứng sinh");
await post(`${desk}/move`, { token, revision: "1", state: "4" });
const given = new File([Buffer.from("%PDF-1.4 pretended")], "result.pdf", { type: "application/pdf" });
await post(`${desk}/move`, { token, revision: "2", state: "9", result: "xong", file: given });
const ready = await stateNow();
holds("a status with a result is as described", schemas.Status, ready);
check("the result has words and a file", ready.results?.[0]?.text === "xong" && ready.results[0].file.size === given.size);
response = await fetch(`${portal.url}/applications/${uuidOf(1)}/results/${ready.results[0].file.sha256}`);
check("its bytes are given", response.status === 200 && response.headers.get("content-type") === "application/pdf" && (await response.arrayBuffer()).byteLength === given.size);
response = await fetch(`${portal.url}/applications/${uuidOf(1)}/results/${sha256("another")}`);
check("others are unknown", response.status === 404);
holds("and that is as described", schemas.Error, await response.json());

// Pages from a phone, as a kiosk asks for them.
const handovers = `/applications/${uuidOf(7)}/phone`;
const handover = api.paths["/applications/{uuid}/phone/{number}"];
const taking = api.paths["/applications/{uuid}/phone/{number}/take"].post;
const asked = async (name, operation, method, below, status) => {
    const said = await fetch(`${portal.url}${handovers}${below}`, { method });
    const told = await said.json();
    check(`${name}: ${status}`, said.status === status, `${said.status}`);
    holds(`${name} is as described`, answer(operation, status), told);
    return told;
};
const address = (await asked("an address for a phone", handover.put, "PUT", "/1", 201)).address;
await asked("one that waits", handover.get, "GET", "/1", 200);
await asked("nothing to be taken", taking, "POST", "/1/take", 409);
response = await fetch(address, { method: "POST", redirect: "manual", headers: { "Content-Type": "application/x-www-form-urlencoded" }, body: "do=start" });
const phones = response.headers.get("set-cookie").split(";")[0];
const picture = new FormData();
picture.set("page", new File([readFileSync("tests/fixtures/papers/sharp.jpg")], "a.jpg"));
await fetch(`${portal.url}/U`, { method: "POST", headers: { Cookie: phones }, body: picture });
const there = await asked("a page that came", handover.get, "GET", "/1", 200);
check("it is told with its hash", there.pages.length === 1);
response = await fetch(`${portal.url}${handovers}/1/pages/${there.pages[0].id}/small`);
check("its small picture is one", response.headers.get("content-type") === "image/jpeg" && (await response.arrayBuffer()).byteLength <= 16384);
await asked("a second phone's address", handover.put, "PUT", "/1", 409);
await asked("taking", taking, "POST", "/1/take", 200);
await asked("ending", handover.delete, "DELETE", "/1", 200);
await asked("ending all", api.paths["/applications/{uuid}/phone"].delete, "DELETE", "", 200);
await asked("one that never was", handover.get, "GET", "/9", 404);

// What only she is told of it, and the address that gives a result to her phone.
const her = { "Identity-Checked": "officer" };
const details = api.paths["/applications/{uuid}/details"].get;
const detailsOf = `${portal.url}/applications/${uuidOf(1)}/details`;
response = await fetch(detailsOf);
check("details are not for everybody", response.status === 403);
holds("and that is as described", answer(details, 403), await response.json());
response = await fetch(detailsOf, { headers: her });
const told = await response.json();
holds("details are as described", answer(details, response.status), told);
check("they name the result", told.results[0]?.text === "xong" && told.results[0].sha256 === ready.results[0].file.sha256);
const links = api.paths["/applications/{uuid}/results/{sha256}/link"];
const linkOf = `${portal.url}/applications/${uuidOf(1)}/results/${ready.results[0].file.sha256}/link`;
response = await fetch(linkOf, { method: "POST" });
holds("nor is its address, as described", answer(links.post, response.status), await response.json());
response = await fetch(linkOf, { method: "POST", headers: her });
check("an address is made", response.status === 201);
let link = await response.json();
holds("as described", answer(links.post, 201), link);
check("taken on its page, by the button", (await fetch(link.address)).status === 200 && (await fetch(link.address, { method: "POST" })).headers.get("content-type") === "application/pdf");
response = await fetch(linkOf, { headers: her });
link = await response.json();
holds("taken is as described", answer(links.get, response.status), link);
check("and is told", link.state === "taken" && link.address === undefined);

// Papers it asks for come as another application that names it.
const more = Buffer.from("%PDF-1.4 the missing paper");
const added = JSON.stringify({ ...record(3, [more]), supplements: uuidOf(1) });
await post(`${desk}/move`, { token, revision: "3", state: "5", reason: "Giấy chứng sinh\nTờ khai" });
holds("what is missing is as described", answer(details, 200), await (await fetch(detailsOf, { headers: her })).json());
holds("a supplement keeps the contract", schemas.Application, JSON.parse(added));
check("it is taken", (await portal.put(3, added)).status === 201 && (await portal.putPaper(3, more, "application/pdf")).status < 300);
response = await fetch(`${portal.url}/applications/${uuidOf(3)}`);
const joined = await response.json();
holds("its status is as described", schemas.Status, joined);
check("and names the number of that file", joined.file_number === ready.file_number);
const none = JSON.stringify({ ...record(4), supplements: "none" });
response = await portal.put(4, none);
check("a supplement of nothing is refused by schema and portal", response.status === 422 && !ajv.validate(schemas.Application, JSON.parse(none)));

// Pages from her phone: an address, what came, the end.
const phone = api.paths["/applications/{uuid}/phone/{number}"];
const phoneOf = `${portal.url}/applications/${uuidOf(5)}/phone`;
response = await fetch(`${phoneOf}/1`);
holds("no handover is a refusal as described", answer(phone.get, response.status), await response.json());
response = await fetch(`${phoneOf}/1`, { method: "PUT" });
check("a handover begins", response.status === 201);
const handed = await response.json();
holds("as described", answer(phone.put, 201), handed);
response = await fetch(`${phoneOf}/1`);
holds("how far it is is as described", answer(phone.get, response.status), await response.json());
response = await fetch(`${phoneOf}/1/pages/1/small`);
check("no page, no picture", response.status === 404);
response = await fetch(`${phoneOf}/1`, { method: "DELETE" });
holds("its end is as described", answer(phone.delete, response.status), await response.json());
response = await fetch(`${phoneOf}/1/take`, { method: "POST" });
check("then nothing can be taken", response.status === 409, String(response.status));
holds("and that is as described", answer(api.paths["/applications/{uuid}/phone/{number}/take"].post, 409), await response.json());

// What is held of her from earlier applications, by the number an officer saw.
const held = api.paths["/applications/{uuid}/held"].get;
const heldOf = `${portal.url}/applications/${uuidOf(6)}/held`;
const number = "052190001234";
const about = { instance: `<data><requester><SoDinhDanhC>${number}</SoDinhDanhC></requester></data>` };
const first = Buffer.from("%PDF-1.4 held");
await portal.put(5, JSON.stringify({ ...record(5, [first]), ...about, identity: { source: "officer", sign_in: "officer", warnings: [] } }));
await portal.putPaper(5, first, "image/jpeg");
response = await fetch(heldOf);
holds("held is not for everybody, as described", answer(held, response.status), await response.json());
response = await fetch(heldOf, { headers: her });
check("an officer says whose it is", response.status === 422);
holds("as described", answer(held, 422), await response.json());
response = await fetch(heldOf, { headers: { ...her, "Citizen-Number": number } });
const offered = await response.json();
holds("what is held is as described", answer(held, response.status), offered);
check("a paper and an answer", offered.held.map((one) => one.kind).join() === "paper,answer" && offered.held[0].sha256 === sha256(first));
const again = record(6, [first]);
again.papers[0].at_portal = true;
await portal.put(6, JSON.stringify({ ...again, ...about, identity: { source: "officer", sign_in: "officer", warnings: [] } }));
holds("an application that takes it keeps the contract", schemas.Application, again);
check("and is complete without sending it", (await (await fetch(`${portal.url}/applications/${uuidOf(6)}`)).json()).papers_missing.length === 0);

// A paper in parts: every answer that has a body is as described, and those without tell it in headers.
const large = Buffer.alloc(100, "x");
const uploads = `/applications/${uuidOf(1)}/papers/${sha256(large)}/upload`;
const begun = api.paths["/applications/{uuid}/papers/{sha256}/upload"];
const going = api.paths["/applications/{uuid}/papers/{sha256}/upload/{name}"];
const tus = (method, path, headers = {}, body = undefined) =>
    fetch(`${portal.url}${path}`, { method, headers: { "Tus-Resumable": "1.0.0", ...headers }, body });
const described = (operation, given) => Object.keys(operation.responses[given.status]?.headers ?? {}).every((name) => given.headers.has(name));
response = await tus("OPTIONS", uploads);
check("what uploads there are is told as described", response.status === 204 && described(begun.options, response));
const type = { "Upload-Metadata": "type aW1hZ2UvanBlZw==" };
response = await tus("POST", uploads, { "Upload-Length": "100", ...type });
check("an upload is begun as described", response.status === 201 && described(begun.post, response));
const place = response.headers.get("location");
check("its name is one of the contract's", new RegExp(going.parameters.find((one) => one.name === "name").schema.pattern).test(place.split("/").at(-1)));
response = await tus("POST", uploads, { "Upload-Length": "none", ...type });
holds("no length is a refusal as described", answer(begun.post, response.status), await response.json());
response = await fetch(`${portal.url}${uploads}`, { method: "POST" });
holds("no version is a refusal as described", answer(begun.post, response.status), await response.json());
const piece = { "Content-Type": "application/offset+octet-stream" };
response = await tus("PATCH", place, { "Upload-Offset": "0", ...piece }, large.subarray(0, 60));
check("a part is taken as described", response.status === 204 && described(going.patch, response) && response.headers.get("upload-offset") === "60");
response = await tus("PATCH", place, { "Upload-Offset": "50", ...piece }, large.subarray(50));
holds("a wrong offset is a refusal as described", answer(going.patch, response.status), await response.json());
response = await tus("HEAD", place);
check("how much is there is told as described", response.status === 200 && described(going.head, response) && response.headers.get("upload-offset") === "60");
response = await tus("PATCH", place, { "Upload-Offset": "60", ...piece }, Buffer.alloc(40, "y"));
holds("another paper's bytes are a refusal as described", answer(going.patch, response.status), await response.json());
check("and discarded", (await tus("HEAD", place)).status === 404);

for (const [path, methods] of Object.entries(api.paths)) {
    const url = portal.url + path.replace("{uuid}", uuidOf(1)).replace("{sha256}", sha256(paper)).replace(/{(token|name|secret)}/, "X").replace(/{(number|page)}/g, "1");
    const method = ["DELETE", "PUT", "POST", "GET", "PATCH"].find((one) => !(one.toLowerCase() in methods));
    response = await fetch(url, { method });
    check(`${path} takes no ${method} and says what it takes`, response.status === 405 && (response.headers.get("allow") ?? "") !== "" && !(method.toLowerCase() in methods), String(response.status));
}

const last = "out/run/application.json";
if (existsSync(last)) {
    const stored = JSON.parse(readFileSync(last, "utf8"));
    const all = stored.applications ?? [stored];
    all.forEach((one, i) => holds(`application ${i + 1} of the last run keeps the contract`, schemas.Application, one.record ?? one));
}
const end = await portal.stop();
check("the portal ends cleanly", end === 0, String(end));
done();
