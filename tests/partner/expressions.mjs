// One table of expressions, two evaluators: @getodk/xpath and ours (`kioskctl xpath`) must give the same
// value for each. The tables are expressions/*.txt; their first lines tell how to read them.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { check, done } from "./check.mjs";
import { kioskctl } from "./kiosk_form.mjs";
import { freezeClock } from "./oracle.mjs";

const now = "2026-11-23T09:24:00+07:00";
const document_file = "tests/partner/expressions/people.xml";
freezeClock(now);
const { DEFAULT_DOM_ADAPTER, XFormsXPathEvaluator } = await import("@getodk/xpath");

const root = new window.DOMParser().parseFromString(readFileSync(document_file, "utf8"), "text/xml");
const evaluator = new XFormsXPathEvaluator({
    domAdapter: DEFAULT_DOM_ADAPTER,
    rootNode: root,
    itextTranslationsByLanguage: new Map(),
    secondaryInstancesById: new Map(),
    timeZoneId: "Asia/Bangkok",
});

const words = { 1: "number", 2: "string", 3: "boolean", 4: "nodes" };

// A date is a number to them and text to us: both are told.
function theirs({ expression, ref }) {
    try {
        const node = evaluator.evaluateNodes(ref, { contextNode: root.documentElement })[0];
        const result = evaluator.evaluate(expression, node, null, 0);
        const text = evaluator.evaluateString(expression, { contextNode: node });
        return { type: words[result.resultType] ?? "nodes", text };
    } catch (error) {
        return { type: "error", text: String(error.message ?? error).split("\n")[0] };
    }
}

// Every expression of one context node in one run.
function mine(expressions, ref) {
    const { stdout } = spawnSync(kioskctl, ["xpath", document_file, "-", "--ref", ref, "--now", now], {
        input: expressions.map((expression) => `${expression}\n`).join(""),
        encoding: "utf8",
    });
    return stdout.split("\n").map((line) => ({ type: line.split("\t")[0], text: line.slice(line.indexOf("\t") + 1) }));
}

// Numbers agree when they are the same number: engines print 1e+21 and 1000000000000000000000.
function same(ours, other) {
    if (ours.type === "error" || other.type === "error") {
        return ours.type === other.type;
    }
    return ours.text === other.text || (ours.text === "NaN" && other.text === "") || (ours.text !== "" && other.text !== "" && Math.abs(Number(ours.text) - Number(other.text)) <= 1e-9);
}

function readTable(file) {
    const table = new Map();
    let ref = "/data";
    for (const line of readFileSync(file, "utf8").split("\n")) {
        if (line.startsWith("@ ")) {
            ref = line.slice(2);
        } else if (line !== "" && !line.startsWith("#")) {
            table.set(ref, [...(table.get(ref) ?? []), line]);
        }
    }
    return table;
}

for (const [ref, expressions] of readTable("tests/partner/expressions/plain.txt")) {
    const answers = mine(expressions, ref);
    expressions.forEach((expression, i) => {
        const [ours, other] = [answers[i], theirs({ expression, ref })];
        check(`${ref}: ${expression}`, same(ours, other), `ours ${ours.type} '${ours.text}' theirs ${other.type} '${other.text}'`);
    });
}
for (const [ref, rows] of readTable("tests/partner/expressions/differs.txt")) {
    const parts = rows.map((row) => row.match(/^(.*) => (.*) # .*$/));
    const answers = mine(parts.map(([, expression]) => expression), ref);
    parts.forEach(([, expression, want], i) => {
        check(`${ref}: ${expression}: ours as decided`, answers[i].text === want, `ours '${answers[i].text}' want '${want}'`);
        check(`${ref}: ${expression}: still another answer there`, !same(answers[i], theirs({ expression, ref })));
    });
}
done();
