import { useCallback, useState } from 'react';
import type { OpId } from '../../../../shared/domain/ids.ts';
import { sentenceOf } from '../../api/desk.ts';
import type { PageNews } from '../../shell/notices/PageNotice.tsx';
import type { Runner } from '../../steps/runs/use-run.ts';
import { useRun } from '../../steps/runs/use-run.ts';
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
export type Deed<R> = {
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

/** The deeds of a page: one at a time, each with its outcome as a notice. */
export type Deeds<R> = {
  readonly take: (deed: Deed<R>, rows: readonly R[]) => void;
  readonly busy: boolean;
  /** The run of the deed that is under way, with what it says. */
  readonly runner: Pick<Runner<unknown, Outcome>, 'run' | 'isStopping' | 'stop'>;
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
const newsOf = <R>(deed: Deed<R>, outcomes: readonly Outcome[], asked: number): PageNews => {
  const done = outcomes.filter(({ failure }) => failure === null);
  const [failed] = outcomes.filter(({ failure }) => failure !== null);
  const failures = outcomes.length - done.length;
  const left = asked - outcomes.length;
  const { undo } = deed;
  const sentences = [
    done.length > 0 || failures === 0 ? deed.done(done.length) : '',
    done.find(({ remark }) => remark !== '')?.remark ?? '',
    failed
      ? asked === 1
        ? failed.failure
        : `${failures.toLocaleString(locale)} not: ${failed.failure}`
      : '',
    left > 0 ? t('shell.stoppedLeftAsTheyWere', { left: left.toLocaleString(locale) }) : '',
  ];
  return {
    words: sentences.filter((sentence) => sentence !== '').join(' '),
    failed: failures > 0,
    undo: undo && done.length > 0 ? () => undo(done.map(({ id }) => id)) : undefined,
  };
};

/** @param keep hears which rows were not done: they stay selected */
export const useDeeds = <R extends Row>(keep: (ids: readonly number[]) => void): Deeds<R> => {
  const [news, setNews] = useState<PageNews | null>(null);
  const [doing, setDoing] = useState<string | null>(null);
  const runner = useRun((work: (opId: OpId) => Promise<Outcome>, opId) => work(opId));

  const outcomesOf = async (deed: Deed<R>, rows: readonly R[]): Promise<readonly Outcome[]> => {
    if ('each' in deed) {
      const { each } = deed;
      return runner.start(rows.map((row) => (opId: OpId) => tried(row.id, each(row, opId))));
    }
    try {
      return await deed.all(rows);
    } catch (error) {
      return rows.map(({ id }) => ({ id, failure: sentenceOf(error), remark: '' }));
    }
  };
  const take = async (deed: Deed<R>, rows: readonly R[]): Promise<void> => {
    if (doing !== null) return;
    setDoing(deed.doing);
    setNews(null);
    const outcomes = await outcomesOf(deed, rows);
    const done = outcomes.filter(({ failure }) => failure === null).map(({ id }) => id);
    keep(rows.map(({ id }) => id).filter((id) => !done.includes(id)));
    setNews(newsOf(deed, outcomes, rows.length));
    setDoing(null);
  };

  return {
    take: (deed, rows) => void take(deed, rows),
    busy: doing !== null,
    runner,
    doing: doing ?? '',
    news,
    tell: setNews,
    dismiss: useCallback(() => setNews(null), []),
  };
};
