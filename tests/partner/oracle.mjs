// @getodk/xforms-engine in node: loads a form, sets answers, tells values, rules and the instance.
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { JSDOM } from "jsdom";

// The engine asks the browser's globals for its parser and the clock for today.
const { window } = new JSDOM("");
globalThis.__dirname = ".";
for (const [name, value] of Object.entries(Object.getOwnPropertyDescriptors(window))) {
    if (/^[A-Z]/.test(name) && !(name in globalThis)) {
        Object.defineProperty(globalThis, name, value);
    }
}
globalThis.window ??= window;
globalThis.document ??= window.document;

// Every new Date() and Date.now() is this moment.
export function freezeClock(iso) {
    const RealDate = Date;
    const now = RealDate.parse(iso);
    globalThis.Date = class extends RealDate {
        constructor(...parts) {
            super(...(parts.length === 0 ? [now] : parts));
        }
        static now() {
            return now;
        }
    };
}

const { loadForm } = await import("@getodk/xforms-engine");

export async function openForm(file, media) {
    const answer = (bytes, type) => new Response(bytes, { headers: { "content-type": type } });
    const result = await loadForm(readFileSync(file, "utf8"), {
        fetchFormAttachment: async (url) => {
            const name = basename(String(url));
            try {
                return answer(readFileSync(join(media, name)), name.endsWith(".csv") ? "text/csv" : "text/xml");
            } catch {
                return new Response("", { status: 404 });
            }
        },
        missingResourceBehavior: "BLANK",
    });
    if (result.status === "failure") {
        throw new Error(String(result.error));
    }
    return result.createInstance().root;
}

// Every node below root that carries a value, in document order.
export function leaves(root) {
    const found = [];
    const walk = (node) => {
        const children = node.currentState.children;
        if (children === null) {
            found.push(node);
        } else {
            children.forEach(walk);
        }
    };
    walk(root);
    return found;
}

// Every repeat, the empty ones too, in document order.
export function ranges(root) {
    const found = [];
    const walk = (node) => {
        if (node.nodeType.startsWith("repeat-range")) {
            found.push(node);
        }
        (node.currentState.children ?? []).forEach(walk);
    };
    walk(root);
    return found;
}

export const refOf = (node) => node.currentState.reference;

// Canonical tree of an instance: local names, text, children. Attributes, meta and the text of the
// elements named in `hidden` are left out because engines write their own there.
export function canonical(xml, hidden = []) {
    const parsed = new window.DOMParser().parseFromString(xml, "text/xml");
    const tree = (element) => {
        const children = [...element.children].filter((child) => child.localName !== "meta");
        return children.length > 0
            ? [element.localName, ...children.map(tree)]
            : [element.localName, element.children.length > 0 || hidden.includes(element.localName) ? "" : element.textContent];
    };
    if (parsed.querySelector("parsererror")) {
        throw new Error("the instance is not XML");
    }
    return tree(parsed.documentElement);
}

export const instanceOf = (root) => root.instanceState.instanceXML;
