// What is held against every page of the portal. Both functions run inside the page.

// Runs inside the page. Sizes in CSS px, contrast as in WCAG 2.
export function measure() {
    const numbers = (colour) => colour.match(/[\d.]+/g).map(Number);
    const channel = (v) => (v / 255 <= 0.03928 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4);
    const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
    const ground = (element) => {
        for (let e = element; e; e = e.parentElement) {
            const colour = numbers(getComputedStyle(e).backgroundColor);
            if (colour.length === 3 || colour[3] === 1) {
                return colour;
            }
        }
        return [255, 255, 255];
    };
    const faults = [];
    let texts = 0;
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const element = node.parentElement;
        if (node.data.trim() === "" || element.closest("svg, option") || !element.checkVisibility()) {
            continue;
        }
        texts++;
        const style = getComputedStyle(element);
        const a = light(numbers(style.color));
        const b = light(ground(element));
        const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        const range = document.createRange();
        range.selectNodeContents(node);
        const box = range.getBoundingClientRect();
        if (ratio < 4.5) {
            faults.push(`contrast ${ratio.toFixed(2)}: ${node.data.trim()}`);
        }
        if (parseFloat(style.fontSize) < 16) {
            faults.push(`text of ${style.fontSize}: ${node.data.trim()}`);
        }
        if (box.left < 0 || box.right > innerWidth + 0.5 || box.width === 0) {
            faults.push(`text out of the page: ${node.data.trim()}`);
        }
    }
    for (const target of document.querySelectorAll("a, button, summary, select, textarea, input:not([type=hidden])")) {
        const box = target.getBoundingClientRect();
        if (target.checkVisibility() && (box.height < 48 || box.width < 48)) {
            faults.push(`target of ${box.width}x${box.height}: ${target.textContent.trim()} ${target.id}`);
        }
    }
    const overflow = document.documentElement.scrollWidth - innerWidth;
    if (overflow > 0) {
        faults.push(`${overflow} px wider than the window`);
    }
    return {
        faults,
        texts,
        lang: document.documentElement.lang,
        text: document.body.innerText,
        html: document.documentElement.outerHTML,
        ground: getComputedStyle(document.body).backgroundColor,
        height: document.documentElement.scrollHeight,
    };
}

// What a screen reader and a keyboard need: a name for everything one can act on, labels that are
// labels, descriptions that exist, one heading of the first rank and no rank left out.
export function names() {
    const faults = [];
    const text = (element) => (element?.textContent ?? "").replace(/\s+/g, " ").trim();
    const named = (element) => {
        const by = element.getAttribute("aria-labelledby");
        if (by) {
            return by.split(/\s+/).map((id) => text(document.getElementById(id))).join(" ").trim();
        }
        const picture = element.querySelector("img[alt]");
        const label = element.labels?.length ? text(element.labels[0]) : "";
        const own = ["INPUT", "SELECT", "TEXTAREA"].includes(element.tagName) ? "" : text(element);
        return (element.getAttribute("aria-label") ?? "") || label || own || (picture?.alt ?? "");
    };
    const where = (element) => `${element.tagName.toLowerCase()}#${element.id || "?"}`;
    for (const element of document.querySelectorAll("a, button, summary, select, textarea, input:not([type=hidden])")) {
        if (named(element).trim() === "") {
            faults.push(`${where(element)} has no name`);
        }
        if (element.tabIndex !== 0) {
            faults.push(`${where(element)} cannot be reached by the keyboard in its place`);
        }
    }
    for (const picture of document.querySelectorAll("img")) {
        if (!picture.hasAttribute("alt") || (picture.alt === "" && picture.closest("a"))) {
            faults.push(`${where(picture)} has no text`);
        }
    }
    for (const drawing of document.querySelectorAll("svg")) {
        if (drawing.getAttribute("aria-hidden") !== "true") {
            faults.push("a drawing is not hidden from readers");
        }
        const use = drawing.querySelector("use");
        if (use && !document.querySelector(use.getAttribute("href"))) {
            faults.push(`no drawing ${use.getAttribute("href")}`);
        }
    }
    const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
    ids.filter((id, i) => ids.indexOf(id) !== i).forEach((id) => faults.push(`two elements are called ${id}`));
    for (const name of ["aria-describedby", "aria-labelledby", "for"]) {
        for (const element of document.querySelectorAll(`[${name}]`)) {
            for (const id of element.getAttribute(name).split(/\s+/)) {
                if (!document.getElementById(id)) {
                    faults.push(`${where(element)}: ${name} names ${id}, which is not there`);
                }
            }
        }
    }
    const ranks = [...document.querySelectorAll("h1, h2, h3, h4")].map((h) => Number(h.tagName[1]));
    if (ranks.filter((rank) => rank === 1).length !== 1 || ranks[0] !== 1) {
        faults.push("not one first heading");
    }
    ranks.forEach((rank, i) => {
        if (i > 0 && rank > ranks[i - 1] + 1) {
            faults.push("a rank of headings is left out");
        }
    });
    for (const list of document.querySelectorAll("ul, ol")) {
        if ([...list.children].some((child) => child.tagName !== "LI")) {
            faults.push("a list holds something that is no item");
        }
    }
    if (!document.documentElement.lang || !document.title || document.querySelectorAll("main").length !== 1) {
        faults.push("language, title or main part are missing");
    }
    if (document.querySelector("script, [onclick], [onload], [onsubmit], [style]")) {
        faults.push("a script or a style stands in the page");
    }
    return faults;
}
