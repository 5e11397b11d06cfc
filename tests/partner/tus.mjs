// tus-js-client, which we did not write, brings a paper to the practice portal: whole, in pieces, given
// up in the middle and gone on with, over a line that is cut.
import { Upload } from "tus-js-client";
import { check, done } from "./check.mjs";
import { record, sha256, startPortal, uuidOf } from "./portal.mjs";

const portal = await startPortal();
const mebi = 1024 * 1024;

// One upload with this client; resolves with how it ended: "done", "gone" (we gave up at `until`), or why not.
function bring(n, bytes, options = {}) {
    const { until = Infinity, uploadUrl = null, chunkSize = mebi, hash = sha256(bytes) } = options;
    return new Promise((resolve) => {
        const upload = new Upload(bytes, {
            endpoint: `${portal.url}/applications/${uuidOf(n)}/papers/${hash}/upload`,
            uploadUrl,
            chunkSize,
            retryDelays: [0, 50, 100, 200],
            metadata: { name: "paper.jpg", type: "image/jpeg" },
            onChunkComplete: async (size, accepted) => {
                if (accepted >= until) {
                    await upload.abort();
                    resolve({ how: "gone", url: upload.url, accepted });
                }
            },
            onSuccess: () => resolve({ how: "done" }),
            onError: (error) => resolve({ how: String(error) }),
        });
        upload.start();
    });
}
const fault = (spec) => fetch(`${portal.url}/practice/fault`, { method: "POST", body: spec });
const uploads = async () => (await fetch(`${portal.url}/practice/uploads`, { method: "POST" })).json();
const drawn = (seed, size) => Buffer.alloc(size, sha256(seed));
async function missing(n, bytes) {
    await portal.put(n, JSON.stringify(record(n, [bytes])));
    return (await (await fetch(`${portal.url}/applications/${uuidOf(n)}`)).json()).papers_missing.length;
}

const small = drawn("small", 300000);
check("a paper arrives in one piece", (await bring(1, small, { chunkSize: Infinity })).how === "done" && (await missing(1, small)) === 0);

const large = drawn("large", 10 * mebi + 17);
check("a large one arrives in eleven", (await bring(2, large)).how === "done" && (await missing(2, large)) === 0);
check("every byte came once", (await uploads()).bytes === small.length + large.length);

const given = await bring(3, large, { until: 4 * mebi });
check("it may be given up in the middle", given.how === "gone" && (await uploads()).open === 1, given.how);
const before = (await uploads()).bytes;
const ended = await bring(3, large, { uploadUrl: given.url });
check("and gone on with", ended.how === "done" && (await missing(3, large)) === 0, ended.how);
check("with the rest alone", (await uploads()).bytes - before === large.length - given.accepted);

await fault("body:break=600:3");
const cut = await bring(4, large);
check("a line that is cut three times is gone on with", cut.how === "done" && (await missing(4, large)) === 0, cut.how);

const other = drawn("other", 5000);
const wrong = await bring(5, other, { hash: sha256("another") });
check("bytes of another hash are refused, and it says so", /response code: 460/.test(wrong.how), wrong.how);
check("nothing is left open", (await uploads()).open === 0);
const end = await portal.stop();
check("the portal ends cleanly", end === 0, String(end));
done();
