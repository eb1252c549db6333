import { resolve } from 'node:path';
import { administers } from '../../../../shared/domain/administration.ts';
import { instantOf } from '../../../../shared/domain/dates.ts';
import type { OpId } from '../../../../shared/domain/ids.ts';
import type { Input } from '../../../../shared/ipc/contract.ts';
import type { ImportTotals, PastImport, TakenBack } from '../../../../shared/ipc/import-views.ts';
import { fail, ok, refuse, type Result } from '../../../../shared/ipc/result.ts';
import { t } from '../../../../shared/words/words.ts';
import { inTransaction } from '../../db/open.ts';
import type { ReadableDB } from '../../db/types.ts';
import type { DeskContext } from '../../desk/context.ts';
import { listLibraryIds } from '../../desk/records/session/session.queries.ts';
import type { DeskSession } from '../../desk/records/session/session.service.ts';
import { refuseOtherStep } from '../../desk/steps/frame/run-command.ts';
import {
  findCommand,
  insertCommand,
  type LoggedCommand,
  undoImportKind,
  updateCommand,
} from '../../desk/store/command-log.queries.ts';
import {
  findPastImport,
  listPastImports,
  type PastImportRow,
  removeRefusedStep,
} from '../../desk/store/past-imports.queries.ts';
import { requestsOfLibrary } from '../export/library-pieces.ts';
import { authorizeImporter } from '../importer.ts';
import type { LibraryFile } from '../library-file.service.ts';
import type { FileProcess } from '../process/child-process.ts';
import { startWork, type WorkEnd } from '../process/start-work.ts';
import { noTotals } from '../report/tally.ts';
import { daysKept } from './old-journals.ts';

type Options = {
  readonly context: DeskContext & { readonly session: DeskSession };
  readonly databaseFile: string;
  readonly startProcess: () => FileProcess;
  /** Only one long write runs at a time. */
  readonly libraryFile: Pick<LibraryFile, 'occupy' | 'isRunning' | 'importPath'>;
  /** Absolute path of the demo library. */
  readonly demoFile: string;
  /** Called when the list has changed. */
  readonly changed: () => void;
  /** Called when rows were undone, all of them or some: anything may have changed. */
  readonly ended: () => void;
  readonly logFault?: (error: Error) => void;
};

/** The most imports listed; more than most desks have in the days in which an import can be undone. */
const listed = 50;
const progressIntervalMs = 250;

/** Past imports, as the signed-in operator sees them, and the undo that is running. */
export class Imports {
  private readonly options: Options;
  private readonly db: ReadableDB;
  private readonly session: DeskSession;
  private running: { readonly undoes: OpId; done: number; total: number; progressAt: number } | null = null;

  constructor(options: Options) {
    this.options = options;
    this.db = options.context.db;
    this.session = options.context.session;
  }

  /** Returns the newest imports, and whether the signed-in operator can undo each of them. */
  readonly list = (): Result<PastImport[]> =>
    ok(listPastImports(this.db, listed).map((row) => this.viewOf(row)));

  /**
   * Undoes an import in a separate process; an interrupted undo is resumed.
   * Refused: `undo-later-step` if staff have worked on what it brought, `undo-already-done`, `undo-unknown`, `import-running`.
   */
  readonly takeBack = async ({ opId, undoes }: Input<'imports.takeBack'>): Promise<Result<TakenBack>> => {
    const { db, session, options } = this;
    const row = findPastImport(db, undoes);
    if (!row) return refuse('undo-unknown', t('This step no longer exists.'));
    const earlier = findCommand(db, opId);
    if (earlier) return this.repeated(earlier, undoes);
    const refused = this.refusalOf(row);
    if (refused) return refused;
    // An interrupted undo is resumed under its first id.
    const undoneBy = row.takenBackBy ?? opId;
    if (options.libraryFile.isRunning()) return refuseRunning();
    if (row.takenBackBy === null) this.begin(opId, undoes);
    const task = {
      databaseFile: resolve(options.databaseFile),
      number: row.number,
      undoneBy,
      deskId: session.desk().id,
    };
    const work = startWork<'take-back'>(
      options.startProcess(),
      { kind: 'take-back', task },
      {
        onProgress: ({ done, total }) => this.progressed(done, total),
        onFault: (error) => options.logFault?.(error),
      },
    );
    if (!options.libraryFile.occupy(work)) {
      work.cancel();
      await work.ended;
      if (row.takenBackBy === null) inTransaction(db, (writable) => removeRefusedStep(writable, opId));
      return refuseRunning();
    }
    this.running = { undoes, done: 0, total: 0, progressAt: performance.now() };
    options.changed();
    const ended = await work.ended;
    this.running = null;
    const answer = this.answerOf(undoneBy, undoes, ended);
    options.ended();
    return answer;
  };

  /** Imports the demo library. Refused (`requests-there`) if there is any request: sample requests must not mix with real ones. */
  readonly demo = async (): Promise<Result<null>> => {
    const importer = authorizeImporter(this.session);
    if (!importer.ok) return importer;
    if (requestsOfLibrary(this.db) > 0)
      return refuse(
        'requests-there',
        t(
          'This library already has requests, and sample requests would mix with them. Try them in an empty library.',
        ),
      );
    const { libraryFile, demoFile } = this.options;
    const { outcome, failure } = await libraryFile.importPath(demoFile, importer);
    return outcome === 'done' ? ok(null) : fail('file-unreadable', failure ?? t('The import was cancelled.'));
  };

  private refusalOf(row: PastImportRow): Result<never> | null {
    const { db, session } = this;
    const allowed = authorizeImporter(session);
    if (!allowed.ok) return allowed;
    if (row.undoneBy !== null) return refuse('undo-already-done', t('This import is already undone.'));
    if (outcomeOf(row) === 'running')
      return refuse('import-running', t('This import is still running. Cancel it, then undo it.'));
    if (row.isKept === 0)
      return refuse(
        'undo-unknown',
        t(
          'This import cannot be undone here. The earlier values are kept for {daysKept} days, only at the workstation that imported the file.',
          { daysKept },
        ),
      );
    const { operator } = allowed.value;
    const isForAll = listLibraryIds(db).every((id) => administers(operator, id));
    return row.operatorId === operator.id || isForAll
      ? null
      : refuse(
          'role-missing',
          t(
            'Only {operatorName} or an administrator of all libraries can undo what {operatorName} imported.',
            { operatorName: row.operatorName },
          ),
        );
  }

  private viewOf(row: PastImportRow): PastImport {
    const { running } = this;
    const { fileName = '' } = JSON.parse(row.input) as { readonly fileName?: string };
    const { totals } = JSON.parse(row.answer) as { readonly totals?: Partial<ImportTotals> };
    const isTakenBackNow = running?.undoes === row.opId;
    return {
      opId: row.opId,
      fileName,
      at: row.at,
      operatorName: row.operatorName,
      deskName: row.deskName,
      outcome: outcomeOf(row),
      totals: totals ? { ...noTotals, ...totals } : null,
      state: row.undoneBy !== null ? 'taken-back' : row.takenBackBy !== null ? 'half' : 'stands',
      takingBack: isTakenBackNow && running ? { done: running.done, total: running.total } : null,
      refusal: sentenceOf(this.refusalOf(row)),
    };
  }

  private progressed(done: number, total: number): void {
    const { running, options } = this;
    if (!running) return;
    Object.assign(running, { done, total });
    const at = performance.now();
    if (at - running.progressAt < progressIntervalMs) return;
    running.progressAt = at;
    options.changed();
  }

  /** The command is in the log while it runs; a refused one is deleted from it. */
  private begin(opId: OpId, undoes: OpId): void {
    const { session, options } = this;
    inTransaction(this.db, (writable) =>
      insertCommand(writable, {
        opId,
        kind: undoImportKind,
        operatorId: session.operator().id,
        deskId: session.desk().id,
        at: instantOf(options.context.now()),
        requestId: null,
        input: JSON.stringify({ undoes }),
        answer: JSON.stringify({ outcome: 'running' }),
      }),
    );
  }

  private answerOf(undoneBy: OpId, undoes: OpId, { end, killed }: WorkEnd<'take-back'>): Result<TakenBack> {
    const { db } = this;
    if (end === null)
      return fail(
        'unexpected',
        killed
          ? interrupted
          : t(
              'Undoing the import stopped unexpectedly. What was already undone stays undone. Continue in Settings › Library file.',
            ),
      );
    switch (end.kind) {
      case 'worked-on': {
        inTransaction(db, (writable) => removeRefusedStep(writable, undoneBy));
        const { count, externalIds } = end;
        const more = count - externalIds.length;
        return refuse(
          'undo-later-step',
          t(
            '{count, plural, one {# request from this import has} other {# requests from this import have}} been worked on since: {ids}{more, plural, =0 {} other { and # more}}. Nothing was undone. Undo those steps first, or undo the later import that changed them.',
            { count, ids: externalIds.join(', '), more },
          ),
        );
      }
      case 'failed':
        return fail(
          'unexpected',
          t('{failure} What was already undone stays undone. Continue in Settings › Library file.', {
            failure: end.failure,
          }),
          undefined,
          true,
        );
      case 'cancelled':
        return refuse('import-cancelled', interrupted);
      case 'done': {
        const { kind: _, ...counts } = end;
        const answer: TakenBack = { opId: undoneBy, undoes, ...counts };
        inTransaction(db, (writable) =>
          updateCommand(writable, {
            opId: undoneBy,
            input: JSON.stringify({ undoes }),
            answer: JSON.stringify({ outcome: 'done', ...answer }),
          }),
        );
        return ok(answer);
      }
    }
  }

  /** A repeated command gets the first answer, like every command. */
  private repeated(earlier: LoggedCommand, undoes: OpId): Result<TakenBack> {
    const isSame =
      earlier.kind === undoImportKind &&
      earlier.operatorId === this.session.operator().id &&
      (JSON.parse(earlier.input) as { readonly undoes: OpId }).undoes === undoes;
    const { outcome, ...answer } = JSON.parse(earlier.answer) as TakenBack & { readonly outcome: string };
    if (isSame && outcome === 'done') return ok(answer);
    return isSame ? refuse('import-cancelled', interrupted) : refuseOtherStep();
  }
}

const refuseRunning = (): Result<never> =>
  refuse(
    'import-running',
    t('Another import is running or being undone. Wait until it finishes, or cancel it first.'),
    undefined,
    true,
  );

/** The sentence of a refusal for staff; null if there is none. */
const sentenceOf = (refused: Result<never> | null): string | null =>
  refused === null || refused.ok ? null : refused.error.message;

const interrupted = t(
  'Undoing the import was interrupted. What was already undone stays undone. Continue in Settings › Library file.',
);

const outcomeOf = ({ answer }: PastImportRow): PastImport['outcome'] =>
  (JSON.parse(answer) as { readonly outcome: PastImport['outcome'] }).outcome;
