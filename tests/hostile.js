// Texts that a slow or careless program would stumble over, and what became of each.
() => [
    "<script>alert(1)</script>".repeat(10000),
    "<svg onload=alert(1)>\u202e\u200b\u0000\ufeff".repeat(10000),
    "\ud800\udfff\udc00 Read timed out. (read timeout=15)".repeat(1000),
    "Read timed out. (read timeout=".repeat(100000),
    "Failed to establish a new connection: [Errno ".repeat(100000),
    "Retrying (Retry(total=".repeat(100000) + "connect=",
    "((((((((((".repeat(100000) + "* * * *",
    "\\n".repeat(300000), "&#39;".repeat(300000), "\x1b[31m".repeat(300000), "\x1b]".repeat(300000),
    "> ".repeat(300000), "#12 1.2 ".repeat(100000), "[2026-11-22 ".repeat(100000), "a | ".repeat(300000),
    "\n".repeat(1000000), "\r\n \t".repeat(300000),
    "x".repeat(5000000), "Collecting x\n".repeat(800000), "0123456789abcdef".repeat(640000),
    "$ pip install x\n".repeat(600000) + "error: externally-managed-environment\nERROR: No matching distribution found for x",
    "abcdefghi\n".repeat(900000) + (errors.errors ?? errors).flatMap(({ signatures }) => signatures).join("\n").replaceAll("*", "1"),
    "https://" + "a".repeat(200000) + "@", "password=".repeat(100000), "/home/".repeat(200000),
].map((text) => {
    const started = performance.now();
    const { state, results } = diagnose(text, errors);
    mask(text.slice(0, 300000));
    return { start: text.slice(0, 30), state, results: results.length, seconds: (performance.now() - started) / 1000 };
})
