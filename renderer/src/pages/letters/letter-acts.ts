import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { mayHaveBeenSent } from '../../../../shared/domain/letters/all-letters.ts';
import type { LetterResult, LetterRow } from '../../../../shared/ipc/calls/letters.ts';
import { t } from '../../../../shared/words/words.ts';
import type { Input, Output } from '../../../../shared/ipc/contract.ts';
import { ask, sentenceOf } from '../../api/desk.ts';
import type { BulkAction, BulkActions, Outcome } from '../../requests/lists/use-bulk-actions.ts';
import type { PageNews } from '../../shell/notices/PageNotice.tsx';
import { useAppState } from '../../api/queries.ts';
import { stepRefusal } from '../../steps/step-refusal.ts';
import type { PopupItem } from '../../components/PopupMenu.tsx';

const undoneWords = t('Its step was undone: a correction follows instead.');

/** Returns why a letter cannot be sent by e-mail now; null if it can. */
const whyNotSend = ({ state, corrected }: LetterRow): string | null => {
  if (corrected) return undoneWords;
  if (state === 'sent') return t('It was already sent.');
  return state === 'sending' ? t('It is being sent now.') : null;
};

/** Returns why a letter cannot be printed now; null if it can. */
const whyNotPrint = ({ state }: LetterRow): string | null =>
  state === 'sending' ? t('It is being sent now.') : null;

/** Returns why a letter cannot be marked as done; null if it can. */
const whyNotDealtWith = ({ state }: LetterRow): string | null =>
  mayHaveBeenSent(state) ? t('It was already sent, printed or marked as done.') : null;

/** Whether a letter waits for the address of its recipient. */
const lacksAddress = ({ way, follows, readerEmail }: LetterRow): boolean =>
  way === 'mail' && follows && readerEmail === '';

/** Has letters tried now; one that may still not be sent keeps its note. Outdated letters are set aside instead, those without an address wait for one; the notice says so. */
export const sendLetters: BulkAction<LetterRow> = {
  doing: t('Sending letters'),
  done: (count) => t('Trying to send {count, plural, one {# letter} other {# letters}}.', { count }),
  each: async ({ id }) => {
    const now = await ask('letters.retry', { id });
    if (now.state === 'outdated')
      return t('{note} It is now under “Not sent”; you can send it from there.', { note: now.note });
    if (now.way === 'hand') return t('This partner is contacted by hand.');
    return lacksAddress(now) ? t('There is no e-mail address. It is now under “Contact by hand”.') : null;
  },
};

/** Prints letters. */
export const printLetters: BulkAction<LetterRow> = {
  doing: t('Sending letters to the printer'),
  done: (count) => t('{count, plural, one {# letter} other {# letters}} sent to the printer.', { count }),
  each: async ({ id }, opId) => {
    await ask('letters.print', { opId, id });
    return null;
  },
};

const outcomeOf = (result: LetterResult): Outcome => ({
  id: result.id,
  failure: result.ok ? null : result.message,
});

/** Marks letters as done by hand; the notice offers an undo. */
export const dealWithLetters = (undo: (ids: readonly number[]) => void): BulkAction<LetterRow> => ({
  doing: t('Marking letters'),
  done: (count) => t('{count, plural, one {# letter} other {# letters}} marked as done by hand.', { count }),
  undo,
  all: async (rows) => {
    const results = await ask('letters.dealtWith', { ids: rows.map(({ id }) => id) });
    return results.map(outcomeOf);
  },
});

/** Undoes the marking of letters, and returns a message about the result. */
export const undoDealtWith = async (ids: readonly number[]): Promise<PageNews> => {
  try {
    const outcomes = (await ask('letters.notDealtWith', { ids: [...ids] })).map(outcomeOf);
    const refused = outcomes.filter(({ failure }) => failure !== null);
    return {
      words: t(
        'Undone: {undone, plural, one {# letter} other {# letters}}.{refused, plural, =0 {} one { # letter was not: {why}} other { # letters were not: {why}}}',
        {
          undone: outcomes.length - refused.length,
          refused: refused.length,
          why: refused[0]?.failure ?? '',
        },
      ),
      failed: refused.length > 0,
    };
  } catch (error) {
    return { words: sentenceOf(error), failed: true };
  }
};

export type Shown = Input<'letters.list'>['show'];

/** A page of letters and messages. */
export const useLetters = (
  show: Shown,
  page: { readonly offset: number; readonly limit: number },
): UseQueryResult<Output<'letters.list'>> =>
  useQuery({
    queryKey: ['messages', 'list', show, page],
    queryFn: () => ask('letters.list', { show, ...page }),
  });

/** One letter with its text. */
export const useLetter = (id: number): UseQueryResult<Output<'letters.read'>> =>
  useQuery({ queryKey: ['messages', 'letter', id], queryFn: () => ask('letters.read', { id }) });

/** Returns why this operator may not handle a letter; null if they may. */
export const useLetterRefusal = (): ((row: LetterRow) => string | null) => {
  const state = useAppState().data;
  return (row) => (state ? stepRefusal(state, 'handle-letter', row) : null);
};

/** An action for one letter. */
export type LetterAct = PopupItem;

/** Returns the applicable actions for one letter, the most useful first. @param refusal why this operator may not act on it, or null */
export const actsOf = (
  row: LetterRow,
  {
    bulk,
    dealWith,
    refusal,
    noMail,
    askAddress,
  }: {
    readonly bulk: Pick<BulkActions<LetterRow>, 'take' | 'busy'>;
    readonly dealWith: BulkAction<LetterRow>;
    readonly refusal: string | null;
    /** Why no letter can be sent here; null if letters are sent. */
    readonly noMail: string | null;
    readonly askAddress: (row: LetterRow) => void;
  },
): readonly LetterAct[] => {
  const left = mayHaveBeenSent(row.state);
  const why = refusal ?? (bulk.busy ? t('Busy, please wait.') : null);
  const address: LetterAct = {
    id: 'address',
    label: lacksAddress(row) ? t('Add address') : t('Change address'),
    why,
    run: () => askAddress(row),
  };
  const send: LetterAct = {
    id: 'send',
    label: t('Send now'),
    why:
      why ??
      whyNotSend(row) ??
      (lacksAddress(row) ? t('There is no e-mail address.') : null) ??
      // It is queued already.
      (row.state === 'waiting' && row.way === 'mail' ? noMail : null),
    run: () => bulk.take(sendLetters, [row]),
  };
  const print: LetterAct = {
    id: 'print',
    label: left ? t('Print a copy') : t('Print instead'),
    why: why ?? whyNotPrint(row),
    run: () => bulk.take(printLetters, [row]),
  };
  const deal: LetterAct = {
    id: 'deal',
    label: t('Mark as done'),
    why: why ?? whyNotDealtWith(row),
    run: () => bulk.take(dealWith, [row]),
  };
  return [
    ...(lacksAddress(row) ? [address] : []),
    ...(left || row.corrected || lacksAddress(row) || row.way === 'hand' ? [] : [send]),
    ...(left ? [] : [deal]),
    print,
    ...(row.follows && row.way === 'mail' && !lacksAddress(row) && row.state === 'needs-person'
      ? [address]
      : []),
  ];
};
