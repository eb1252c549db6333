import { Title } from '@mantine/core';
import { useTodaysSteps } from '../../api/queries.ts';
import { refusalsOf, useDoerState, useStepDoer } from '../../shell/steps/step-doer.ts';
import { LoadFailed, Nothing, Waiting } from '../../shell/notices/LoadStates.tsx';
import { RefusalRow, StepRow } from './SessionRows.tsx';
import classes from './SessionPanel.module.css';

const Rows = () => {
  const steps = useTodaysSteps();
  const refusals = useDoerState(useStepDoer(), refusalsOf);
  if (steps.isError) return <LoadFailed error={steps.error} retry={() => void steps.refetch()} />;
  if (!steps.data) return <Waiting />;
  const rows = [
    ...steps.data.map((step) => ({ at: step.at, key: step.opId as string, row: <StepRow step={step} /> })),
    ...refusals.map((refusal) => ({
      at: refusal.at,
      key: `refused-${refusal.seq}`,
      row: <RefusalRow refusal={refusal} />,
    })),
  ].sort((one, other) => other.at.localeCompare(one.at));
  if (rows.length === 0)
    return <Nothing>What you do here today appears in this list, with Undo and Reprint.</Nothing>;
  return (
    <ol className={classes['rows']}>
      {rows.map(({ key, row }) => (
        <li key={key} className={classes['row']}>
          {row}
        </li>
      ))}
    </ol>
  );
};

/** What this operator did here today, newest first. */
export const SessionPanel = () => {
  const count = useTodaysSteps().data?.length ?? 0;
  return (
    <aside className={classes['panel']} aria-label="This session" data-pane tabIndex={0}>
      <Title order={2} size="h4" mb="xs">
        This session{count > 0 ? ` (${count})` : ''}
      </Title>
      <Rows />
    </aside>
  );
};
