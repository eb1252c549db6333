import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'vite';
import { projectFolder } from '../lib/paths.ts';

/** One English sentence of the program: what it means where the same words mean two things, and where it is said (`file:line`). */
export type Sentence = {
  readonly english: string;
  readonly context: string | null;
  readonly places: readonly string[];
};

/** Where one sentence is said. */
type Said = { readonly english: string; readonly context: string | null; readonly place: string };

/** The key of a sentence in a catalogue. */
export const keyOf = ({ english, context }: Pick<Sentence, 'english' | 'context'>): string =>
  context === null ? english : `${context}|${english}`;

/** All sentences that the sources pass to `t`, `tx`, `partsOf` or `t.in`, and the labels in the help, in the order of their places. */
export const readSentences = (): readonly Sentence[] => {
  const found = new Map<string, Said[]>();
  for (const said of [...saidInSources(), ...saidInHelp()]) {
    const key = keyOf(said);
    const places = found.get(key);
    if (places) places.push(said);
    else found.set(key, [said]);
  }
  return [...found.values()].map((all) => ({
    english: all[0]?.english ?? '',
    context: all[0]?.context ?? null,
    places: all.map(({ place }) => place),
  }));
};

const textOf = (path: string): string => readFileSync(join(projectFolder, path), 'utf8');
const filesOf = (pattern: string): readonly string[] =>
  globSync(pattern, { cwd: projectFolder })
    .map((path) => path.replaceAll('\\', '/'))
    .sort();
const lineAt = (text: string, at: number): number => text.slice(0, at).split('\n').length;

function* saidInSources(): Generator<Said> {
  for (const path of filesOf('{electron/main,electron/preload,renderer/src,shared}/**/*.{ts,tsx}')) {
    const text = textOf(path);
    if (!text.includes('words/words.ts') && !/\bt[x.(]/u.test(text)) continue;
    for (const node of nodesOf(parseSync(path, text).program)) {
      const said = saidBy(node);
      if (said) yield { ...said, place: `${path}:${String(lineAt(text, said.at))}` };
    }
  }
}

/** A label in a help text: `{{Save}}`, `{{paper|Letter}}`. A key of the keyboard is `{{key:…}}`. */
function* saidInHelp(): Generator<Said> {
  for (const path of filesOf('resources/help/en/*.md')) {
    const text = textOf(path);
    for (const { 1: label = '', index } of text.matchAll(/\{\{(?!key:)([^}]*)\}\}/gu)) {
      const [context, english] = label.includes('|') ? label.split('|', 2) : [null, label];
      yield {
        english: english ?? label,
        context: context ?? null,
        place: `${path}:${String(lineAt(text, index))}`,
      };
    }
  }
}

type Node = { readonly type: string } & Readonly<Record<string, unknown>>;

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

function* nodesOf(node: Node | object): Generator<Node> {
  if (isNode(node)) yield node;
  for (const value of Object.values(node))
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) yield* nodesOf(child);
}

const speakers: readonly unknown[] = ['t', 'tx', 'partsOf'];

/** What a node says, if it is a call that says a sentence. */
const saidBy = (node: Node): (Omit<Said, 'place'> & { readonly at: number }) | null => {
  if (node.type !== 'CallExpression' || !isNode(node['callee'])) return null;
  const callee = node['callee'];
  const [first, second] = node['arguments'] as readonly Node[];
  const at = node['start'] as number;
  if (callee.type === 'Identifier' && speakers.includes(callee['name']))
    return first?.type === 'Literal' ? { english: String(first['value']), context: null, at } : null;
  return isContextCall(callee) && first?.type === 'Literal' && second?.type === 'Literal'
    ? { english: String(second['value']), context: String(first['value']), at }
    : null;
};

/** `t.in` */
const isContextCall = (callee: Node): boolean =>
  callee.type === 'MemberExpression' &&
  isNode(callee['object']) &&
  callee['object']['name'] === 't' &&
  isNode(callee['property']) &&
  callee['property']['name'] === 'in';
