import { callDataPlane, type DataPlane } from './dataPlane';

export type RowKind = 'project_logs' | 'experiment' | 'dataset';

/** The object whose rows are read. */
export interface RowSource {
  kind: RowKind;
  id: string;
}

export interface RowQuery {
  select?: string;
  from: RowSource;
  shape?: 'spans' | 'traces' | 'summary';
  filter?: string;
  sort?: string;
  limit?: number;
  cursor?: string | null;
  previewLength?: number;
}

export interface RowPage<T> {
  data: T[];
  cursor?: string | null;
}

/** A string literal of the query language. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

export function queryText(query: RowQuery): string {
  const clauses = [
    `select: ${query.select ?? '*'}`,
    `from: ${query.from.kind}(${literal(query.from.id)})${query.shape && query.shape !== 'spans' ? ` ${query.shape}` : ''}`,
  ];
  if (query.filter) clauses.push(`filter: ${query.filter}`);
  if (query.sort) clauses.push(`sort: ${query.sort}`);
  if (query.previewLength !== undefined) clauses.push(`preview_length: ${query.previewLength}`);
  if (query.limit !== undefined) clauses.push(`limit: ${query.limit}`);
  if (query.cursor) clauses.push(`cursor: ${literal(query.cursor)}`);
  return clauses.join(' | ');
}

interface RowOptions {
  version?: string;
  signal?: AbortSignal;
  /** Gives each row the comparison key of this field. */
  keyField?: string;
}

/** Runs a query; `version` reads a dataset as of a transaction. */
export function queryRows<T>(plane: DataPlane, query: RowQuery, options: RowOptions = {}): Promise<RowPage<T>> {
  return callDataPlane<RowPage<T>>(plane, {
    method: 'POST',
    path: '/btql',
    body: { query: queryText(query), fmt: 'json', query_source: 'biplane_ui', ...(options.version ? { version: options.version } : {}) },
    rowsAt: 'data',
    keyField: options.keyField,
    signal: options.signal,
  });
}

/** Follows cursors until the end or `limit` rows. */
export async function queryAllRows<T>(
  plane: DataPlane,
  query: RowQuery,
  options: RowOptions & { limit: number; onPage?: (rows: T[]) => void },
): Promise<{ rows: T[]; isComplete: boolean }> {
  const rows: T[] = [];
  let cursor: string | null | undefined;
  do {
    const page: RowPage<T> = await queryRows<T>(plane, { ...query, limit: Math.min(1000, options.limit - rows.length), cursor }, options);
    rows.push(...page.data);
    options.onPage?.(rows);
    cursor = page.data.length === 0 ? null : page.cursor;
  } while (cursor && rows.length < options.limit);
  return { rows, isComplete: !cursor };
}
