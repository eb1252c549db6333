import { PageNotice } from '../../shell/notices/PageNotice.tsx';
import { RunProgress } from '../../steps/runs/RunProgress.tsx';
import { SelectedBar, type Verb } from './SelectedBar.tsx';
import type { Deeds } from './use-deeds.ts';
import type { RowSelection } from './use-row-selection.ts';

/** What stands below a list: how far a run has come, or what can be done with the selected rows; and the outcome. */
export const BelowList = <R,>({
  what,
  deeds,
  selection,
  verbs,
}: {
  /** What the rows are, such as `letters`. */
  readonly what: string;
  readonly deeds: Deeds<R>;
  readonly selection: RowSelection<R>;
  readonly verbs: readonly Verb[];
}) => {
  const { run, isStopping, stop } = deeds.runner;
  return (
    <>
      {run !== null && run.total > 1 ? (
        <RunProgress run={run} words={deeds.doing} label={deeds.doing} isStopping={isStopping} stop={stop} />
      ) : (
        <SelectedBar what={what} count={selection.count} verbs={verbs} clear={() => selection.choose([])} />
      )}
      <PageNotice news={deeds.news} dismiss={deeds.dismiss} />
    </>
  );
};
