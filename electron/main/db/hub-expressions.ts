// Translates SQLite conditions to PostgreSQL. Only constructs that mean the same in both are translated; anything else throws, so that no
// condition of the schema is silently missing at the hub.

/** A column to which a condition may refer. */
export type ConditionColumn = {
  readonly name: string;
  readonly type: string;
  /** Whether it ignores letter case. */
  readonly isNoCase: boolean;
};

/** Thrown if a condition of the schema has no equivalent in PostgreSQL. */
export class UntranslatableError extends Error {}

type Token = { readonly kind: 'word' | 'name' | 'text' | 'number' | 'sign'; readonly text: string };

const pieces =
  /(?<space>\s+|--[^\n]*|\/\*[^]*?\*\/)|(?<text>'(?:[^']|'')*')|(?<name>"(?:[^"]|"")*")|(?<word>[A-Za-z_][A-Za-z0-9_]*)|(?<number>\d+(?![\w.]))|(?<sign><>|<=|>=|==|\|\||[(),<>=+-])|(?<other>[^])/gy;

const tokensOf = (sql: string): readonly Token[] =>
  [...sql.matchAll(pieces)].flatMap(({ groups = {} }): Token[] => {
    const kinds = ['text', 'name', 'word', 'number', 'sign', 'other'] as const;
    const kind = kinds.find((one) => groups[one] !== undefined);
    if (kind === undefined) return [];
    return [{ kind: kind === 'other' ? 'sign' : kind, text: groups[kind] ?? '' }];
  });

const signs: ReadonlySet<string> = new Set(['(', ')', ',', '<', '>', '=', '<>', '<=', '>=', '+', '-', '||']);
const keywords: ReadonlySet<string> = new Set([
  'AND',
  'OR',
  'NOT',
  'IN',
  'IS',
  'NULL',
  'BETWEEN',
  'CASE',
  'WHEN',
  'THEN',
  'ELSE',
  'END',
]);
const functions: Readonly<Record<string, string>> = {
  length: 'char_length',
  ifnull: 'coalesce',
  coalesce: 'coalesce',
  json_valid: 'hub_rows.is_json',
};

const wordOf = (
  { text }: Token,
  next: Token | undefined,
  columns: readonly ConditionColumn[],
  row: string,
): string => {
  if (keywords.has(text.toUpperCase())) return text.toUpperCase();
  const called = functions[text.toLowerCase()];
  if (called !== undefined && next?.text === '(') return called;
  return columnOf(text, columns, row);
};

const columnOf = (name: string, columns: readonly ConditionColumn[], row: string): string => {
  if (!columns.some((column) => column.name === name)) throw new UntranslatableError(name);
  return `${row}"${name}"`;
};

/**
 * Throws if a case-insensitive column is compared: SQLite would ignore case, the hub would not. Its length and a comparison with the empty
 * text are the same in both.
 */
const assertCase = (tokens: readonly Token[], columns: readonly ConditionColumn[]): void => {
  const names = new Set(columns.filter(({ isNoCase }) => isNoCase).map(({ name }) => name));
  const named = tokens.find(({ kind, text }, at) => {
    const isNamed = (kind === 'word' || kind === 'name') && names.has(text.replaceAll('"', ''));
    return isNamed && tokens[at - 2]?.text.toLowerCase() !== 'length' && tokens[at + 2]?.text !== "''";
  });
  if (named) throw new UntranslatableError(`${named.text} has no case`);
};

/**
 * Translates a condition or an index expression to PostgreSQL, for columns that compare byte by byte.
 * @param row prefix of each column: the name of the row with its dot, or nothing.
 * @throws UntranslatableError if it contains anything that is not known to mean the same there.
 */
export const translateCondition = (sql: string, columns: readonly ConditionColumn[], row = ''): string => {
  const tokens = tokensOf(sql);
  assertCase(tokens, columns);
  return tokens
    .map((token, at) => {
      if (token.kind === 'word') return wordOf(token, tokens[at + 1], columns, row);
      if (token.kind === 'name') return columnOf(token.text.slice(1, -1), columns, row);
      if (token.kind === 'sign' && !signs.has(token.text)) throw new UntranslatableError(token.text);
      return token.text;
    })
    .join(' ');
};

/** Returns the text inside the parentheses that open at a position. @throws UntranslatableError if they are not closed. */
const insideOf = (tokens: readonly Token[], open: number): string => {
  let depth = 0;
  for (let at = open; at < tokens.length; at += 1) {
    const { text } = tokens[at] as Token;
    if (text === '(') depth += 1;
    if (text === ')') depth -= 1;
    if (depth === 0)
      return tokens
        .slice(open + 1, at)
        .map((token) => token.text)
        .join(' ');
  }
  throw new UntranslatableError('a parenthesis that is not closed');
};

/** Returns the CHECKs of columns and of the table from a CREATE TABLE statement, as SQLite has them. */
export const checksOf = (createTable: string): readonly string[] => {
  const tokens = tokensOf(createTable);
  return tokens.flatMap(({ kind, text }, at) =>
    kind === 'word' && text.toUpperCase() === 'CHECK' ? [insideOf(tokens, at + 1)] : [],
  );
};

/** Returns the parts that an index covers and its WHERE condition, as SQLite has them. */
export const partsOfIndex = (
  createIndex: string,
): { readonly on: readonly string[]; readonly where: string | null } => {
  const tokens = tokensOf(createIndex);
  const on = [''];
  let depth = 0;
  for (const [at, { text }] of tokens.entries()) {
    if (text === '(' && depth++ === 0) continue;
    if (text === ')' && --depth === 0) {
      const [word, ...rest] = tokens.slice(at + 1);
      if (word && word.text.toUpperCase() !== 'WHERE') throw new UntranslatableError(word.text);
      return { on, where: word ? rest.map((token) => token.text).join(' ') : null };
    }
    if (text === ',' && depth === 1) on.push('');
    else if (depth > 0) on[on.length - 1] += ` ${text}`;
  }
  throw new UntranslatableError('an index on nothing');
};
