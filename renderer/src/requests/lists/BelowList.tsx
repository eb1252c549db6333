import { PageNotice } from '../../shell/notices/PageNotice.tsx';
import { RunProgress } from '../../steps/runs/RunProgress.tsx';
import { SelectedBar, type Verb } from './SelectedBar.tsx';
import type { BulkActions } from './use-bulk-actions.ts';
import type { RowSelection } from './use-row-selection.ts';

/** What stands below a list: how far a run has come, or what can be done with the selected rows; and the outcome. */
export const BelowList = <R,>({
  what,
  bulk,
  selection,
  verbs,
}: {
  /** What the rows are, such as `letters`. */
  readonly what: string;
  readonly bulk: BulkActions<R>;
  readonly selection: RowSelection<R>;
  readonly verbs: readonly Verb[];
}) => {
  const { run, isStopping, stop } = bulk.runs;
  return (
    <>
      {run !== null && run.total > 1 ? (
        <RunProgress run={run} words={bulk.doing} label={bulk.doing} isStopping={isStopping} stop={stop} />
      ) : (
        <SelectedBar what={what} count={selection.count} verbs={verbs} clear={() => selection.choose([])} />
      )}
      <PageNotice news={bulk.news} dismiss={bulk.dismiss} />
    </>
  );
};
