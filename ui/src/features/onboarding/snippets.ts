export interface SnippetValues {
  apiUrl: string;
  apiKey: string;
  project: string;
}

export interface Snippet {
  id: string;
  label: string;
  text(values: SnippetValues): string;
}

const exports = ({ apiUrl, apiKey }: SnippetValues) => `export BRAINTRUST_APP_URL=${apiUrl}
export BRAINTRUST_API_URL=${apiUrl}
export BRAINTRUST_API_KEY=${apiKey}`;

/** What a newcomer pastes. Names are quoted as JSON, which JavaScript, Python and C# read alike. */
export const snippets: Snippet[] = [
  {
    id: 'js',
    label: 'JavaScript',
    text: (values) => `${exports(values)}
npm install braintrust autoevals
cat > hello.mjs <<'END'
import { Eval } from 'braintrust';
import { Levenshtein } from 'autoevals';

await Eval(${JSON.stringify(values.project)}, {
  data: () => [{ input: 'Ada', expected: 'Hello Ada' }],
  task: async (name) => \`Hi \${name}\`,
  scores: [Levenshtein],
});
END
node hello.mjs`,
  },
  {
    id: 'python',
    label: 'Python',
    text: (values) => `${exports(values)}
pip install braintrust autoevals
cat > hello.py <<'END'
from braintrust import Eval
from autoevals import Levenshtein

Eval(
    ${JSON.stringify(values.project)},
    data=lambda: [{"input": "Ada", "expected": "Hello Ada"}],
    task=lambda name: "Hi " + name,
    scores=[Levenshtein],
)
END
python hello.py`,
  },
  {
    id: 'curl',
    label: 'curl',
    text: (values) => `curl -sS ${values.apiUrl}/v1/project \\
  -H 'Authorization: Bearer ${values.apiKey}' \\
  -H 'Content-Type: application/json' \\
  -d '${JSON.stringify({ name: values.project }).replaceAll("'", "'\\''")}'

# with the id that it answers:
curl -sS ${values.apiUrl}/v1/project_logs/PROJECT_ID/insert \\
  -H 'Authorization: Bearer ${values.apiKey}' \\
  -H 'Content-Type: application/json' \\
  -d '{"events": [{"input": "Ada", "output": "Hi Ada"}]}'`,
  },
];
