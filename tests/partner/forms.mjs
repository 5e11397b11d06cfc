// Two engines, one form, the same answers: @getodk/xforms-engine and ours must agree on values, on
// what is relevant, on broken rules and on the instance. Answers are drawn by type from a seed.
import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { check, done } from "./check.mjs";
import { openOurs } from "./kiosk_form.mjs";
import { canonical, freezeClock, instanceOf, leaves, openForm, refOf } from "./oracle.mjs";

const now = "2026-11-23T09:24:00+07:00";
const walks = Number(process.env.WALKS ?? 6);
freezeClock(now);

// mulberry32: small, and the same everywhere.
function random(seed) {
    return (limit) => {
        seed = (seed + 0x6d2b79f5) | 0;
        let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
        t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
        return ((t ^ (t >>> 14)) >>> 0) % limit;
    };
}

const texts = [
    "Rơ Châm H'Lan",
    "Nguyễn Văn A",
    "Siu Bl\u01a1\u0306",
    "Thôn 2, làng Kép",
    "052190001234",
    "231234567",
    "0912345678",
    "12345",
    "a & b < c > \"d\"",
    "x",
    "2026-11-20",
    "1990",
];
const numbers = ["0", "1", "2", "7", "30", "-1", "1500"];

function drawValue(node, draw) {
    if (draw(8) === 0) {
        return "";
    }
    if (node.nodeType === "select") {
        const options = node.currentState.valueOptions.map((option) => option.value);
        if (options.length === 0) {
            return "";
        }
        const many = node.selectType === "select";
        const chosen = options.filter(() => many && draw(2) === 0);
        return many ? chosen.join(" ") : options[draw(options.length)];
    }
    const day = () => `${1930 + draw(98)}-${String(1 + draw(12)).padStart(2, "0")}-${String(1 + draw(28)).padStart(2, "0")}`;
    const recent = () => `2026-${String(8 + draw(5)).padStart(2, "0")}-${String(1 + draw(28)).padStart(2, "0")}`;
    switch (node.valueType) {
        case "date":
            return draw(2) === 0 ? day() : recent();
        case "int":
        case "decimal":
            return numbers[draw(numbers.length)];
        case "string":
        case "barcode":
            return texts[draw(texts.length)];
        default:
            return null;
    }
}

function setTheirs(node, value) {
    if (node.nodeType === "select") {
        const values = value === "" ? [] : value.split(" ");
        node.selectType === "select" ? node.selectValues(values) : node.selectValue(values[0] ?? null);
    } else if (node.nodeType === "trigger") {
        node.setValue(value !== "");
    } else {
        node.setValue(value === "" && node.valueType !== "string" ? null : value);
    }
}

const isMeta = (ref) => /\/(\w+:)?meta(\/|$)/.test(ref);

// Values and relevance of every leaf; returns the first differences in words.
async function compareStates(root, ours) {
    const state = await ours.ask({ op: "state" });
    const mine = new Map((state.nodes ?? state.page ?? state.state).map((node) => [node.ref, node]));
    const differences = [];
    for (const node of leaves(root)) {
        const ref = refOf(node);
        const own = mine.get(ref);
        if (isMeta(ref) || node.nodeType === "upload") {
            continue;
        }
        if (own === undefined) {
            differences.push(`${ref}: we do not have it`);
        } else if (own.relevant !== node.currentState.relevant) {
            differences.push(`${ref}: relevant ${own.relevant}, they say ${node.currentState.relevant}`);
        } else if (own.relevant && (own.value ?? "") !== node.currentState.instanceValue) {
            differences.push(`${ref}: '${own.value}', they say '${node.currentState.instanceValue}'`);
        }
    }
    return differences;
}

const violationsOf = (root) =>
    root.validationState.violations
        .map(({ reference, node, violation }) => `${reference ?? refOf(node)} ${violation.condition}`)
        .filter((line) => !isMeta(line))
        .sort();

async function walk(file, media, seed) {
    const root = await openForm(file, media);
    const ours = openOurs(file, media, now, seed);
    const draw = random(seed);
    const differences = [];
    let steps = 0;
    for (let round = 0; round < 2; round++) {
        for (const { ref } of leaves(root).map((node) => ({ ref: refOf(node) }))) {
            const node = leaves(root).find((one) => refOf(one) === ref);
            const askable = ["input", "select", "trigger"].includes(node.nodeType);
            if (!askable || !node.currentState.relevant || node.currentState.readonly || isMeta(ref)) {
                continue;
            }
            const value = node.nodeType === "trigger" ? "OK" : drawValue(node, draw);
            if (value === null) {
                continue;
            }
            setTheirs(node, value);
            const answer = await ours.ask({ op: "set", ref, value });
            if (answer.ok !== true) {
                differences.push(`${ref}: we refuse '${value}': ${JSON.stringify(answer.errors ?? answer.error)}`);
            }
            steps++;
            if (steps % 7 === 0 && differences.length === 0) {
                (await compareStates(root, ours)).forEach((one) => differences.push(`after ${ref} = '${value}': ${one}`));
            }
        }
    }
    differences.push(...(await compareStates(root, ours)));
    const submitted = await ours.ask({ op: "submit" });
    await ours.stop();
    return { root, steps, differences, submitted };
}

async function judge(name, file, media) {
    let root;
    try {
        root = await openForm(file, media);
        check(`${name}: the other engine loads it`, true);
    } catch (error) {
        check(`${name}: the other engine loads it`, false, String(error));
        return;
    }
    check(`${name}: it has questions`, leaves(root).length > 3);
    for (let seed = 1; seed <= walks; seed++) {
        let result;
        try {
            result = await walk(file, media, seed);
        } catch (error) {
            check(`${name}: walk ${seed}`, false, String(error.stack ?? error));
            continue;
        }
        const { differences, steps, submitted } = result;
        check(`${name}: walk ${seed}: ${steps} answers leave both with the same values`, differences.length === 0 && steps > 3, differences.slice(0, 8).join(" | "));
        const theirs = JSON.stringify(canonical(instanceOf(result.root)));
        const mine = submitted.instance === undefined ? "none" : JSON.stringify(canonical(submitted.instance));
        check(`${name}: walk ${seed}: the same instance`, mine === theirs, `ours ${mine} theirs ${theirs}`);
        const broken = violationsOf(result.root);
        const ourBroken = (submitted.errors ?? []).map(({ ref, kind }) => `${ref} ${kind}`).filter((line) => !isMeta(line)).sort();
        check(`${name}: walk ${seed}: the same rules broken`, JSON.stringify(ourBroken) === JSON.stringify(broken), `ours ${ourBroken.join(", ")} theirs ${broken.join(", ")}`);
    }
}

await judge("a small form", "tests/partner/small.xml", "tests/partner");
for (const code of existsSync("assets/forms") ? readdirSync("assets/forms").sort() : []) {
    const file = join("assets/forms", code, "form.xml");
    if (existsSync(file)) {
        await judge(code, file, dirname(file));
    }
}
done();
