// Drawn answers: by type, from a seed.
// mulberry32: small, and the same everywhere.
export function random(seed) {
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
    "an@example.vn",
    "086190001234",
    "RƠ CHÂM H'LAN",
    "BA 331193",
];
const numbers = ["0", "1", "2", "7", "30", "-1", "1500"];

export function drawValue(node, draw) {
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
        case "time":
            return `${String(draw(24)).padStart(2, "0")}:${String(draw(60)).padStart(2, "0")}:00.000+07:00`;
        case "dateTime":
            return `${recent()}T${String(draw(24)).padStart(2, "0")}:30:00.000+07:00`;
        case "string":
        case "barcode":
            return texts[draw(texts.length)];
        default:
            return null;
    }
}

export function setTheirs(node, value) {
    if (node.nodeType === "select") {
        const values = value === "" ? [] : value.split(" ");
        node.selectType === "select" ? node.selectValues(values) : node.selectValue(values[0] ?? null);
    } else if (node.nodeType === "trigger") {
        node.setValue(value !== "");
    } else {
        node.setValue(value === "" && !["string", "barcode"].includes(node.valueType) ? null : value);
    }
}
