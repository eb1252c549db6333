import type BetterSqlite3 from 'better-sqlite3';
import { readCode } from '../../../shared/domain/codes.ts';
import type { RoleGrant } from '../../../shared/domain/roles.ts';
import { factsOf, isStepKind } from '../../../shared/domain/steps/all-steps.ts';
import type { Touch } from './touches.ts';

// The rules for reading and changing, implemented a second time, independently of the program.

/** The caller and their desk, as before the call. */
export type Caller = {
  readonly operatorId: number;
  readonly deskId: number;
  readonly deskLibraryId: number;
  readonly grants: readonly RoleGrant[];
  /** The libraries with an administrator who may sign in. */
  readonly administered: readonly number[];
};

const administrator = 'fulfillment-services-operator';

/** Returns the libraries in which the caller has a role. */
export const librariesOf = ({ grants }: Caller): readonly number[] => [
  ...new Set(grants.map((grant) => Number(grant.libraryId))),
];

const hasRoleHere = ({ grants, deskId, deskLibraryId }: Caller): boolean =>
  grants.some(
    (grant) =>
      Number(grant.libraryId) === deskLibraryId && (grant.deskId === null || Number(grant.deskId) === deskId),
  );

/** Whether the caller administers any library. */
export const administersAny = ({ grants }: Caller): boolean =>
  grants.some(({ role }) => role === administrator);

const patronMark = /Q([PR])(\d+)Q/gu;

/** Returns the marks of patrons and requests in a text. */
export const namedIn = (text: string): ReadonlySet<string> => new Set(text.match(patronMark) ?? []);

/** Finds the patrons and requests that the caller may not know of. */
export const openScope = (raw: BetterSqlite3.Database) => {
  const home = `CASE WHEN pickup_desk_id IS NULL THEN made_at_library_id
                     ELSE (SELECT library_id FROM desk WHERE desk.id = pickup_desk_id) END`;
  const visible = `(home IS NULL OR home IN (SELECT value FROM json_each(@libraries))
      OR EXISTS (SELECT 1 FROM command_log WHERE command_log.request_id = r.id AND operator_id = @operatorId AND desk_id = @deskId))`;
  const request = raw
    .prepare(`SELECT ${visible} FROM (SELECT id, ${home} AS home FROM request WHERE id = @id) AS r`)
    .pluck();
  const patron = raw
    .prepare(
      `SELECT patron.library_id IS NULL OR patron.library_id IN (SELECT value FROM json_each(@libraries))
            OR EXISTS (SELECT 1 FROM (SELECT id, ${home} AS home FROM request WHERE patron_id = patron.id) AS r WHERE ${visible})
       FROM patron WHERE id = @id`,
    )
    .pluck();
  /** The current library of a request; null if it belongs to all. */
  const homeNow = raw.prepare(`SELECT ${home} FROM request WHERE id = ?`).pluck();
  const exactly = raw
    .prepare(
      `SELECT request.id, patron_id FROM request WHERE id = @requestId OR external_id = @code
          OR id IN (SELECT request_id FROM item WHERE barcode IN (@code, @barcode) OR id = @itemId)`,
    )
    .raw();
  return {
    /** Returns the marks that the caller may not read. */
    hidden: (marks: ReadonlySet<string>, caller: Caller): readonly string[] => {
      const who = {
        libraries: JSON.stringify(librariesOf(caller)),
        operatorId: caller.operatorId,
        deskId: caller.deskId,
      };
      return [...marks].filter((mark) => {
        const statement = mark[1] === 'P' ? patron : request;
        return statement.get({ ...who, id: Number(mark.slice(2, -1)) }) === 0;
      });
    },
    homeNow: (requestId: number): number | null =>
      (homeNow.get(requestId) as number | null | undefined) ?? null,
    /** The marks on the slips printed at the desk where the caller has a role. */
    onSlipsHere: (caller: Caller): ReadonlySet<string> =>
      hasRoleHere(caller)
        ? namedIn(
            (
              raw
                .prepare(
                  'SELECT slip FROM print_job JOIN command_log USING (op_id) WHERE command_log.desk_id = ?',
                )
                .pluck()
                .all(caller.deskId) as string[]
            ).join(' '),
          )
        : new Set(),
    /** The marks of what an input names exactly: a request by its identifier, its id or a barcode. */
    namedExactly: (input: unknown): ReadonlySet<string> => {
      const { requestId, itemId, code, identifier, barcode } = (input ?? {}) as Record<string, unknown>;
      const ids = exactly.all({
        requestId: typeof requestId === 'number' ? requestId : null,
        itemId: typeof itemId === 'number' ? itemId : null,
        code: asCode(code ?? identifier),
        barcode: asCode(barcode),
      }) as [number, number | null][];
      return new Set(ids.flatMap(([id, patronId]) => [`QR${id}Q`, `QP${String(patronId)}Q`]));
    },
  };
};

/** A text as a stored code, which has no spaces. */
const asCode = (text: unknown): string | null => {
  const read = readCode(typeof text === 'string' ? text : '');
  return read.ok ? read.code : null;
};

export type Scope = ReturnType<typeof openScope>;

/** A stored step. */
export type StoredStep = {
  readonly kind: string;
  readonly requestId: number | null;
  readonly undoes: {
    readonly kind: string;
    readonly deskId: number;
    readonly deskLibraryId: number;
    readonly operatorId: number;
  } | null;
};

const holds = (caller: Caller, kind: string, libraryId: number | null, deskId: number): boolean =>
  isStepKind(kind) &&
  caller.grants.some(
    (grant) =>
      factsOf(kind).who.roles.some((role) => role === grant.role) &&
      Number(grant.libraryId) === libraryId &&
      (grant.deskId === null || Number(grant.deskId) === deskId),
  );

const mayStep = (caller: Caller, kind: string, home: number | null): boolean =>
  isStepKind(kind) &&
  (holds(caller, kind, home, caller.deskId) ||
    ((home === null || factsOf(kind).who.inHand) &&
      holds(caller, kind, caller.deskLibraryId, caller.deskId)));

const mayUndo = (caller: Caller, { undoes }: StoredStep, home: number | null): boolean => {
  if (undoes === null) return false;
  if (holds(caller, undoes.kind, undoes.deskLibraryId, undoes.deskId)) return true;
  const there = { ...caller, deskId: undoes.deskId, deskLibraryId: undoes.deskLibraryId };
  return undoes.operatorId === caller.operatorId && mayStep(there, undoes.kind, home);
};

const administers = (caller: Caller, libraryId: number | null): boolean => {
  const own = caller.grants
    .filter(({ role }) => role === administrator)
    .map((grant) => Number(grant.libraryId));
  if (libraryId === null || !caller.administered.includes(libraryId)) return own.length > 0;
  return own.includes(libraryId);
};

const ofRecords: readonly string[] = ['library', 'desk', 'patron', 'opening_hours', 'closed_day', 'role'];

/** Returns what the caller changed without permission, as sentences. */
export const overreach = (
  caller: Caller,
  touches: readonly Touch[],
  steps: readonly StoredStep[],
  scope: Scope,
): readonly string[] => {
  const homes = new Map<number, number | null>();
  for (const { kind, requestId, libraryId } of touches)
    if (requestId !== null && (kind === 'request' || !homes.has(requestId)))
      if (kind !== 'request' || !homes.has(-requestId)) {
        homes.set(requestId, libraryId);
        // The first change of the request itself shows where it was before.
        if (kind === 'request') homes.set(-requestId, libraryId);
      }
  const libraries = librariesOf(caller);
  const wrongSteps = steps.flatMap((step) => {
    const { kind, requestId } = step;
    if (requestId === null || (!isStepKind(kind) && kind !== 'undo')) return [];
    const home = homes.get(requestId) ?? scope.homeNow(requestId);
    const may = kind === 'undo' ? mayUndo(caller, step, home) : mayStep(caller, kind, home);
    return may ? [] : [`took the step ${kind} on request ${requestId} of library ${String(home)}`];
  });
  const stepped = steps.map(({ requestId }) => requestId);
  const wrongRows = touches.flatMap(({ kind, libraryId, requestId }) => {
    if (ofRecords.includes(kind))
      return administers(caller, libraryId)
        ? []
        : [`changed a row of ${kind} of library ${String(libraryId)}`];
    if (requestId === null || stepped.includes(requestId)) return [];
    const home = homes.get(requestId) ?? null;
    return home === null || libraries.includes(home)
      ? []
      : [`changed a row of ${kind} of library ${home} without a step`];
  });
  return [...wrongSteps, ...wrongRows];
};
