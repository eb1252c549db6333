import classes from './SessionPanel.module.css';
import { Title } from '@mantine/core';
import type { StepView } from '../../../../shared/ipc/views.ts';
import { t } from '../../../../shared/words/words.ts';
import { useTodaysSteps } from '../../api/queries.ts';
import type { PastRefusal } from '../../machines/step-runner.ts';
import { LoadFailed, Nothing, Waiting } from '../../steps/LoadStates.tsx';
import { useRunnerState, useStepRunner } from '../../steps/step-runner.ts';
import { RefusalRows, StepRow } from './SessionRows.tsx';

type Row = { readonly step: StepView } | { readonly refusals: readonly PastRefusal[] };

/** Steps and refusals, newest first; refusals between two steps are one row. */
const rowsOf = (steps: readonly StepView[], refusals: readonly PastRefusal[]): readonly Row[] => {
  const all = [
    ...steps.map((step) => ({ at: step.at, step })),
    ...refusals.map((refusal) => ({ at: refusal.at, refusal })),
  ].toSorted((one, other) => other.at.localeCompare(one.at));
  return all.reduce<Row[]>((rows, one) => {
    const last = rows.at(-1);
    if ('step' in one) rows.push({ step: one.step });
    else if (last && 'refusals' in last)
      rows[rows.length - 1] = { refusals: [...last.refusals, one.refusal] };
    else rows.push({ refusals: [one.refusal] });
    return rows;
  }, []);
};

const Rows = () => {
  const steps = useTodaysSteps();
  const refusals = useRunnerState(useStepRunner(), ({ context }) => context.refusals);
  if (steps.isError) return <LoadFailed error={steps.error} retry={() => void steps.refetch()} />;
  if (!steps.data) return <Waiting />;
  const rows = rowsOf(steps.data, refusals);
  if (rows.length === 0) return <Nothing>{t('session.whatYouDoHereTodayAppears')}</Nothing>;
  return (
    <ol className={classes['rows']}>
      {rows.map((row) =>
        'step' in row ? (
          <li key={row.step.opId} className={classes['row']}>
            <StepRow step={row.step} />
          </li>
        ) : (
          <li key={`refused-${row.refusals.at(-1)?.seq}`} className={classes['row']}>
            <RefusalRows refusals={row.refusals} />
          </li>
        ),
      )}
    </ol>
  );
};

/** What this operator did here today, newest first. */
export const SessionPanel = () => {
  const count = useTodaysSteps().data?.length ?? 0;
  return (
    <aside className={classes['panel']} aria-label={t('session.thisSession')} data-pane tabIndex={0}>
      <Title order={2} size="h4" mb="xs">
        {t('session.thisSession2', { countCase: count > 0 ? 'yes' : 'no', count })}
      </Title>
      <Rows />
    </aside>
  );
};
