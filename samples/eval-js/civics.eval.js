import fs from "node:fs";
import { ExactMatch, Levenshtein } from "autoevals";
import { Eval } from "braintrust";
import { answer } from "./assistant.mjs";

const version = process.env.ASSISTANT ?? "quote";
const questions = JSON.parse(fs.readFileSync("data/questions.json", "utf8"));
const plain = (text) => text.toLowerCase().replaceAll(/[^a-z0-9 ]/g, "").replace(/^the /, "");

/** Whether an accepted answer is in what was said. */
function mentionsAnswer({ output, metadata }) {
  return metadata.answers.some((each) => plain(output).includes(plain(each))) ? 1 : 0;
}

Eval("civics", {
  experimentName: version,
  data: questions.map(({ number, question, answers, part }) => ({
    input: question,
    expected: answers[0],
    metadata: { number, answers },
    tags: [part],
  })),
  task: (question) => answer(question, version),
  scores: [mentionsAnswer, Levenshtein, ExactMatch],
  metadata: { version },
});
