import { Button, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { MenuKind } from '../../../shared/domain/steps/all-steps.ts';
import { bulkKinds, steps } from '../../../shared/domain/steps/all-steps.ts';
import type { StepKind } from '../../../shared/domain/steps/all-steps.ts';
import { mayAnywhere } from '../../../shared/domain/steps/who-may.ts';
import { shownKeys } from '../components/keys.ts';
import { confirmKeys, useConfirmKey } from '../components/use-confirm-key.ts';
import { RunProgress } from '../steps/runs/RunProgress.tsx';
import { stepRefusal } from '../steps/step-refusal.ts';
import type { AppState } from '../../../shared/ipc/views.ts';
import { stepForAll } from './step-for-all.ts';
import { useRunState } from '../steps/runs/use-run.ts';
import { printSlips, slipRuns } from './list-runner.ts';
import { requestsStore, useRequests } from './use-requests.ts';
import classes from '../components/NotificationLine.module.css';
import { t } from '../../../shared/words/words.ts';
import { locale } from '../../../shared/words/language.ts';

/** The most that can be selected at once: more in one go is no desk's work, and a slip of the hand would be dear. */
export const mostSelected = 500;

const Progress = () => {
  const { run, isStopping } = useRunState(slipRuns);
  if (run === null || run.total < 2) return null;
  return (
    <RunProgress
      run={run}
      words={t('Sending slips to the printer')}
      label={t('Slips sent to the printer')}
      isStopping={isStopping}
      stop={slipRuns.stop}
    />
  );
};

type BulkBarProps = {
  readonly state: AppState;
  /** What the list is there for: it stands before the others. */
  readonly first?: MenuKind | null;
  /** Steps that this list alone has. */
  readonly children?: ReactNode;
};

/** What can be done with several requests at once. */
export const BulkBar = ({ state, first = null, children }: BulkBarProps) => {
  const selected = useRequests(({ context }) => context.selected);
  const printing = useRunState(slipRuns).run !== null;
  const actor = requestsStore();
  // They may belong to several libraries: what is not allowed for one of them stands in its own line.
  const whyNot = (step: StepKind): string | null =>
    mayAnywhere(step, state.operator.grants) ? null : stepRefusal(state, step, undefined);
  const next = stepForAll(selected);
  useConfirmKey(() => {
    if (next === null || printing || whyNot(next) !== null) return;
    actor.send({ type: 'decision.asked', action: next, requests: selected });
  });
  if (printing) return <Progress />;
  if (selected.length === 0) return null;
  const whyNotPrint = whyNot('print-return-slip');
  const inOrder = bulkKinds.toSorted((one, other) => Number(other === first) - Number(one === first));
  const actions = inOrder.map((action) => ({ action, lacks: whyNot(action) }));
  const why = whyNotPrint ?? actions.find(({ lacks }) => lacks !== null)?.lacks ?? null;
  return (
    <section className={classes['bar']} aria-label={t('Selected requests')}>
      <Text fw={700} role="status">
        {t('{selectedCount} selected{selectedCount2}', {
          selectedCount: selected.length.toLocaleString(locale),
          selectedCount2: selected.length >= mostSelected && t(' (maximum {mostSelected})', { mostSelected }),
        })}
      </Text>
      {children}
      {actions.map(({ action, lacks }) => (
        <Button
          key={action}
          size="compact-sm"
          variant={action === (next ?? first) ? 'filled' : 'default'}
          disabled={lacks !== null}
          {...(action === next && { 'aria-keyshortcuts': confirmKeys.aria })}
          onClick={() => actor.send({ type: 'decision.asked', action, requests: selected })}
        >
          {steps[action].menu.many}
          {action === next && ` (${shownKeys(confirmKeys.shown)})`}
        </Button>
      ))}
      <Button
        size="compact-sm"
        variant="default"
        disabled={whyNotPrint !== null}
        onClick={() => void printSlips(selected)}
      >
        {t('Print slips')}
      </Button>
      <Button
        size="compact-sm"
        variant="subtle"
        onClick={() => actor.send({ type: 'rows.selected', rows: [] })}
      >
        {t('Clear selection')}
      </Button>
      {why !== null && <Text size="sm">{why}</Text>}
    </section>
  );
};
