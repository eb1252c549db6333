import { v7 as uuidv7 } from 'uuid';
import type { OpId, PatronId, RequestId } from '../../../../../shared/domain/ids.ts';
import { overForPatron } from '../../../../../shared/domain/request-status.ts';
import type { Input } from '../../../../../shared/ipc/contract.ts';
import { ok, refuse, type Result } from '../../../../../shared/ipc/result.ts';
import { affectedLibraries } from '../../../../../shared/domain/administration.ts';
import { t } from '../../../../../shared/words/words.ts';
import { searchWords } from '../../../../../shared/domain/search-words.ts';
import { beginCapture, endCapture } from '../../../db/change-capture.ts';
import type { LibraryScope } from '../../../db/library-scope.ts';
import { StepTooLargeError } from '../../../db/step-size.ts';
import type { ReadableDB, WritableDB } from '../../../db/types.ts';
import type { Service } from '../../../ipc/handlers.ts';
import type { DeskContext } from '../../context.ts';
import { mergeSearchIndex } from '../../store/search-index.service.ts';
import {
  countOpenLoans,
  deleteViewById,
  eraseValue,
  everythingOf,
  type Forgotten,
  isAnotherPatronWith,
  listAllViews,
  listOver,
  listRequestsOfPatron,
} from '../../store/erase-patron.queries.ts';
import { deletePlace, findPlace } from '../../store/places.queries.ts';
import type { LoggedCommand } from '../../store/command-log.queries.ts';
import { notDoneOf } from '../backups/backup-failures.ts';
import { checkHomes, homesOf } from '../places/home.ts';
import { runRecordCommand } from '../run-record-command.ts';
import { aboutPatronPage, removeFilesNaming } from './patron-files.ts';
import { eraseEnded, eraseBatch, eraseBatchSize, noteErased } from './erase-ended.ts';
import { eraseRequests, erasureKind, forgetSent, removeSlipFiles, totalErased } from './erase-requests.ts';

export type PatronDataParts = {
  /** The folder of slips saved as PDF. */
  readonly slipFolder: string;
  /** Asks where to save a text, and writes it. @returns the file name, or null if the dialog was cancelled. */
  readonly saveFile: (name: string, text: string) => Promise<string | null>;
  /** Truncates the write-ahead log, which still contains erased values. */
  readonly emptyLog: () => Promise<void>;
  /** The folder of import reports. */
  readonly reportFolder: string;
  /** Clears the page's remembered input. */
  readonly forgetPage: () => void;
};

export type PatronDataService = Service<'patronData'>;

/** The maximum number of identifiers named in a refusal. */
const namedAtMost = 5;

/** The stored data of one patron: exports it to a file, or erases it. */
export const patronDataService = (context: DeskContext, parts: PatronDataParts): PatronDataService => {
  const { db, session } = context;
  return {
    save: async ({ id, as }) => {
      const may = mayTouch(context, id);
      if (!may.ok) return may;
      const all = everythingOf(db, id, session.libraries());
      const text = as === 'json' ? `${JSON.stringify(all, null, 2)}\n` : aboutPatronPage(all);
      try {
        const fileName = await parts.saveFile(`patron-${id}.${as}`, text);
        return ok(fileName === null ? null : { fileName });
      } catch (error) {
        return notDoneOf(error, 'writing');
      }
    },
    forget: async (input) => {
      const texts: string[] = [];
      const gone = await erasePatronInParts(context, input, texts);
      if (!gone.ok) return gone;
      const { slips, ...counts } = gone.value;
      removeSlipFiles(parts.slipFolder, slips);
      parts.forgetPage();
      await removeFilesNaming(parts.reportFolder, texts);
      await mergeSearchIndex(db, nextTurn);
      await parts.emptyLog();
      return ok({ ...counts, slips: slips.length });
    },
  };
};

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** The same as `erasePatron`. Requests that are too many for one step of a shared library are erased first, in several steps. */
const erasePatronInParts = async (
  context: DeskContext,
  input: Input<'patronData.forget'>,
  texts: string[],
): Promise<ReturnType<typeof erasePatron>> => {
  const before: Forgotten[] = [];
  for (;;) {
    try {
      const last = erasePatron(context, input, texts);
      return last.ok ? ok({ ...totalErased([...before, last.value]), views: last.value.views }) : last;
    } catch (error) {
      const ids = listRequestsOfPatron(context.db, input.id, null).map(({ id }) => id);
      if (!(error instanceof StepTooLargeError) || ids.length === 0) throw error;
      texts.length = 0;
      for (let from = 0; from < ids.length;) {
        const gone = eraseBatch(context, { opId: uuidv7() as OpId }, ids.slice(from, from + eraseBatchSize));
        if (!gone.ok) return gone;
        before.push(gone.value);
        from += gone.value.requests;
        await nextTurn();
      }
    }
  }
};

const mayTouch = ({ db, session }: DeskContext, id: PatronId): Result<null> => {
  const homes = homesOf(db, 'patron', id);
  return homes.ok ? checkHomes(session, 'patron', affectedLibraries(homes.value)) : homes;
};

/**
 * Erases a patron: the record, and what identifies them in everything that has ended.
 * @param texts receives the patron's name, card number and address.
 * @param mayErase authorisation: an administrator of the patron's library, unless this was decided before.
 * @returns counts of what was erased. Refused: `record-in-use`, `record-unknown`.
 */
export const erasePatron = (
  context: DeskContext,
  input: Input<'patronData.forget'>,
  texts: string[] = [],
  mayErase = mayTouch,
): Result<Forgotten & { readonly views: number }> =>
  runRecordCommand(context, 'forget-patron', input, (write, at) => {
    const may = mayErase(context, input.id);
    if (!may.ok) return may;
    const refusal = openRefusal(write, input.id, context.session.libraries());
    if (refusal) return refusal;
    // The erased values must not be in the change log; the deletion of the record must be.
    endCapture(write);
    const known = findPlace(write, 'patron', input.id);
    const ids = listRequestsOfPatron(write, input.id, null).map(({ id }) => id);
    const counts = eraseRequests(write, ids, { opId: input.opId, at });
    for (const text of [known?.name, known?.barcode, known?.email]) if (text) texts.push(text);
    for (const text of texts) eraseValue(write, text);
    if (known?.barcode) forgetSent(write, { card: known.barcode }, at);
    const views = eraseViewsOf(write, input.id, texts);
    noteErased(write, at);
    beginCapture(write, input.opId);
    deletePlace(write, 'patron', input.id);
    return ok({ ...counts, views });
  });

/** Refuses if the patron still has open requests or loans; null if there are none. A request with an item on loan to someone else is open. */
const openRefusal = (db: ReadableDB, id: PatronId, libraries: LibraryScope): Result<never> | null => {
  const open = listRequestsOfPatron(db, id, libraries).filter(
    ({ status, isLent }) => isLent === 1 || !(overForPatron as readonly string[]).includes(status),
  );
  const loans = countOpenLoans(db, id);
  if (open.length === 0 && loans === 0) return null;
  // Requests of other libraries are only counted.
  const named = open
    .filter(({ inScope }) => inScope === 1)
    .slice(0, namedAtMost)
    .map(({ externalId }) => externalId);
  return refuse(
    'record-in-use',
    t(
      'The patron was not forgotten. Still open: {requests, plural, =0 {} one {# request} other {# requests}}{named, select, none {} other { ({named})}}{loans, plural, =0 {} one {{requests, plural, =0 {} other {, }}# loan} other {{requests, plural, =0 {} other {, }}# loans}}. Close these first, then try again.',
      {
        requests: open.length,
        loans,
        named: named.length === 0 ? 'none' : named.join(', '),
      },
    ),
  );
};

/**
 * Repeats an erasure on the present state, because other workstations wrote to the same requests in the meantime: that is erased too.
 * @param requests the requests that it was about. Those that are open again keep their patron.
 */
export const repeatErasure = (
  context: DeskContext,
  { opId, kind, input }: Pick<LoggedCommand, 'opId' | 'kind' | 'input'>,
  requests: readonly RequestId[],
): Result<unknown> => {
  const { asked } = JSON.parse(input) as { readonly asked: object };
  return kind === erasureKind
    ? eraseEnded(context, { opId, ...asked }, listOver(context.db, requests, overForPatron))
    : erasePatron(context, { opId, id: (asked as { readonly id: PatronId }).id });
};

/** Shorter words would match too much. */
const shortestWord = 3;
/** A search for at least this much of the beginning of a name counts as naming the patron. */
const shortestBeginning = 5;

const folded = (text: string): string[] =>
  searchWords(text.normalize('NFD').replace(/\p{M}/gu, '')).map((word) => word.toLowerCase());

/**
 * Deletes the saved views, of any operator, that search for a patron or are named after them. A view whose words also match another patron
 * stays. Must be called while the patron still exists.
 * @param texts the patron's name, card number and address.
 * @returns how many were deleted.
 */
const eraseViewsOf = (db: WritableDB, id: PatronId, texts: readonly string[]): number => {
  const known = texts.flatMap(folded).filter((word) => word.length >= shortestWord);
  const isKnown = (word: string): boolean =>
    known.some((one) => one === word || (word.length >= shortestBeginning && one.startsWith(word)));
  const naming = listAllViews(db).filter(({ name, text }) => {
    const words = [...new Set(folded(`${name} ${text}`).filter(isKnown))];
    return words.length > 0 && !isAnotherPatronWith(db, id, words);
  });
  for (const view of naming) deleteViewById(db, view.id);
  return naming.length;
};
