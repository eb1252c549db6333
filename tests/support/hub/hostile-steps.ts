import type { Query } from '../../../electron/main/sync/hub.ts';
import type { Random } from '../fuzz/random.ts';

// Steps that an attacker could write into the hub's order with more than a workstation's login, bypassing all checks of the hub.

/** A step as stored in the hub: the columns of `hub.op`. */
export type LyingStep = Record<string, unknown> & { body: unknown };

/** Values that may replace any other value. */
const instead: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  5,
  1.5,
  1e300,
  2 ** 53,
  2 ** 40,
  '',
  'x',
  '{',
  '[]',
  'null',
  'UNKNOWN',
  '2026-13-45',
  '\u{10FFFF}\u202E',
  'x'.repeat(70_000),
  [],
  [[[]]],
  {},
  { a: { b: [] } },
];

type Branch = Record<string | number, unknown>;

const isBranch = (value: unknown): value is Branch => typeof value === 'object' && value !== null;

const isValue = (value: unknown): boolean => !isBranch(value) || Object.keys(value).length === 0;

const spotsIn = (value: unknown): readonly (readonly [Branch, string])[] =>
  isBranch(value) ? Object.keys(value).flatMap((key) => [[value, key] as const, ...spotsIn(value[key])]) : [];

const tables = ['request', 'item', 'loan', 'patron', 'operator', 'library_setting', 'task', 'no_table'];

/** Columns of `hub.op`, with replacement values. */
const columns: readonly (readonly [string, ...unknown[]])[] = [
  ['kind', null, 'x', ''],
  ['at', '', 'x'],
  ...['operator_id', 'desk_id', 'request_id'].map((name) => [name, null, 99, -1, 2 ** 60] as const),
];

/** Makes one random change somewhere in a step. */
const change = (step: LyingStep, random: Random): void => {
  const draw = random.below(10);
  if (draw === 0) step.body = random.pick([[], [step.body], 5, 'x', true, {}]);
  else if (draw === 1) {
    const [column = 'kind', ...values] = random.pick(columns) ?? [];
    step[column] = random.pick(values);
  } else {
    const [branch, key] = random.pick(spotsIn(step.body)) ?? [step as Branch, 'body'];
    if (draw === 2) delete branch[key];
    else if (draw === 3 && 't' in branch) branch['t'] = random.pick(tables);
    else if (draw === 4 && Array.isArray(branch)) branch.push(structuredClone(branch[key]));
    // Mostly one value for another: steps of the right shape get furthest.
    else if (draw > 4 && isValue(branch[key])) branch[key] = random.pick(instead.filter(isValue));
    else branch[key] = structuredClone(random.pick(instead));
  }
};

/** Replaces one value of a row, of the history or of the input. */
const changeValue = (step: LyingStep, random: Random): void => {
  const spots = spotsIn(step.body).filter(([branch, key]) => isValue(branch[key]) && key !== 'timeZone');
  const [branch, key] = random.pick(spots) ?? [step as Branch, 'at'];
  const now = branch[key];
  branch[key] = random.pick(
    instead.filter(
      (value) => isValue(value) && !isBranch(value) && typeof value !== 'boolean' && value !== now,
    ),
  );
};

/** Changes a step at random in a few places; in half of the cases it keeps the shape of a step. */
export const mutated = (step: LyingStep, random: Random): LyingStep => {
  const other = structuredClone(step);
  const how = random.oneOf(change, changeValue);
  for (let times = 1 + random.below(3); times > 0; times -= 1) how(other, random);
  // Without a body it would look like a step that the hub has emptied, and a workstation lacking it would have to join again.
  return { ...other, body: other.body ?? [] };
};

/** Returns the steps of the order after a position. */
export const stepsAfter = async (query: Query, seq: number): Promise<readonly LyingStep[]> =>
  (
    (await query('SELECT to_jsonb(op) AS step FROM hub.op WHERE seq > $1 ORDER BY seq', [seq])) as {
      readonly step: LyingStep;
    }[]
  ).map(({ step }) => step);

/** Overwrites a step of the order, bypassing the hub's checks. */
export const lie = async (query: Query, step: LyingStep): Promise<void> => {
  await query(
    `UPDATE hub.op SET (kind, operator_id, desk_id, at, request_id, outcome, body) = (
       SELECT kind, operator_id, desk_id, at, request_id, outcome, body FROM jsonb_to_record($2::jsonb) AS one (
         kind text, operator_id bigint, desk_id bigint, at text, request_id bigint, outcome text, body jsonb))
     WHERE seq = $1`,
    [Number(step['seq']), JSON.stringify(step)],
  );
};

type Told = {
  readonly opId: string;
  readonly writes: readonly string[];
  readonly changes: readonly unknown[];
};

/** Makes a step impossible to write: invalid events, an unknown operator, or a row under the wrong id. */
const unwritable: readonly ((op: Told) => object)[] = [
  (op) => ({ ...op, events: 5 }),
  (op) => ({ ...op, outcome: 'accepted', kind: 'x', operatorId: 999_999, deskId: 1 }),
  (op) => ({ ...op, changes: [...op.changes, { t: 'request', id: 1, b: {}, a: { id: 2 } }] }),
];

/** Keys that every step reads: a step taken on older records would answer with other names. */
const isOfAll = (key: string): boolean => key === 'records' || key.startsWith('patron');

/** Alters the answers of `hub.pull`: some steps on requests become impossible to write, consistently for each step. */
export const liar = (random: Random): ((rows: readonly unknown[]) => readonly unknown[]) => {
  const lies = new Map<string, ((op: Told) => object) | undefined>();
  const told = (op: Told): object => {
    if (!('changes' in op) || op.writes.some(isOfAll)) return op;
    if (!lies.has(op.opId)) lies.set(op.opId, random.chance(0.15) ? random.pick(unwritable) : undefined);
    return lies.get(op.opId)?.(op) ?? op;
  };
  return (rows) =>
    (rows as readonly { readonly answer: { readonly ops: readonly Told[] } }[]).map(({ answer }) => ({
      answer: { ...answer, ops: answer.ops.map(told) },
    }));
};
