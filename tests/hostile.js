// Texts that a slow or careless program would stumble over, and what became of each.
(() => {
  const filled = (unit, length) => unit.repeat(length / unit.length);
  const signatures = errors.errors.flatMap((error) => error.signatures);
  const texts = [
    ["<script>alert(1)</script>", "<svg onload=alert(1)>\u202e\u200b\u0000\ufeff", "(((((* * "],
    ["\ud800\udfff\udc00 Read timed out. (read timeout=15)", "Read timed out. (read timeout="],
    ["Failed to establish a new connection: [Errno ", "Retrying (Retry(total=", "0123456789abcdef"],
    ["(from versions: 1a1, ", "connection broken by '", "$ python3 -m pip install ", "$pip"],
  ].flat().map((unit) => filled(unit, 3_000_000));
  texts.push(
    filled("$ pip install x\n", 10_000_000) + "error: externally-managed-environment\n" +
      "ERROR: No matching distribution found for x",
    filled("abcdefghi\n", 10_000_000) + signatures.join("\n").replaceAll("*", "1"),
  );
  // For each pattern of the normal form, more of what it takes than an engine can remember.
  const endless = [
    [
      " ",
      "\t",
      "#",
      "─",
      "aaaa | ",
      "> ",
      "=>",
      "//",
      "#12 ",
      "1.2 ",
      "12: ",
      "10:31:07 ",
      "::a::",
    ],
    ["2026-11-22 10:31:07", "[10:31:07]", "[ERROR] ", "stderr: F ", "\n", "\r\n \t", "\\n", "a.b"],
    ["Collecting x\n", "x.Error: ", "WARNING: ", "due to an\n", "\x1b[31m", "\x1b]", "[31m", "+->"],
    ["&#39;", "&#0", "\\", "\\u0041", "\\x1b[31m"],
  ].flat().map((unit) => ["", unit]);
  const opened = [
    ...[["2026-11-22 10:31:07", "."], ["&#", "0"], ["\x1b[", "0"], ["[", "0;"], ["[", "a"]],
    ...[["$ pip", "0"], ["\\x1b[", "0"], ["\x1b]", "a"], ["a", " "]],
  ];
  for (const [start, unit] of [...endless, ...opened]) {
    texts.push(start + filled(unit, 10_000_000));
  }
  const secrets = [["pypi-", "a"], ["eyJ", "-eyJ"], ["", "eyJa."], ["", "password="], ["", "a://"]]
    .map(([start, unit]) => start + filled(unit, 10_000_000));
  const timed = (text, work) => {
    const started = cpuSeconds();
    const said = work(text);
    return { start: text.slice(0, 30), said, seconds: cpuSeconds() - started };
  };
  return [
    ...texts.map((text) => timed(text, () => diagnose(text, errors).state)),
    ...secrets.map((text) => timed(text, () => mask(text).length > 0)),
  ];
});
