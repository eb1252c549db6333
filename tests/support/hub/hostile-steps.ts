import type { Query } from '../../../electron/main/sync/hub.ts';
import type { Random } from '../fuzz/random.ts';

// Steps as somebody may write them into the hub's order who has more than a workstation's login: past everything that the hub checks.

/** A step as it lies in the hub: columns of `hub.op`, and what else is known of it. */
export type LyingStep = Record<string, unknown> & { body: unknown };

/** What may stand anywhere instead of what belongs there. */
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

/** Columns of `hub.op`, with what may stand there. */
const columns: readonly (readonly [string, ...unknown[]])[] = [
  ['kind', null, 'x', ''],
  ['at', '', 'x'],
  ...['operator_id', 'desk_id', 'request_id'].map((name) => [name, null, 99, -1, 2 ** 60] as const),
];

/** One random change somewhere in a step. */
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
    // Most of all a value for a value: what has the right shape goes furthest.
    else if (draw > 4 && isValue(branch[key])) branch[key] = random.pick(instead.filter(isValue));
    else branch[key] = structuredClone(random.pick(instead));
  }
};

/** One value of a row, of history or of an input becomes another one. */
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

/** A step of a workstation, changed at random in a few places: every other one so that it has the shape of a step still. */
export const mutated = (step: LyingStep, random: Random): LyingStep => {
  const other = structuredClone(step);
  const how = random.oneOf(change, changeValue);
  for (let times = 1 + random.below(3); times > 0; times -= 1) how(other, random);
  // Without a body it is a step that the hub has emptied: a workstation that lacks it joins anew.
  return { ...other, body: other.body ?? [] };
};

/** The steps of the order after a place. */
export const stepsAfter = async (query: Query, seq: number): Promise<readonly LyingStep[]> =>
  (
    (await query('SELECT to_jsonb(op) AS step FROM hub.op WHERE seq > $1 ORDER BY seq', [seq])) as {
      readonly step: LyingStep;
    }[]
  ).map(({ step }) => step);

/** Puts a step in the place of one in the order: the hub is not asked what it thinks of it. */
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

/** Makes a step one that cannot be written: without a shape, an operator, or a row under its own name. */
const unwritable: readonly ((op: Told) => object)[] = [
  (op) => ({ ...op, events: 5 }),
  (op) => ({ ...op, outcome: 'accepted', kind: 'x', operatorId: 999_999, deskId: 1 }),
  (op) => ({ ...op, changes: [...op.changes, { t: 'request', id: 1, b: {}, a: { id: 2 } }] }),
];

/** What every step reads: a step that was taken on older records answers with other names. */
const isOfAll = (key: string): boolean => key === 'records' || key.startsWith('patron');

/** Changes the answers of `hub.pull`: some steps on requests become ones that cannot be written, the same each time. */
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
