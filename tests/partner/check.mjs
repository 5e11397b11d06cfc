// "ok NAME" and "not ok NAME" lines for tests/run.
let failures = 0;

export function check(name, condition, detail = "") {
    console.log(`${condition ? "ok" : "not ok"} ${name}`);
    if (!condition) {
        failures++;
        if (detail !== "") {
            console.log(`# ${detail}`);
        }
    }
}

export function done() {
    process.exitCode = failures === 0 ? 0 : 1;
}
