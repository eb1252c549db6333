import { useCallback, useState } from 'react';
import type { OpId } from '../../../../shared/domain/ids.ts';
import { sentenceOf } from '../../api/desk.ts';
import type { PageNews } from '../../shell/notices/PageNotice.tsx';
import type { Runs, RunState } from '../../steps/runs/use-run.ts';
import { useRuns } from '../../steps/runs/use-run.ts';
import { t } from '../../../../shared/words/words.ts';
import { locale } from '../../../../shared/words/language.ts';

type Row = { readonly id: number };

/** What became of one row. */
export type Outcome = {
  readonly id: number;
  /** Why it was not done, in a sentence; null where it was. */
  readonly failure: string | null;
  /** What else is to be said of it. */
  readonly remark: string;
};

/** What can be done with the rows of a list. */
export type BulkAction<R> = {
  /** What is being done, such as `Sending letters`. */
  readonly doing: string;
  /** How many it was done with, in a sentence. */
  readonly done: (count: number) => string;
  /** The way back for the rows with which it was done. */
  readonly undo?: (ids: readonly number[]) => void;
} & (
  | {
      /** One after the other; answers with a remark, or nothing. */ readonly each: (
        row: R,
        opId: OpId,
      ) => Promise<string>;
    }
  | { /** All in one call. */ readonly all: (rows: readonly R[]) => Promise<readonly Outcome[]> }
);

/** The bulk of a page: one at a time, each with its outcome as a notice. */
export type BulkActions<R> = {
  readonly take: (action: BulkAction<R>, rows: readonly R[]) => void;
  readonly busy: boolean;
  /** The run of the action that is under way, with what it says. */
  readonly runs: RunState<unknown, Outcome> & Pick<Runs<never, never>, 'stop'>;
  readonly doing: string;
  readonly news: PageNews | null;
  readonly tell: (news: PageNews) => void;
  readonly dismiss: () => void;
};

const tried = async (id: number, work: Promise<string>): Promise<Outcome> => {
  try {
    return { id, failure: null, remark: await work };
  } catch (error) {
    return { id, failure: sentenceOf(error), remark: '' };
  }
};

/** What became of several rows, in a sentence or two; of those that were not done the first reason. */
const newsOf = <R>(action: BulkAction<R>, outcomes: readonly Outcome[], asked: number): PageNews => {
  const done = outcomes.filter(({ failure }) => failure === null);
  const [failed] = outcomes.filter(({ failure }) => failure !== null);
  const failures = outcomes.length - done.length;
  const left = asked - outcomes.length;
  const { undo } = action;
  const sentences = [
    done.length > 0 || failures === 0 ? action.done(done.length) : '',
    done.find(({ remark }) => remark !== '')?.remark ?? '',
    failed
      ? asked === 1
        ? failed.failure
        : `${failures.toLocaleString(locale)} not: ${failed.failure}`
      : '',
    left > 0 ? t('Stopped: {left} left unchanged.', { left: left.toLocaleString(locale) }) : '',
  ];
  return {
    words: sentences.filter((sentence) => sentence !== '').join(' '),
    failed: failures > 0,
    undo: undo && done.length > 0 ? () => undo(done.map(({ id }) => id)) : undefined,
  };
};

/** @param keep hears which rows were not done: they stay selected */
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
      return rows.map(({ id }) => ({ id, failure: sentenceOf(error), remark: '' }));
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
