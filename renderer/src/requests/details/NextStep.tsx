import { Button } from '@mantine/core';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { useToday } from '../../components/today.ts';
import { offeredActions, type RowAction } from '../row-actions.ts';
import type { MenuRow } from '../use-row-menu.tsx';
import { useRowActions } from '../use-row-menu.tsx';

type NextStepProps = {
  readonly step: RowAction | null;
  readonly row: MenuRow;
  readonly state: AppState;
  /** Whether another button beside it comes first: only that one has the accent colour. */
  readonly isSecond?: boolean;
};

/** The next step for a message, as a button; nothing if the request does not allow it now. */
export const NextStep = ({ step, row, state, isSecond = false }: NextStepProps) => {
  const act = useRowActions();
  const today = useToday();
  const offered = offeredActions(row, state, today).find(({ id }) => id === step);
  if (step === null || !offered) return null;
  const { label, why } = offered;
  return (
    <Button
      size="compact-sm"
      variant={isSecond ? 'default' : 'filled'}
      disabled={why !== null}
      title={why ?? undefined}
      aria-label={`${label} ${row.externalId}`}
      onClick={() => act(step, row)}
    >
      {label}
    </Button>
  );
};
