import { connect } from '../../../electron/main/db/open.ts';
import type { Door } from '../doors.ts';
import type { Result } from '../../../shared/ipc/result.ts';
import type { TestDesk } from '../desk.ts';
import {
  administersAny,
  namedIn,
  openScope,
  overreach,
  type Caller,
  type Scope,
  type StoredStep,
} from './scope-rules.ts';
import { shown } from './shown.ts';
import { watchTouches, type Touch } from './touches.ts';

/** Calls with the item in hand: an exactly named request is shown, whichever library it belongs to. */
const withItemInHand: readonly Door[] = [
  'receiving.open',
  'receiving.look',
  'receive',
  'finish-receiving',
  'receiving.makeBarcode',
  'returning.look',
  'return',
  'scan-in',
  'scanning.look',
  'print-return-slip',
];
/** Calls that return what the same operator typed earlier: only their own views. */
const ownViews: readonly Door[] = ['requests.views', 'requests.saveView', 'requests.deleteView'];

/** Calls whose names come from a file that the caller has chosen; files of others are refused. */
const ofChosenFile: readonly Door[] = ['libraryFile.read', 'libraryFile.survey', 'libraryFile.dryRun'];

/** Watches a desk from call to call: what was stored, who changed what, whom an answer names. */
export const openWatch = (desk: TestDesk) => {
  const { raw, file, context } = desk;
  const beside = connect(file);
  const touches = watchTouches(raw);
  const scope: Scope = openScope(raw);
  // Prepared once, because it is read thousands of times.
  const dataVersion = beside.prepare('PRAGMA data_version').pluck();
  const administered = raw
    .prepare(
      `SELECT DISTINCT library_id FROM operator_role JOIN operator ON operator.id = operator_id
        WHERE active = 1 AND role = 'fulfillment-services-operator'`,
    )
    .pluck();
  const lastStep = raw.prepare('SELECT ifnull(max(seq), 0) FROM command_log').pluck();
  const newSteps = raw.prepare(
    `SELECT step.kind, step.request_id AS requestId, first.kind AS undoneKind, first.desk_id AS undoneDesk,
            desk.library_id AS undoneLibrary, first.operator_id AS undoneOperator
       FROM command_log AS step
       LEFT JOIN command_log AS first ON step.kind = 'undo' AND first.op_id = json_extract(step.input, '$.undoes')
       LEFT JOIN desk ON desk.id = first.desk_id WHERE step.seq > ?`,
  );
  const stored = raw.prepare('SELECT 1 FROM command_log WHERE op_id = ?').pluck();
  const allowedBeside = (door: Door, input: unknown, caller: Caller): ReadonlySet<string> => {
    if (withItemInHand.includes(door)) return scope.namedExactly(input);
    return door.startsWith('slips.') ? scope.onSlipsHere(caller) : new Set();
  };
  /** The operator who imported the last file. */
  let importer: number | null = null;
  let version: unknown;
  let step = 0;
  let touched: readonly Touch[] = [];
  return {
    begin: () => {
      touches();
      version = dataVersion.get();
      step = lastStep.get() as number;
    },
    isStored: (opId: string): boolean => stored.get(opId) !== undefined,
    caller: (): Caller => {
      const { session } = context;
      return {
        operatorId: session.operator().id,
        deskId: session.desk().id,
        deskLibraryId: session.desk().libraryId,
        grants: session.operator().grants,
        administered: administered.all() as number[],
      };
    },
    /** Whether anything was stored since `begin`, by any connection. */
    hasWritten: (): boolean => {
      const wrote = dataVersion.get() !== version;
      touched = wrote ? touches() : [];
      return wrote;
    },
    /** The patrons and requests of the ids in an input that the caller may not know of before the call. */
    hiddenBy: (input: unknown, caller: Caller): readonly string[] => {
      const ids = [...shown(input, Number.MAX_SAFE_INTEGER).matchAll(/"(patron|request)Id":(\d{1,9})\b/gu)];
      const marks = ids.map(([, whose, id]) => `Q${whose === 'patron' ? 'P' : 'R'}${id ?? ''}Q`);
      return marks.length === 0 ? [] : scope.hidden(new Set(marks), caller);
    },
    scopeFaults: (
      {
        door,
        input,
        unseen,
        isOwn,
      }: { door: Door; input: unknown; unseen: readonly string[]; isOwn: boolean },
      answer: Result<unknown>,
      caller: Caller,
    ): readonly string[] => {
      const steps = (newSteps.all(step) as StepRow[]).map(stepOf);
      // The work of a desk moves with it, also what it keeps for other libraries.
      const ruled =
        door === 'places.saveDesk' ? touched.filter(({ requestId }) => requestId === null) : touched;
      const told = namedIn(JSON.stringify(answer));
      const typed = namedIn(shown(input, Number.MAX_SAFE_INTEGER).toUpperCase());
      const allowed = allowedBeside(door, input, caller);
      const changedByCaller = answer.ok ? steps.map(({ requestId }) => `QR${String(requestId)}Q`) : [];
      // A report names the rows of a file that an administrator, or the caller, chose.
      if (door === 'libraryFile.import' && answer.ok) importer = caller.operatorId;
      const isOwnFile =
        ofChosenFile.includes(door) ||
        (door === 'libraryFile.status' && (administersAny(caller) || importer === caller.operatorId));
      const secrets =
        told.size === 0 || isOwnFile || isOwn || ownViews.includes(door) ? [] : scope.hidden(told, caller);
      const leaked = secrets.filter(
        (mark) => !typed.has(mark) && !allowed.has(mark) && !changedByCaller.includes(mark),
      );
      leaked.push(...unseen.filter((mark) => !isOwn && told.has(mark) && !allowed.has(mark)));
      return [
        ...(leaked.length === 0
          ? []
          : [
              `read ${leaked.slice(0, 3).join(' ')} of another library: ${answer.ok ? 'done' : answer.error.message}`,
            ]),
        ...overreach(caller, ruled, steps, scope),
      ];
    },
    close: () => void beside.close(),
  };
};

type StepRow = {
  readonly kind: string;
  readonly requestId: number | null;
  readonly undoneKind: string | null;
  readonly undoneDesk: number;
  readonly undoneLibrary: number;
  readonly undoneOperator: number;
};

const stepOf = (row: StepRow): StoredStep => ({
  kind: row.kind,
  requestId: row.requestId,
  undoes:
    row.undoneKind === null
      ? null
      : {
          kind: row.undoneKind,
          deskId: row.undoneDesk,
          deskLibraryId: row.undoneLibrary,
          operatorId: row.undoneOperator,
        },
});
