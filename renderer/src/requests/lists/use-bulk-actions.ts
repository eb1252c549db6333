import { useCallback, useState } from 'react';
import type { OpId } from '../../../../shared/domain/ids.ts';
import { sentenceOf } from '../../api/desk.ts';
import type { PageNews } from '../../shell/notices/PageNotice.tsx';
import type { Runs, RunState } from '../../steps/runs/use-run.ts';
import { useRuns } from '../../steps/runs/use-run.ts';
import { t } from '../../../../shared/words/words.ts';
import { locale } from '../../../../shared/words/language.ts';

type Row = { readonly id: number };

/** The result for one row. */
export type Outcome = {
  readonly id: number;
  /** Why it failed, in a sentence; null if it succeeded. */
  readonly failure: string | null;
};

/** An action for the rows of a list. */
export type BulkAction<R> = {
  /** The activity, such as `Sending letters`. */
  readonly doing: string;
  /** Returns a sentence with the number of successful rows. */
  readonly done: (count: number) => string;
  /** Undoes the action for the rows where it succeeded. */
  readonly undo?: (ids: readonly number[]) => void;
} & (
  | {
      /** One after the other; resolves with why it was not done, or null. */ readonly each: (
        row: R,
        opId: OpId,
      ) => Promise<Outcome['failure']>;
    }
  | { /** All in one call. */ readonly all: (rows: readonly R[]) => Promise<readonly Outcome[]> }
);

/** The bulk actions of a page: one at a time, each with a notice about its result. */
export type BulkActions<R> = {
  readonly take: (action: BulkAction<R>, rows: readonly R[]) => void;
  readonly busy: boolean;
  /** The current run, with its texts. */
  readonly runs: RunState<unknown, Outcome> & Pick<Runs<never, never>, 'stop'>;
  readonly doing: string;
  readonly news: PageNews | null;
  readonly tell: (news: PageNews) => void;
  readonly dismiss: () => void;
};

const tried = async (id: number, work: Promise<Outcome['failure']>): Promise<Outcome> => {
  try {
    return { id, failure: await work };
  } catch (error) {
    return { id, failure: sentenceOf(error) };
  }
};

/** Returns the result for several rows in a sentence or two, with the first reason for a failure. */
const newsOf = <R>(action: BulkAction<R>, outcomes: readonly Outcome[], asked: number): PageNews => {
  const done = outcomes.filter(({ failure }) => failure === null);
  const [failed] = outcomes.filter(({ failure }) => failure !== null);
  const failures = outcomes.length - done.length;
  const left = asked - outcomes.length;
  const { undo } = action;
  const sentences = [
    done.length > 0 || failures === 0 ? action.done(done.length) : '',
    failed
      ? asked === 1
        ? failed.failure
        : t('{failures} not done: {why}', { failures: failures.toLocaleString(locale), why: failed.failure })
      : '',
    left > 0 ? t('Stopped: {left} left unchanged.', { left: left.toLocaleString(locale) }) : '',
  ];
  return {
    words: sentences.filter((sentence) => sentence !== '').join(' '),
    failed: failures > 0,
    undo: undo && done.length > 0 ? () => undo(done.map(({ id }) => id)) : undefined,
  };
};

/** @param keep receives the rows that failed, which stay selected */
export const useBulkActions = <R extends Row>(keep: (ids: readonly number[]) => void): BulkActions<R> => {
  const [news, setNews] = useState<PageNews | null>(null);
  const [doing, setDoing] = useState<string | null>(null);
  const runs = useRuns((work: (opId: OpId) => Promise<Outcome>, opId) => work(opId));

  const outcomesOf = async (action: BulkAction<R>, rows: readonly R[]): Promise<readonly Outcome[]> => {
    if ('each' in action) {
      const { each } = action;
      return runs.start(rows.map((row) => (opId: OpId) => tried(row.id, each(row, opId))));
    }
    try {
      return await action.all(rows);
    } catch (error) {
      return rows.map(({ id }) => ({ id, failure: sentenceOf(error) }));
    }
  };
  const take = async (action: BulkAction<R>, rows: readonly R[]): Promise<void> => {
    if (doing !== null) return;
    setDoing(action.doing);
    setNews(null);
    const outcomes = await outcomesOf(action, rows);
    const done = outcomes.filter(({ failure }) => failure === null).map(({ id }) => id);
    keep(rows.map(({ id }) => id).filter((id) => !done.includes(id)));
    setNews(newsOf(action, outcomes, rows.length));
    setDoing(null);
  };

  return {
    take: (action, rows) => void take(action, rows),
    busy: doing !== null,
    runs,
    doing: doing ?? '',
    news,
    tell: setNews,
    dismiss: useCallback(() => setNews(null), []),
  };
};
