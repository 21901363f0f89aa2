// The program under evaluation: it finds a clause of the Constitution for a question and answers from it.
// No model is asked, so every run gives the same answers; what matters here is how it is measured.
import fs from "node:fs";
import { traced } from "braintrust";

const clauses = JSON.parse(fs.readFileSync("data/constitution.json", "utf8"));
const filler = new Set("a an and are as at be by can do does for from have how in is it its many no of on one or our some the these this to u.s us was we what when who".split(" "));
const synonyms = { laws: "law", makes: "legislative", federal: "legislative", highest: "supreme", elect: "chosen", branch: "power", parts: "consist", signs: "sign", bills: "bill", vetoes: "return", old: "age", years: "year", words: "we", written: "convention", right: "freedom", charge: "vested" };
const numbers = ["two", "four", "six", "seven", "eighteen"];

const wordsOf = (text) =>
  text.toLowerCase().split(/[^a-z.]+/).map((word) => word.replace(/\.$/, "")).filter((word) => word && !filler.has(word)).map((word) => synonyms[word] ?? word.replace(/s$/, ""));

const indexed = clauses.map((clause) => ({ ...clause, words: new Set(wordsOf(`${clause.source} ${clause.text}`)) }));
const rarity = (word) => Math.log(1 + indexed.length / (1 + indexed.filter((clause) => clause.words.has(word)).length));

function find(question) {
  const wanted = [...new Set(wordsOf(question))];
  const ranked = indexed
    .map(({ source, text, words }) => ({ source, text, rank: wanted.filter((word) => words.has(word)).reduce((sum, word) => sum + rarity(word), 0) / Math.sqrt(words.size) }))
    .sort((a, b) => b.rank - a.rank);
  return ranked.slice(0, 3);
}

/** The first version gives the whole clause: what is asked is mostly in it, with much else. */
const quote = (_, [best]) => best.text;

/** The second looks for the kind of thing that the question asks for. */
function extract(question, [best]) {
  if (/how many|how old/i.test(question)) {
    return best.text.toLowerCase().match(new RegExp(`\\b(${numbers.join("|")})(?= years)`))?.[1] ?? best.text;
  }
  if (/\bwho\b/i.test(question)) {
    const offices = best.text.match(/\b(?:the |a )?(?:Vice President|President|Congress|Senate)\b/g) ?? [];
    const office = offices.find((each) => !question.includes(each.replace(/^(the|a) /, ""))) ?? offices[0];
    return office ? office.replace(/^a /, "the ") : best.text;
  }
  if (/first three words/i.test(question)) {
    return best.text.split(" ").slice(0, 3).join(" ");
  }
  return best.text.match(/\b(?:an? |the |this |one )?(?:Constitution|supreme Court|Senate and House of Representatives)\b/i)?.[0].replace(/^(this|one|a) /i, "the ") ?? best.text;
}

const versions = { quote, extract };

/** Answers a question, with a span for each step. */
export async function answer(question, version) {
  const found = await traced(
    (span) => {
      const hits = find(question);
      span.log({ input: question, output: hits, metrics: { candidates: indexed.length } });
      return hits;
    },
    { name: "find clauses", type: "tool" },
  );
  return traced(
    (span) => {
      const text = versions[version](question, found);
      span.log({ input: { question, clause: found[0] }, output: text });
      return text;
    },
    { name: version, type: "function" },
  );
}
