// A canary is a random word written into one data field. It may be found in the data plane and nowhere else.
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";

const file = () => path.join(process.env.BIPLANE_TEST_RUN, "canaries.txt");

/** A new canary for a field; the launcher looks for it after the run. */
export function canary(field) {
  const word = `canary${crypto.randomBytes(9).toString("hex")}`;
  fs.appendFileSync(file(), `${word} ${field}\n`);
  return word;
}

export function releasedCanaries() {
  if (!fs.existsSync(file())) return [];
  return fs.readFileSync(file(), "utf8").trim().split("\n").map((line) => ({ word: line.slice(0, line.indexOf(" ")), field: line.slice(line.indexOf(" ") + 1) }));
}

/** Where canaries show in the sources, in plain or in a disguise that a program may give a text. */
export function findLeaks(canaries, sources) {
  const leaks = [];
  for (const { word, field } of canaries) {
    const forms = disguises(word);
    for (const { name, bytes } of sources) {
      const hit = forms.find((form) => bytes.includes(form.bytes));
      if (hit) leaks.push(`${field} in ${name} (${hit.name})`);
    }
  }
  return leaks;
}

function disguises(word) {
  const utf8 = Buffer.from(word);
  const sha256 = crypto.createHash("sha256").update(utf8);
  const digest = sha256.digest();
  return [
    { name: "plain", bytes: utf8 },
    { name: "upper case", bytes: Buffer.from(word.toUpperCase()) },
    { name: "UTF-16", bytes: Buffer.from(word, "utf16le") },
    { name: "reversed", bytes: Buffer.from([...word].reverse().join("")) },
    { name: "hex", bytes: Buffer.from(utf8.toString("hex")) },
    { name: "hex", bytes: Buffer.from(utf8.toString("hex").toUpperCase()) },
    ...[0, 1, 2].map((shift) => ({ name: "base64", bytes: Buffer.from(middleOfBase64(utf8, shift)) })),
    { name: "SHA-256", bytes: digest },
    { name: "SHA-256", bytes: Buffer.from(digest.toString("hex")) },
    { name: "SHA-256", bytes: Buffer.from(digest.toString("base64url").slice(0, 42)) },
    { name: "SHA-256", bytes: Buffer.from(digest.toString("base64").slice(0, 42)) },
  ];
}

// Base64 of a longer text holds the word at one of three alignments; the characters at its ends depend on
// the neighbours and are left out. The word has no byte that the URL alphabet spells differently.
function middleOfBase64(bytes, shift) {
  const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString("base64").replace(/=+$/, "");
  return text.slice(Math.ceil((shift * 8) / 6), -2);
}
