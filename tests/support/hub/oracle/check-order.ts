import type { OpId } from '../../../../shared/domain/ids.ts';
import type { Row, Rows } from '../rows.ts';
import type { PlacedOp } from '../placed.ts';
import { isSilent, isSo, checkRefused } from './check-ends.ts';
import { asked, type Witnessed } from './witness.ts';
import { dayAt, moments, needsOf } from './rules.ts';

// Walks through the hub's order step by step and reports violations, judged by what each clerk saw and did, and by its own rules.

type Taken = ReadonlyMap<OpId, { readonly witness: Witnessed | null; readonly undoes?: OpId | null }>;

/**
 * Checks the steps of the hub's order.
 * @param rows the initial rows; they are changed on the way.
 */
export const checkOrder = (rows: Rows, placed: readonly PlacedOp[], taken: Taken): readonly string[] => {
  /** Steps that are undone or refused. */
  const gone = new Set<OpId>();
  const silent = placed.filter(isSilent);
  /**
   * The silent steps whose result held at a position where they may have been checked: others may have undone it before they got theirs.
   */
  const wereSo = new Set<OpId>();
  const done: PlacedOp[] = [];
  /** Steps that were undone where they were taken, before others pulled them: they are no longer wanted. */
  const undoneAtOnce = new Set([...taken.values()].flatMap(({ undoes }) => (undoes ? [undoes] : [])));
  const lookForSilent = (at: number): void => {
    for (const { op_id, kind, seq } of silent) {
      const seen = taken.get(op_id)?.witness;
      if (
        seen &&
        seq > at &&
        seen.cursor <= at &&
        !wereSo.has(op_id) &&
        isSo(kind ?? '', seen, { rows, done, gone })
      )
        wereSo.add(op_id);
    }
  };
  lookForSilent(0);
  return placed.flatMap((op) => {
    const seen = taken.get(op.op_id)?.witness ?? null;
    const findings: string[] = [];
    if (op.outcome === 'refused') {
      findings.push(...checkRefused(op, seen, wereSo.has(op.op_id) || undoneAtOnce.has(op.op_id)));
      gone.add(op.op_id);
    } else if (seen !== null) findings.push(...checkStep(rows, op, seen));
    const undoes = op.kind === 'undo' && op.outcome === 'accepted' ? undoneBy(op) : undefined;
    if (undoes !== undefined) {
      if (gone.has(undoes)) findings.push(`it takes back ${undoes}, which did not hold any more`);
      gone.add(undoes);
    }
    apply(rows, op);
    if (op.outcome === 'accepted') done.push(op);
    lookForSilent(op.seq);
    findings.push(...checkBooks(rows, op));
    return findings.map((found) => `Step ${op.seq} (${op.kind}, ${op.op_id}): ${found}`);
  });
};

const undoneBy = ({ body }: PlacedOp): OpId | undefined =>
  (JSON.parse(body.input ?? '{}') as { readonly undoes?: OpId }).undoes;

/** Applies the changes of a step to rows. */
export const apply = (rows: Rows, { body }: Pick<PlacedOp, 'body'>): void => {
  for (const { t, id, b, a } of body.changes) {
    const table = rows.get(t);
    if (a === null) table?.delete(id);
    else table?.set(id, b === null ? a : { ...table.get(id), ...a });
  }
};

const checkStep = (rows: Rows, op: PlacedOp, seen: Witnessed): readonly string[] => [
  ...checkSame(op, seen),
  ...checkDays(op),
  ...checkUnseen(op, seen),
  ...checkNeeds(rows, op, seen),
];

/** Checks that it is the step that was taken: by the same person, at the same place and time, with the same input. */
const checkSame = (op: PlacedOp, seen: Witnessed): readonly string[] => {
  const said = asked(op.body.input ?? '{}');
  const now = {
    kind: op.kind,
    operatorId: op.operator_id,
    deskId: op.desk_id,
    at: op.at,
    // A request whose id another copy of this folder has assigned gets a new one.
    requestId: op.kind === 'create-request' ? seen.requestId : op.request_id,
    timeZone: op.body.timeZone,
    input: sameInput(said),
  };
  const then = { ...seen, input: sameInput(withoutErased(seen.input, said)) };
  return (Object.keys(now) as (keyof typeof now)[])
    .filter((name) => now[name] !== then[name])
    .map((name) => `${name} is ${now[name]}, and was ${then[name]}`);
};

/** An item received again after its receipt was undone has a new id, and names are deleted when a patron is forgotten. */
const mayDiffer: readonly string[] = ['itemId', 'itemIds', 'asked'];

/** Returns the input without texts that were since erased with their patron. */
const withoutErased = (
  input: Readonly<Record<string, unknown>>,
  said: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(input).map(([name, value]) => {
      if (said[name] === '') return [name, ''];
      return [name, isRecord(value) && isRecord(said[name]) ? withoutErased(value, said[name]) : value];
    }),
  );

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const sameInput = (input: Readonly<Record<string, unknown>>): string =>
  JSON.stringify(
    Object.entries(input)
      .filter(([key]) => !mayDiffer.includes(key))
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  );

const isSet = (row: Row | null, column: string): boolean => (row?.[column] ?? null) !== null;

/** Checks that loans begin and end on the day of the step, in the time zone of the library. */
const checkDays = ({ kind, at, body }: PlacedOp): readonly string[] => {
  if (kind === 'undo') return [];
  const day = dayAt(at, body.timeZone);
  return body.changes
    .filter(({ t }) => t === 'loan')
    .flatMap(({ b, a }) => [
      ...(b === null && a !== null && a['loaned_on'] !== day
        ? [`lent on ${String(a['loaned_on'])}, and that was ${day}`]
        : []),
      ...(b !== null && !isSet(b, 'ended_on') && isSet(a, 'ended_on') && a?.['ended_on'] !== day
        ? [`the loan ended on ${String(a?.['ended_on'])}, and that was ${day}`]
        : []),
    ]);
};

const checkNeeds = (rows: Rows, op: PlacedOp, seen: Witnessed): readonly string[] => {
  const needs = needsOf(op.kind ?? '');
  switch (needs) {
    case undefined:
      return ['nobody has said what a step of this kind needs (tests/support/hub/oracle/rules.ts)'];
    case 'loan':
      return checkLoans(rows, seen);
    case 'book':
      return checkBookInHand(rows, op, seen);
    case 'decision':
      return checkDecision(rows, op, seen);
    case 'field by field':
      return checkFields(op, seen);
    case 'anyhow':
      return [];
  }
};

const openLoansOf = (rows: Rows, itemId: number): readonly number[] =>
  [...(rows.get('loan') ?? [])]
    .filter(([, loan]) => loan['item_id'] === itemId && !isSet(loan, 'ended_on'))
    .map(([id]) => id)
    .sort((one, other) => one - other);

const seenLoansOf = ({ sight }: Witnessed, itemId: number): readonly number[] =>
  sight.loans
    .filter((loan) => loan.itemId === itemId)
    .map(({ id }) => id)
    .sort((one, other) => one - other);

/**
 * Checks that a step ends or renews only loans that its clerk saw. The loan affected by an undo was seen by whoever took the original step.
 */
const checkUnseen = (op: PlacedOp, { kind, sight }: Witnessed): readonly string[] =>
  kind === 'undo'
    ? []
    : op.body.changes.flatMap(({ t, id, b, a }) => {
        if (b === null) return [];
        if (
          t === 'loan' &&
          (isSet(a, 'ended_on') || isSet(a, 'due_on')) &&
          !sight.loans.some((one) => one.id === id)
        )
          return [`it ended or renewed loan ${id}, which nobody saw who took it`];
        return [];
      });

const checkLoans = (rows: Rows, seen: Witnessed): readonly string[] => {
  const itemId = seen.input['itemId'];
  if (typeof itemId !== 'number' || !rows.get('item')?.has(itemId)) return [];
  const [then, now] = [seenLoansOf(seen, itemId), openLoansOf(rows, itemId)];
  return then.join() === now.join()
    ? []
    : [`book ${itemId} was out by loan ${then.join() || 'none'}, and is by ${now.join() || 'none'}`];
};

/** Returns the existing items that a step touches. */
const booksOf = (rows: Rows, { body }: PlacedOp): readonly number[] => {
  const ids = body.changes.flatMap(({ t, id, b, a }) => {
    if (t === 'item') return [id];
    const of =
      t === 'loan' ? (a?.['item_id'] ?? b?.['item_id'] ?? rows.get('loan')?.get(id)?.['item_id']) : null;
    return typeof of === 'number' ? [of] : [];
  });
  return [...new Set(ids)].filter((id) => rows.get('item')?.has(id));
};

const checkBookInHand = (rows: Rows, op: PlacedOp, seen: Witnessed): readonly string[] =>
  booksOf(rows, op).flatMap((id) => {
    const book = rows.get('item')?.get(id);
    const then = seen.sight.books.find((one) => one.id === id);
    const was = `${then?.status} at ${then?.deskId} with ${seenLoansOf(seen, id).join()}`;
    const is = `${String(book?.['status'])} at ${String(book?.['desk_id'])} with ${openLoansOf(rows, id).join()}`;
    return was === is ? [] : [`book ${id} was ${was}, and is ${is}`];
  });

/** The columns on which decisions are based, by table. */
const decidedOn: Readonly<Record<string, readonly string[]>> = {
  request: ['cancel_wish', 'ended_as'],
  turn: ['state', 'cancellation', 'parcel', 'demand', 'due_on'],
  item: ['turn_id', 'barcode', 'status', 'use', 'renewal', 'demand', 'report', 'check_in', 'due_on'],
};

const cellsOf = (row: Row | undefined, table: string): string =>
  row ? JSON.stringify((decidedOn[table] ?? []).map((column) => row[column] ?? null)) : 'not there';

/**
 * Checks that the rows that a decision changes, and its request, were unchanged: others may have decided about other partners and items.
 */
const checkDecision = (rows: Rows, op: PlacedOp, seen: Witnessed): readonly string[] => {
  if (isCheckIn(op)) return checkCheckIn(op, seen);
  const { sight } = seen;
  const was = { request: sight.requests, turn: sight.turns, item: sight.books } as const;
  const moved = op.body.changes.filter(({ t, b }) => b !== null && (t === 'turn' || t === 'item'));
  const all = [...moved.map(({ t, id }) => ({ t, id })), { t: 'request', id: op.request_id ?? 0 }];
  return all.flatMap(({ t, id }) => {
    const row = rows.get(t)?.get(id);
    const then = was[t as keyof typeof was].find((one) => one.id === id)?.row;
    if (row === undefined || then === undefined) return [];
    const [before, now] = [cellsOf(then, t), cellsOf(row, t)];
    return before === now ? [] : [`${t} ${id} was ${before}, and is ${now}`];
  });
};

const isCheckIn = ({ kind, body }: PlacedOp): boolean =>
  kind === 'partner-answer' &&
  (JSON.parse(body.input ?? '{}') as { readonly answer?: { readonly kind: string } }).answer?.kind ===
    'checked-in';

/** Checks that a check-in covers only items that had gone back when it was recorded. */
const checkCheckIn = (op: PlacedOp, { sight }: Witnessed): readonly string[] =>
  op.body.changes.flatMap(({ t, id, a }) => {
    if (t !== 'item' || a?.['check_in'] !== 'checked-in') return [];
    const then = sight.books.find((book) => book.id === id)?.status;
    return then === 'returned-to-partner' || then === 'lost'
      ? []
      : [`it checked in book ${id}, which was ${then}`];
  });

/** Checks that overwritten values had been seen, or that both wrote the same. */
const checkFields = (op: PlacedOp, seen: Witnessed): readonly string[] =>
  op.body.changes.flatMap(({ t, id, b, a }) => {
    const then = seen.changes.find((change) => change.table === t && change.id === id);
    if (b === null || a === null || !then || then.before === null) return [];
    return Object.keys(a)
      .filter((name) => !moments.includes(name) && then.before !== null && name in then.before)
      .filter((name) => b[name] !== then.before?.[name] && b[name] !== a[name])
      .map(
        (name) =>
          `${name} of ${t} ${id} was ${JSON.stringify(b[name])} when it was written over, and was seen as ${JSON.stringify(then.before?.[name])}`,
      );
  });

/** Checks that an item is on loan to at most one person, and exactly if its status says so. */
const checkBooks = (rows: Rows, op: PlacedOp): readonly string[] =>
  booksOf(rows, op).flatMap((id) => {
    const open = openLoansOf(rows, id);
    if (open.length > 1) return [`book ${id} is out by ${open.length} loans at once`];
    const isOut = rows.get('item')?.get(id)?.['status'] === 'on-loan';
    return isOut === (open.length === 1)
      ? []
      : [`book ${id} is ${String(rows.get('item')?.get(id)?.['status'])}, with ${open.length} open loans`];
  });
