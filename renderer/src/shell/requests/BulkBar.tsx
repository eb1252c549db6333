import { Button, Text } from '@mantine/core';
import { bulkActions, requestActions } from '../../../../shared/domain/request-actions.ts';
import type { StepKind } from '../../../../shared/domain/steps.ts';
import { mayAnywhere } from '../../../../shared/domain/steps.ts';
import { stepRefusal } from '../steps/step-refusal.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { requestsStore, useRequests } from './use-requests.ts';
import classes from './NotificationLine.module.css';

/** The most that can be selected at once: more in one go is no desk's work, and a slip of the hand would be dear. */
export const mostSelected = 500;

const Progress = () => {
  const done = useRequests(({ context }) => context.run?.done.length ?? 0);
  const total = useRequests(({ context }) => context.run?.total ?? 0);
  if (total < 2) return null;
  return (
    <div className={classes['bar']} role="status">
      <Text size="sm">
        Sending slips to the printer: {done} of {total}
      </Text>
      <progress value={done} max={total} aria-label="Slips sent to the printer" />
      <Button
        size="compact-sm"
        variant="default"
        onClick={() => requestsStore().send({ type: 'slips.stopped' })}
      >
        Stop
      </Button>
    </div>
  );
};

/** What can be done with several requests at once. */
export const BulkBar = ({ state }: { readonly state: AppState }) => {
  const selected = useRequests(({ context }) => context.selected);
  const printing = useRequests(({ context }) => context.run !== null);
  const actor = requestsStore();
  if (printing) return <Progress />;
  if (selected.length === 0) return null;
  // They may belong to several libraries: what is not allowed for one of them stands in its own line.
  const whyNot = (step: StepKind): string | null =>
    mayAnywhere(step, state.operator.grants) ? null : stepRefusal(state, step, undefined);
  const whyNotPrint = whyNot('print-return-slip');
  const actions = bulkActions.map((action) => ({ action, lacks: whyNot(requestActions[action].step) }));
  const why = whyNotPrint ?? actions.find(({ lacks }) => lacks !== null)?.lacks ?? null;
  return (
    <section className={classes['bar']} aria-label="Selected requests">
      <Text fw={700} role="status">
        {selected.length.toLocaleString('en')} selected
        {selected.length >= mostSelected && ` (no more than ${mostSelected} at once)`}
      </Text>
      <Button
        size="compact-sm"
        variant="default"
        disabled={whyNotPrint !== null}
        onClick={() => actor.send({ type: 'slips.asked', requests: selected })}
      >
        Print slips
      </Button>
      {actions.map(({ action, lacks }) => (
        <Button
          key={action}
          size="compact-sm"
          variant="default"
          disabled={lacks !== null}
          onClick={() => actor.send({ type: 'decision.asked', action, requests: selected })}
        >
          {requestActions[action].many}
        </Button>
      ))}
      <Button
        size="compact-sm"
        variant="subtle"
        onClick={() => actor.send({ type: 'rows.selected', rows: [] })}
      >
        Clear selection
      </Button>
      {why !== null && <Text size="sm">{why}</Text>}
    </section>
  );
};
