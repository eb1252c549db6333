import { PageNotice } from '../../shell/notices/PageNotice.tsx';
import { RunProgress } from '../../steps/runs/RunProgress.tsx';
import { SelectedBar, type Verb } from './SelectedBar.tsx';
import type { BulkActions } from './use-bulk-actions.ts';
import type { RowSelection } from './use-row-selection.ts';

/** The area below a list: the progress of a run, or the actions for selected rows; and the result. */
export const BelowList = <R,>({
  what,
  bulk,
  selection,
  verbs,
}: {
  /** The name of the rows, such as `letters`. */
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
