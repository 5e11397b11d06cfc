// The profile, form by form: each file of tests/partner/forms is filled by @getodk/xforms-engine and by
// our engine with the same operations, first those of its script (scripts.json), then drawn ones. After
// every operation both must agree on values, relevance, required, readonly, labels, choices in every
// language, broken rules and their messages, and on the instance.
import { readFileSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { check, done } from "./check.mjs";
import { drawValue, random, setTheirs } from "./draw.mjs";
import { openOurs } from "./kiosk_form.mjs";
import { canonical, freezeClock, instanceOf, leaves, openForm, ranges, refOf } from "./oracle.mjs";

const folder = "tests/partner/forms";
const now = "2026-11-23T09:24:00+07:00";
const walks = Number(process.env.WALKS ?? 1);
const steps = 12;
freezeClock(now);

const isMeta = (ref) => /\/(\w+:)?meta(\/|$)/.test(ref);

// "30" and "30.0" are one number; text is compared as text.
function sameValue(mine, theirs) {
    return mine === theirs || (mine !== "" && theirs !== "" && Math.abs(Number(mine) - Number(theirs)) <= 1e-9);
}

const words = (text) => (text ?? "").replace(/\s+/g, " ").trim();
const hasChoices = (node) => node.nodeType === "select" && node.currentState.relevant;
const askable = (node) =>
    ["input", "select", "trigger"].includes(node.nodeType) && node.currentState.relevant && !node.currentState.readonly && !isMeta(refOf(node));

function compareNode(name, node, own, told) {
    const ref = refOf(node);
    const state = node.currentState;
    if (own === undefined) {
        told.push(`${ref}: we do not have it`);
        return;
    }
    if (own.relevant !== state.relevant) {
        told.push(`${ref}: relevant ${own.relevant}, they say ${state.relevant}`);
    }
    if (!state.relevant || node.nodeType === "upload") {
        return;
    }
    if (!sameValue(own.value ?? "", state.instanceValue)) {
        told.push(`${ref}: '${own.value}', they say '${state.instanceValue}'`);
    }
    if (node.nodeType === "model-value") {
        return;
    }
    if (own.required !== state.required || own.readonly !== state.readonly) {
        told.push(`${ref}: required ${own.required} readonly ${own.readonly}, they say ${state.required} ${state.readonly}`);
    }
    const [label, hint] = [words(state.label?.asString), words(state.hint?.asString)];
    // They also read out the short and the guidance form of a label.
    const same = words(own.label) === label || (name === "itext-media" && label.startsWith(own.label));
    if (!same || words(own.hint) !== hint) {
        told.push(`${ref}: label '${own.label}' hint '${own.hint}', they say '${label}' '${hint}'`);
    }
    if (hasChoices(node)) {
        const theirs = state.valueOptions.map((option) => `${option.value}=${words(option.label.asString)}`).join(" ");
        const mine = own.choices.map((choice) => `${choice.value}=${words(choice.label)}`).join(" ");
        if (mine !== theirs) {
            told.push(`${ref}: choices '${mine}', they say '${theirs}'`);
        }
    }
}

function violationsOf(root) {
    return root.validationState.violations
        .filter(({ reference }) => !isMeta(reference))
        .map(({ reference, violation }) => {
            return `${reference} ${violation.condition} ${words(violation.message?.asString)}`.trim();
        })
        .sort();
}

const errorsOf = (answer) => (answer.errors ?? []).map(({ ref, kind, text }) => `${ref} ${kind} ${words(text)}`.trim()).sort();

async function compare(name, root, ours) {
    const told = [];
    const state = await ours.ask({ op: "state" });
    const mine = new Map(state.page.map((node) => [node.ref, node]));
    for (const node of leaves(root).filter((one) => !isMeta(refOf(one)))) {
        compareNode(name, node, mine.get(refOf(node)), told);
    }
    const known = new Set(leaves(root).map(refOf));
    for (const node of state.page.filter(({ ref, type }) => !isMeta(ref) && !["repeat", "group", "value"].includes(type))) {
        if (!known.has(node.ref)) {
            told.push(`${node.ref}: they do not have it`);
        }
    }
    const submitted = await ours.ask({ op: "submit" });
    const [broken, ourBroken] = [violationsOf(root), errorsOf(submitted)];
    if (JSON.stringify(broken) !== JSON.stringify(ourBroken)) {
        told.push(`broken rules: ${ourBroken.join("; ")}, they say ${broken.join("; ")}`);
    }
    if (told.length === 0 && broken.length === 0) {
        const papers = leaves(root).filter((node) => node.nodeType === "upload").map((node) => refOf(node).split("/").pop());
        const [theirs, own] = [canonical(instanceOf(root), papers), canonical(submitted.instance ?? "<none/>", papers)];
        if (!sameTree(own, theirs)) {
            told.push(`instance ${JSON.stringify(own)}, they say ${JSON.stringify(theirs)}`);
        }
    }
    return told;
}

function sameTree(a, b) {
    if (typeof a === "string" || typeof b === "string") {
        return typeof a === typeof b && sameValue(a, b);
    }
    return a.length === b.length && a.every((part, i) => sameTree(part, b[i]));
}

// An answer that is no longer among its choices is hidden there and asked again here: empty both.
async function askAgain(root, ours, answered) {
    for (const node of leaves(root)) {
        const ref = refOf(node);
        if (node.nodeType === "select" && (answered.get(ref) ?? "") !== node.currentState.instanceValue && node.currentState.relevant) {
            const kept = node.currentState.instanceValue;
            answered.set(ref, kept);
            setTheirs(node, kept);
            await ours.ask({ op: "set", ref, value: kept });
        }
    }
}

async function doBoth(root, ours, [op, ref, value], answered) {
    if (op === "set") {
        const node = leaves(root).find((one) => refOf(one) === ref);
        if (node === undefined) {
            throw new Error(`the script names ${ref}, which is not there`);
        }
        setTheirs(node, value);
        answered.set(ref, value);
    } else if (op === "add") {
        ranges(root).find((one) => one.currentState.reference === ref).addInstances();
    } else if (op === "remove") {
        const [, range, place] = ref.match(/^(.*)\[(\d+)\]$/);
        ranges(root).find((one) => one.currentState.reference === range).removeInstances(Number(place) - 1);
        [...answered.keys()].filter((key) => key.startsWith(`${range}[`)).forEach((key) => answered.delete(key));
    } else if (op === "language") {
        root.setLanguage(root.languages.find((one) => one.language === value));
    }
    const answer = await ours.ask({ op, ref, value });
    const refused = (answer.errors ?? []).filter(({ kind }) => kind === "wrong-use");
    if (refused.length > 0) {
        throw new Error(`we refuse ${op} ${ref} ${value}: ${JSON.stringify(refused)}`);
    }
    await askAgain(root, ours, answered);
}

// The next operation of a drawn sequence.
function drawOperation(name, root, draw) {
    const languages = root.languages.filter(({ isSyntheticDefault }) => isSyntheticDefault !== true).map(({ language }) => language);
    const open = ranges(root).filter((one) => one.nodeType === "repeat-range:uncontrolled" && one.currentState.relevant);
    const kind = draw(10);
    if (kind === 0 && languages.length > 1) {
        return ["language", undefined, languages[draw(languages.length)]];
    }
    if (kind <= 2 && open.length > 0) {
        const range = open[draw(open.length)];
        const count = range.currentState.children.length;
        const ref = range.currentState.reference;
        // A row that moves up loses its next xforms-value-changed there (app/form/PROFILE.md).
        const place = name === "setvalue-repeat" ? count : 1 + draw(count);
        return count > 0 && draw(3) === 0 ? ["remove", `${ref}[${place}]`] : count < 5 ? ["add", ref] : null;
    }
    const asked = leaves(root).filter(askable);
    const node = asked[draw(asked.length)];
    const value = node === undefined ? null : node.nodeType === "trigger" ? ["OK", ""][draw(2)] : drawValue(node, draw);
    return value === null ? null : ["set", refOf(node), value];
}

async function run(file, title, seed, operations) {
    const root = await openForm(file, folder);
    const ours = openOurs(file, folder, now, seed);
    try {
        await runBoth(root, ours, title, operations);
    } finally {
        await ours.stop();
    }
}

async function runBoth(root, ours, title, operations) {
    const told = (await compare(title.split(":")[0], root, ours)).map((one) => `at the start: ${one}`);
    const answered = new Map(leaves(root).map((node) => [refOf(node), node.currentState.instanceValue ?? ""]));
    let count = 0;
    for (const next of operations) {
        const operation = next(root);
        if (operation === null || told.length > 0) {
            continue;
        }
        count++;
        await doBoth(root, ours, operation, answered);
        (await compare(title.split(":")[0], root, ours)).forEach((one) => told.push(`after ${JSON.stringify(operation)} (${count}): ${one}`));
    }
    check(`${title}: ${count} operations leave both the same`, told.length === 0, told.slice(0, 6).join(" | "));
}

async function judge(file, script) {
    const name = basename(file, ".xml");
    try {
        check(`${name}: it has a script`, script.length > 0);
        await run(file, `${name}: script`, 1, script.map((line) => () => line));
        for (let seed = 1; seed <= walks; seed++) {
            const draw = random(seed);
            await run(file, `${name}: walk ${seed}`, seed, Array.from({ length: steps }, () => (root) => drawOperation(name, root, draw)));
        }
    } catch (error) {
        check(name, false, String(error.stack ?? error));
    }
}

const scripts = JSON.parse(readFileSync(join(folder, "scripts.json"), "utf8"));
// PART=I/N takes every Nth form from the Ith on; ONLY=NAME the forms with this in their name.
const [part, parts] = (process.env.PART ?? "0/1").split("/").map(Number);
const only = process.env.ONLY ?? "";
const files = readdirSync(folder).filter((one) => one.endsWith(".xml") && !one.startsWith("list-")).sort();
for (const entry of files.filter((one, i) => i % parts === part && one.includes(only))) {
    await judge(join(folder, entry), scripts[basename(entry, ".xml")] ?? []);
}
done();
