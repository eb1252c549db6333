import type { QueueStep } from '../../../../shared/domain/queues.ts';
import type { TodayCardId, TodayRow } from '../../../../shared/ipc/today-views.ts';
import { useAppState } from '../../api/queries.ts';
import { openDetails } from '../../requests/details/open-details.ts';
import { go } from '../../places/routes.ts';
import { useToday } from '../../components/today.ts';
import { offeredActions } from '../../requests/row-actions.ts';
import { useRowActions } from '../../requests/use-row-menu.tsx';
import { cardStep, cardStepLabel, dismissesNotes, settlesConflicts } from './card-rules.ts';
import { DismissNote, isDismissible } from './DismissNote.tsx';
import { RowButton } from '../../components/table/cells/RowButton.tsx';
import { SettleConflict } from './SettleConflict.tsx';

type StepProps = {
  readonly card: TodayCardId;
  readonly request: TodayRow;
  /** Whether its row has the keyboard focus. */
  readonly current: boolean;
};

const useStep = (card: TodayCardId): ((step: QueueStep | 'again', request: TodayRow) => void) => {
  const act = useRowActions();
  return (step, request) => {
    if (step === 'notes') openDetails(request.id, 'notes');
    else if (step === 'letters' && request.waitsForMail) go({ page: 'settings', section: 'mail' });
    else if (step === 'letters')
      go({ page: 'letters', ...(card === 'to-be-told-by-hand' && { show: 'no-address' }) });
    else act(step, request);
  };
};

/** The main step of the queue, as a button in the row; disabled with the reason if the operator lacks the role. */
export const StepCell = ({ card, request, current }: StepProps) => {
  const state = useAppState().data;
  const take = useStep(card);
  const today = useToday();
  const step = cardStep(card, request);
  if (!state || step === null) return null;
  const { noteId } = request;
  // Both values are visible in the row, so the conflict can be settled without opening the request.
  if (settlesConflicts(card) && noteId !== null && isDismissible(request))
    return (
      <span>
        <SettleConflict request={{ ...request, noteId }} state={state} current={current} />
      </span>
    );
  const why = offeredActions(request, state, today).find(({ id }) => id === step)?.why ?? null;
  const label = cardStepLabel(step, request);
  return (
    <span>
      <RowButton
        act="step"
        label={label}
        name={`${label} ${request.externalId}`}
        why={why}
        current={current}
        press={() => take(step, request)}
      />
      {dismissesNotes(card) && <DismissNote request={request} state={state} current={current} />}
    </span>
  );
};
