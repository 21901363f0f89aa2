// Rows shaped as the published SDKs write them, made from a seed so that screenshots repeat.
let seed = 7;
export const random = () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
};
const pick = (list) => list[Math.floor(random() * list.length)];
const hex = (length) => Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join('');
export const uuid = () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`;

let counter = 0;
export const stamp = (atMs) => {
  counter++;
  const seconds = Math.floor(atMs / 1000);
  return {
    _xact_id: String((0x0de1n << 48n) | (BigInt(seconds) << 16n) | BigInt(counter & 0xffff)),
    _pagination_key: `p${String((BigInt(seconds) << 32n) | BigInt(counter & 0xffffffff)).padStart(20, '0')}`,
  };
};

const questions = [
  ['What is the supreme law of the land?', 'the Constitution'],
  ['What do we call the first ten amendments to the Constitution?', 'the Bill of Rights'],
  ['How many amendments does the Constitution have?', 'twenty-seven (27)'],
  ['What is the economic system in the United States?', 'capitalist economy; market economy'],
  ['Who is in charge of the executive branch?', 'the President'],
  ['What stops one branch of government from becoming too powerful?', 'checks and balances; separation of powers'],
  ['How many U.S. Senators are there?', 'one hundred (100)'],
  ['We elect a U.S. Representative for how many years?', 'two (2)'],
  [
    'What did the Declaration of Independence do?',
    'announced our independence from Great Britain; declared that the United States is free',
  ],
  ['Name one war fought by the United States in the 1900s.', 'World War I; World War II; Korean War; Vietnam War; Gulf War'],
  ['What is one responsibility that is only for United States citizens?', 'serve on a jury; vote in a federal election'],
  ['What ocean is on the West Coast of the United States?', 'the Pacific Ocean'],
];

const base = {
  input: null,
  output: null,
  expected: null,
  error: null,
  scores: null,
  metadata: null,
  tags: null,
  metrics: null,
  context: null,
  origin: null,
  comments: null,
  facets: null,
  classifications: null,
};

export function span(object, fields) {
  const id = fields.id ?? hex(16);
  const spanId = fields.span_id ?? hex(16);
  return {
    ...base,
    ...object,
    id,
    span_id: spanId,
    root_span_id: fields.root_span_id ?? spanId,
    span_parents: fields.span_parents ?? [],
    is_root: (fields.span_parents ?? []).length === 0,
    created: new Date(fields.metrics.start * 1000).toISOString(),
    ...stamp(fields.metrics.start * 1000),
    audit_data: [{ _xact_id: stamp(fields.metrics.start * 1000)._xact_id, audit_data: { action: 'upsert' }, metadata: {}, source: 'api' }],
    ...fields,
  };
}

function llm(object, root, parent, start, duration, question, answer, model) {
  const prompt = 60 + Math.floor(random() * 300);
  const completion = 8 + Math.floor(random() * 120);
  return span(object, {
    root_span_id: root,
    span_parents: [parent],
    span_attributes: { name: 'Chat Completion', type: 'llm' },
    input: [
      { role: 'system', content: 'You answer questions of the civics test in a few words. If you are not sure, look it up first.' },
      { role: 'user', content: question },
      {
        role: 'assistant',
        content: null,
        tool_calls: [
          { id: 'call_1', type: 'function', function: { name: 'look_up', arguments: JSON.stringify({ query: question, limit: 3 }) } },
        ],
      },
      {
        role: 'tool',
        tool_call_id: 'call_1',
        content: JSON.stringify({ hits: [{ title: 'Principles of American Democracy', score: 0.91 }] }),
      },
    ],
    output: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: answer } }],
    metadata: { model, provider: 'openai', temperature: 0 },
    metrics: {
      start,
      end: start + duration,
      prompt_tokens: prompt,
      completion_tokens: completion,
      tokens: prompt + completion,
      time_to_first_token: duration * 0.3,
      estimated_cost: (prompt * 0.15 + completion * 0.6) / 1e6,
    },
  });
}

export function caseSpans(object, startAt, [question, expected], quality, model) {
  const rootId = hex(16);
  const rootSpan = hex(16);
  const good = random() < quality;
  const answer = good
    ? pick(expected.split('; '))
    : pick(['I am not sure.', 'It depends on the state.', `${expected.split(' ')[0]}, I believe`]);
  const failed = random() < 0.05;
  const llmTime = 0.3 + random() * 1.4;
  const taskSpan = hex(16);
  const toolSpan = hex(16);
  const scores = failed
    ? {}
    : {
        ExactMatch: expected.split('; ').includes(answer) ? 1 : 0,
        Levenshtein: good ? 0.75 + random() * 0.25 : random() * 0.4,
        length: Math.round(random() * 10) / 10,
      };
  const error = failed
    ? 'RateLimitError: 429 Too many requests, please slow down\n    at Model.call (file:///app/model.mjs:41:13)\n    at async task (file:///app/civics.eval.mjs:12:18)'
    : null;
  const rows = [
    span(object, {
      id: rootId,
      span_id: rootSpan,
      root_span_id: rootSpan,
      span_attributes: { name: 'eval', type: 'eval', exec_counter: 0 },
      input: question,
      expected,
      output: failed ? null : answer,
      error,
      scores: failed ? null : scores,
      metadata: { topic: pick(['government', 'history', 'geography']), model },
      tags: random() < 0.2 ? ['hard'] : null,
      metrics: { start: startAt, end: startAt + llmTime + 0.12 },
    }),
    span(object, {
      span_id: taskSpan,
      root_span_id: rootSpan,
      span_parents: [rootSpan],
      span_attributes: { name: 'task', type: 'task', exec_counter: 1 },
      input: question,
      output: failed ? null : answer,
      error,
      metrics: { start: startAt + 0.01, end: startAt + llmTime + 0.05 },
    }),
    span(object, {
      span_id: toolSpan,
      root_span_id: rootSpan,
      span_parents: [taskSpan],
      span_attributes: { name: 'look_up', type: 'tool', exec_counter: 2 },
      input: { query: question, limit: 3 },
      output: { hits: [{ title: 'Principles of American Democracy', score: 0.91, passages: ['…'] }] },
      metrics: { start: startAt + 0.02, end: startAt + 0.09 },
    }),
    span(object, {
      root_span_id: rootSpan,
      span_parents: [toolSpan],
      span_attributes: { name: 'vector search', type: 'retrieval', exec_counter: 3 },
      input: question,
      output: [
        { id: 12, score: 0.91 },
        { id: 40, score: 0.77 },
      ],
      metrics: { start: startAt + 0.03, end: startAt + 0.08 },
    }),
    { ...llm(object, rootSpan, taskSpan, startAt + 0.1, llmTime - 0.1, question, answer, model), error },
  ];
  if (!failed) {
    for (const [name, score] of Object.entries(scores)) {
      rows.push(
        span(object, {
          root_span_id: rootSpan,
          span_parents: [rootSpan],
          span_attributes: { name, type: 'score', purpose: 'scorer' },
          input: { input: question, expected, output: answer },
          output: { score },
          scores: { [name]: score },
          metrics: { start: startAt + llmTime + 0.06, end: startAt + llmTime + 0.07 + random() * 0.03 },
        }),
      );
    }
  }
  return rows;
}

export function makeWorld() {
  const now = Date.now() / 1000;
  const org = { id: uuid(), name: 'local', role: 'Owner' };
  const projects = ['civics', 'support bot', 'empty', 'a/b test? 50%'].map((name, index) => ({
    id: uuid(),
    org_id: org.id,
    name,
    description: index === 0 ? 'Questions of the citizenship test' : null,
    created: new Date((now - 86400 * (index + 1)) * 1000).toISOString(),
    deleted_at: null,
    user_id: null,
    settings: null,
  }));
  const project = projects[0];
  const rows = new Map();
  const experiments = [];
  for (let run = 0; run < 14; run++) {
    const experiment = {
      id: uuid(),
      project_id: project.id,
      name: run === 13 ? 'civics-v14 with look-up' : `civics-v${run + 1}`,
      description: run === 0 ? 'First try' : null,
      created: new Date((now - (14 - run) * 5400 + 3600) * 1000).toISOString(),
      repo_info: {
        commit: hex(40),
        branch: run % 4 === 3 ? 'try-tools' : 'main',
        dirty: run === 13,
        commit_message: 'Tune the prompt',
        author_name: 'Ada',
      },
      commit: null,
      base_exp_id: null,
      dataset_id: null,
      dataset_version: null,
      public: false,
      metadata: { model: run > 8 ? 'gpt-5-mini' : 'gpt-4o-mini', temperature: run > 10 ? 0 : 0.2 },
      tags: run === 13 ? ['candidate'] : null,
    };
    experiments.unshift(experiment);
    const start = now - (14 - run) * 5400 + 3600;
    const cases =
      run === 5
        ? []
        : Array.from({ length: run === 12 ? 400 : 48 }, (_, i) =>
            i < questions.length
              ? questions[i]
              : [`${questions[i % questions.length][0]} (variant ${Math.floor(i / questions.length)})`, questions[i % questions.length][1]],
          );
    rows.set(
      experiment.id,
      cases.flatMap((one, i) =>
        caseSpans(
          { project_id: project.id, experiment_id: experiment.id },
          start + i * 0.6,
          one,
          0.45 + run * 0.03,
          experiment.metadata.model,
        ),
      ),
    );
  }
  const logs = [];
  for (let i = 0; i < 420; i++) logs.push(...logTrace(project, org, now - 40 - i * 37 - random() * 20, i));
  rows.set(project.id, logs);
  for (const other of projects.slice(1)) rows.set(other.id, []);
  const datasets = ['civics', 'golden set'].map((name, index) => ({
    id: uuid(),
    project_id: project.id,
    name,
    description: index === 0 ? 'From the public list of questions' : null,
    created: new Date((now - 86400 * 3) * 1000).toISOString(),
    metadata: null,
    tags: null,
    url_slug: name,
  }));
  for (const [d, dataset] of datasets.entries()) {
    rows.set(
      dataset.id,
      Array.from({ length: d === 0 ? 260 : 3 }, (_, i) => {
        const [question, answer] = questions[i % questions.length];
        const id = `q-${String(i).padStart(3, '0')}`;
        const at = now - 86400 * 2 + Math.floor(i / 60) * 3600;
        return {
          ...base,
          id,
          span_id: id,
          root_span_id: id,
          is_root: true,
          dataset_id: dataset.id,
          project_id: project.id,
          created: new Date(at * 1000).toISOString(),
          ...stamp(at * 1000),
          input: i % 3 === 2 ? { question, language: 'en', choices: ['a', 'b', 'c'] } : question,
          expected: i % 3 === 2 ? { answer, source: { page: 12 + i } } : answer,
          metadata: { topic: pick(['government', 'history']), n: i },
          tags: i % 7 === 0 ? ['reviewed'] : null,
          audit_data: [],
        };
      }),
    );
  }
  return { org, projects, experiments, datasets, rows };
}

export function logTrace(project, org, startAt, index) {
  const object = { project_id: project.id, org_id: org.id, log_id: 'g' };
  const [question, expected] = pick(questions);
  const rows = caseSpans(object, startAt, [question, expected], 0.7, 'gpt-5-mini');
  const root = rows[0];
  root.span_attributes = { name: pick(['answer_question', 'answer_question', 'summarise', 'route']), type: 'task' };
  root.expected = null;
  if (index % 9 === 4) {
    root.input = { messages: [{ role: 'user', content: question }], user: { id: `u-${index}`, plan: 'free' } };
  }
  if (index === 3) {
    root.span_attributes.name = 'long_answer';
    root.output = `${'The Constitution sets up the government, defines it and protects basic rights of Americans. '.repeat(2600)}End.`;
    root.metadata = {
      documents: Array.from({ length: 5000 }, (_, i) => ({ id: i, title: `Document ${i}`, score: random(), text: 'lorem ipsum dolor' })),
    };
  }
  if (index === 5) {
    root.span_attributes.name = 'many_steps';
    const parent = rows[1].span_id;
    for (let i = 0; i < 2000; i++) {
      rows.push(
        span(object, {
          root_span_id: root.span_id,
          span_parents: [i % 10 === 0 ? parent : rows.at(-1).span_id],
          span_attributes: { name: `step ${i}`, type: pick(['function', 'tool', 'llm', 'task']) },
          input: i,
          output: i * 2,
          metrics: { start: startAt + 0.1 + i * 0.0005, end: startAt + 0.1 + i * 0.0005 + random() * 0.2 },
        }),
      );
    }
  }
  return rows;
}
