import type { TurnId } from '../../../../shared/domain/ids.ts';
import type { AppState, RequestSummary } from '../../../../shared/ipc/views.ts';
import { t } from '../../../../shared/words/words.ts';
import { takeOrThrow } from '../../api/take.ts';
import { stepRefusal } from '../../steps/step-refusal.ts';
import { WriteText } from './WriteText.tsx';

type ReplyProps = {
  readonly request: RequestSummary;
  readonly state: AppState;
  /** The turn of the partner that is written to. */
  readonly turnId: TurnId;
  /** Its name. */
  readonly partnerName: string;
};

/** A message of staff to a partner. */
export const Reply = ({ request, state, turnId, partnerName }: ReplyProps) => (
  <WriteText
    draft={`reply ${state.operator.id} ${request.id} ${turnId}`}
    opens={t('Reply')}
    hint={t('Write to {partnerName}', { partnerName })}
    whyNot={stepRefusal(state, 'write-to-partner', request)}
    label={t('Message to {partnerName}', { partnerName })}
    maxLength={2_000}
    saves={t('Send')}
    save={(text, opId) => takeOrThrow('write-to-partner', { opId, requestId: request.id, turnId, text })}
  />
);
