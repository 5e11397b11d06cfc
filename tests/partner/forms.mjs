// Two engines, one form, the same answers: @getodk/xforms-engine and ours must agree on values, on
// what is relevant, on broken rules and on the instance. Answers are drawn by type from a seed.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { check, done } from "./check.mjs";
import { drawValue, random, setTheirs } from "./draw.mjs";
import { openOurs } from "./kiosk_form.mjs";
import { canonical, freezeClock, instanceOf, leaves, openForm, refOf } from "./oracle.mjs";

const now = "2026-11-23T09:24:00+07:00";
const walks = Number(process.env.WALKS ?? 4);
freezeClock(now);

const isMeta = (ref) => /\/(\w+:)?meta(\/|$)/.test(ref);

// Values and relevance of every leaf; returns the first differences in words.
async function compareStates(root, ours, typedOver) {
    const state = await ours.ask({ op: "state", choices: false });
    const mine = new Map((state.nodes ?? state.page ?? state.state).map((node) => [node.ref, node]));
    writeCalculatedAgain(root, mine, typedOver);
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

// The nodes whose bind has this attribute, with this value when one is given.
function bindsWith(file, attribute, value) {
    const binds = new window.DOMParser().parseFromString(readFileSync(file, "utf8"), "text/xml").querySelectorAll("bind");
    const has = (bind) => (value === undefined ? bind.hasAttribute(attribute) : bind.getAttribute(attribute) === value);
    return new Set([...binds].filter(has).map((bind) => bind.getAttribute("nodeset")));
}

// Our own rule of length (kiosk:max) by nodeset: the other engine does not know it.
function limitsOf(file) {
    const binds = new window.DOMParser().parseFromString(readFileSync(file, "utf8"), "text/xml").querySelectorAll("bind");
    return new Map([...binds].filter((bind) => bind.hasAttribute("kiosk:max")).map((bind) => [bind.getAttribute("nodeset"), Number(bind.getAttribute("kiosk:max"))]));
}

const nodesetOf = (ref) => ref.replace(/\[\d+\]/g, "");

const violationsOf = (root, officers) =>
    root.validationState.violations
        .filter(({ reference, violation }) => !isMeta(reference) && !(violation.condition === "required" && officers.has(nodesetOf(reference))))
        .map(({ reference, violation }) => `${reference} ${violation.condition}`)
        .sort();

// A value that is not of its type is a kind of its own for us, a broken constraint for them.
const kindOf = (kind) => (kind === "type" ? "constraint" : kind);

const askable = (node) =>
    ["input", "select", "trigger"].includes(node.nodeType) &&
    node.currentState.relevant &&
    !node.currentState.readonly &&
    !isMeta(refOf(node));

// When an answer is no longer among the choices, they hide it until it is there again; we keep it, call
// it wrong and ask again: the citizen who is asked again is played here by emptying both.
async function askAgain(root, ours, answered) {
    for (const node of leaves(root)) {
        const ref = refOf(node);
        if (node.nodeType === "select" && (answered.get(ref) ?? "") !== "" && node.currentState.relevant && node.currentState.instanceValue === "") {
            answered.set(ref, "");
            setTheirs(node, "");
            await ours.ask({ op: "set", ref, value: "" });
        }
    }
}

// A calculation that is done again and comes out as before is written over what was typed by us, not by
// them. It is typed into theirs then, when it is what they had calculated themselves.
function writeCalculatedAgain(root, mine, typedOver) {
    for (const node of leaves(root)) {
        const ref = refOf(node);
        const over = typedOver.get(ref);
        if (over?.typed === node.currentState.instanceValue && over.calculated === mine.get(ref)?.value) {
            setTheirs(node, over.calculated);
        }
    }
}

// One answer into both engines. A careful citizen tries again while her answer breaks a rule.
async function answerBoth(node, ours, draw, careful, differences, { answered, typedOver, calculations, limits }) {
    const ref = refOf(node);
    const before = node.currentState.instanceValue;
    let value = null;
    for (let attempt = 0; attempt < (careful ? 60 : 1); attempt++) {
        value = node.nodeType === "trigger" ? "OK" : drawValue(node, draw);
        if (value === null) {
            return false;
        }
        value = node.valueType === "string" && node.nodeType === "input" ? value.slice(0, limits.get(nodesetOf(ref))) : value;
        setTheirs(node, value);
        if (node.validationState.violation === null) {
            break;
        }
    }
    const answer = await ours.ask({ op: "set", ref, value });
    if ((answer.errors ?? []).some(({ kind }) => kind === "wrong-use")) {
        differences.push(`${ref}: we refuse '${value}': ${JSON.stringify(answer.errors)}`);
    }
    answered.set(ref, value);
    if (calculations.has(ref)) {
        const calculated = typedOver.get(ref)?.typed === before ? typedOver.get(ref).calculated : before;
        typedOver.set(ref, { typed: value, calculated });
    }
    await askAgain(node.root, ours, answered);
    return true;
}

// A picture for every paper asked for: the engines name files in their own way.
async function handInPapers(root, ours) {
    for (const node of leaves(root).filter((one) => one.nodeType === "upload" && one.currentState.relevant)) {
        node.setValue(new File(["jpeg"], "paper.jpg", { type: "image/jpeg" }));
        await ours.ask({ op: "set", ref: refOf(node), value: "paper.jpg" });
    }
}

async function walk(file, media, seed) {
    const root = await openForm(file, media);
    const ours = openOurs(file, media, now, seed);
    const draw = random(seed);
    const careful = seed % 2 === 1;
    const differences = [];
    const known = { answered: new Map(), typedOver: new Map(), calculations: bindsWith(file, "calculate"), limits: limitsOf(file) };
    let steps = 0;
    for (let round = 0; round < 2; round++) {
        for (const node of leaves(root)) {
            if (!askable(node) || !(await answerBoth(node, ours, draw, careful, differences, known))) {
                continue;
            }
            steps++;
            if (steps % 7 === 0 && differences.length === 0) {
                (await compareStates(root, ours, known.typedOver)).forEach((one) => differences.push(`after ${refOf(node)}: ${one}`));
            }
        }
    }
    if (careful) {
        await handInPapers(root, ours);
        for (let round = 0; round < 5; round++) {
            for (const node of leaves(root).filter((one) => askable(one) && one.validationState.violation !== null)) {
                await answerBoth(node, ours, draw, careful, differences, known);
            }
            await handInPapers(root, ours);
        }
    }
    differences.push(...(await compareStates(root, ours, known.typedOver)));
    const submitted = await ours.ask({ op: "submit" });
    await ours.stop();
    return { root, steps, differences, submitted };
}

// Returns whether the instance could be sent.
function compareInstances(title, root, submitted, officers) {
    const broken = violationsOf(root, officers);
    const ourBroken = (submitted.errors ?? []).map(({ ref, kind }) => `${ref} ${kindOf(kind)}`).sort();
    check(`${title}: the same rules broken`, JSON.stringify(ourBroken) === JSON.stringify(broken), `ours ${ourBroken.join(", ")} theirs ${broken.join(", ")}`);
    if (broken.length > 0) {
        check(`${title}: nothing is sent`, submitted.instance === undefined);
        return false;
    }
    const papers = leaves(root).filter((node) => node.nodeType === "upload").map((node) => refOf(node).split("/").pop());
    const theirs = JSON.stringify(canonical(instanceOf(root), papers));
    const mine = submitted.instance === undefined ? "none" : JSON.stringify(canonical(submitted.instance, papers));
    check(`${title}: the same instance`, mine === theirs, `ours ${mine} theirs ${theirs}`);
    return true;
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
    // Ours does not ask for what is left to the officer.
    const officers = bindsWith(file, "kiosk:supplier", "officer");
    let sent = 0;
    for (let seed = 1; seed <= walks; seed++) {
        const title = `${name}: walk ${seed}`;
        try {
            const { differences, steps, submitted, root: theirs } = await walk(file, media, seed);
            const enough = steps > 3 || !leaves(theirs).some(askable); // a form may ask for papers only
            check(`${title}: ${steps} answers leave both with the same values`, differences.length === 0 && enough, differences.slice(0, 8).join(" | "));
            sent += compareInstances(title, theirs, submitted, officers) ? 1 : 0;
        } catch (error) {
            check(title, false, String(error.stack ?? error));
        }
    }
    check(`${name}: ${sent} of ${walks} walks could be sent`, sent * 3 >= walks);
}

const own = existsSync("assets/forms") ? readdirSync("assets/forms").sort() : [];
const forms = [
    ["a small form", "tests/partner/small.xml"],
    ...own.map((code) => [code, join("assets/forms", code, "form.xml")]).filter(([, file]) => existsSync(file)),
];
// PART=I/N takes every Nth form from the Ith on; ONLY=NAME the forms with this in their name.
const [part, parts] = (process.env.PART ?? "0/1").split("/").map(Number);
const only = process.env.ONLY ?? "";
for (const [name, file] of forms.filter(([one], i) => i % parts === part && one.includes(only))) {
    await judge(name, file, dirname(file));
}
done();
