import { v7 as uuidv7 } from 'uuid';
import type { OpId, PatronId } from '../../../../../shared/domain/ids.ts';
import { overForPatron } from '../../../../../shared/domain/request-status.ts';
import type { Input } from '../../../../../shared/ipc/contract.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import { fail, ok, refuse } from '../../../../../shared/ipc/result.ts';
import { beginCapture, endCapture } from '../../../db/change-capture.ts';
import { codeOf } from '../../../db/errors.ts';
import type { LibraryScope } from '../../../db/library-scope.ts';
import { StepTooLarge } from '../../../db/step-size.ts';
import type { ReadableDB } from '../../../db/types.ts';
import type { Service } from '../../../ipc/handlers.ts';
import { checkHomes, homesOf } from '../../records/places/home.ts';
import { affectedLibraries } from '../../../../../shared/domain/administration.ts';
import type { DeskContext } from '../../kernel/context.ts';
import { runRecordCommand } from '../../kernel/run-record-command.ts';
import { mergeSearchIndex } from '../../requests/search-index.service.ts';
import type { Forgotten } from '../../store/forget-patron.queries.ts';
import {
  countOpenLoans,
  everythingOf,
  forgetValue,
  listRequestsOfPatron,
} from '../../store/forget-patron.queries.ts';
import { deletePlace, findPlace } from '../../store/places.queries.ts';
import { aboutPatronPage } from './about-patron-page.ts';
import { forgetWhatFits, inOneTurn } from './forget-ended.ts';
import { removeFilesNaming } from './forget-files.ts';
import { forgetRequests, removeSlipFiles, sumOfForgotten } from './forget-requests.ts';
import { forgetViewsOf } from './forget-views.ts';
import { noteForgotten } from './forgotten-last.ts';
import { t } from '../../../../../shared/words/words.ts';

export type PatronDataParts = {
  /** Where slips lie as PDF. */
  readonly slipFolder: string;
  /** Asks where a text is to be saved, and writes it. @returns its name, or null when the person closed the dialog. */
  readonly saveFile: (name: string, text: string) => Promise<string | null>;
  /** Puts the write-ahead log away, in which what went still stands. */
  readonly emptyLog: () => Promise<void>;
  /** Where reports of imports lie. */
  readonly reportFolder: string;
  /** Forgets what the page keeps of what was typed. */
  readonly forgetPage: () => void;
};

export type PatronDataService = Service<'patronData'>;

/** So many identifiers are named in a refusal. */
const namedAtMost = 5;

/** What is kept of one patron: all of it as a file, or none of it any more. */
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
        return fail('file-unwritable', t('backups.nothingMayBeWrittenThereChoose'), {
          cause: codeOf(error),
        });
      }
    },
    forget: async (input) => {
      const texts: string[] = [];
      const gone = await forgetPatronInParts(context, input, texts);
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

/** The same as `forgetPatron`. What is too large for one step of a shared library goes before it, in steps of some requests each. */
const forgetPatronInParts = async (
  context: DeskContext,
  input: Input<'patronData.forget'>,
  texts: string[],
): Promise<ReturnType<typeof forgetPatron>> => {
  const before: Forgotten[] = [];
  for (;;) {
    try {
      const last = forgetPatron(context, input, texts);
      return last.ok ? ok({ ...sumOfForgotten([...before, last.value]), views: last.value.views }) : last;
    } catch (error) {
      const ids = listRequestsOfPatron(context.db, input.id, null).map(({ id }) => id);
      if (!(error instanceof StepTooLarge) || ids.length === 0) throw error;
      texts.length = 0;
      for (let from = 0; from < ids.length;) {
        const gone = forgetWhatFits(context, { opId: uuidv7() as OpId }, ids.slice(from, from + inOneTurn));
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
 * Forgets a patron: the record, and what names them in all that is over.
 * @param texts gets what the patron is known by: name, card, address.
 * @param mayForget who may: an administrator of the patron's library, unless somebody who might has decided it before.
 * @returns how much went. Refused: `record-in-use`, `record-unknown`.
 */
export const forgetPatron = (
  context: DeskContext,
  input: Input<'patronData.forget'>,
  texts: string[] = [],
  mayForget = mayTouch,
): Result<Forgotten & { readonly views: number }> =>
  runRecordCommand(context, 'forget-patron', input, (write, at) => {
    const may = mayForget(context, input.id);
    if (!may.ok) return may;
    const refusal = openRefusal(write, input.id, context.session.libraries());
    if (refusal) return refusal;
    // What goes must not stand in the log of changes; that the record went must.
    endCapture(write);
    const known = findPlace(write, 'patron', input.id);
    const ids = listRequestsOfPatron(write, input.id, null).map(({ id }) => id);
    const counts = forgetRequests(write, ids, { opId: input.opId, at });
    for (const text of [known?.name, known?.barcode, known?.email]) if (text) texts.push(text);
    for (const text of texts) forgetValue(write, text);
    const views = forgetViewsOf(write, input.id, texts);
    noteForgotten(write, at);
    beginCapture(write, input.opId);
    deletePlace(write, 'patron', input.id);
    return ok({ ...counts, views });
  });

/** What of a patron is still open, so that they cannot be forgotten; null where nothing is. */
const openRefusal = (db: ReadableDB, id: PatronId, libraries: LibraryScope): Result<never> | null => {
  const open = listRequestsOfPatron(db, id, libraries).filter(
    ({ status }) => !(overForPatron as readonly string[]).includes(status),
  );
  const loans = countOpenLoans(db, id);
  if (open.length === 0 && loans === 0) return null;
  // Of another library only that there is one.
  const named = open
    .filter(({ inScope }) => inScope === 1)
    .slice(0, namedAtMost)
    .map(({ externalId }) => externalId);
  return refuse(
    'record-in-use',
    t('patronData.stillOpenSoNothingWasForgotten', {
      requests: open.length,
      loans,
      named: named.join(', '),
    }),
  );
};
