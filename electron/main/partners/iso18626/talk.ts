import type { IsoAction } from '../../../../shared/domain/partner-profile.ts';
import { momentOf } from './dates.ts';
import type { Meaning } from './meaning.ts';
import type { SupplyingAgencyMessage } from './message.ts';
import type { Talk } from './standing.ts';

/** Nothing was said since the request was sent. */
export const newTalk: Talk = {
  status: null,
  asOf: null,
  told: [],
  unanswered: [],
  refusedRenewal: false,
};

const isQuestion = (action: IsoAction): action is Talk['unanswered'][number] =>
  action === 'Cancel' || action === 'Renew';

/** Returns the talk after an action left, or may have left. */
export const talkAfterSaying = (talk: Talk, action: IsoAction): Talk => ({
  ...talk,
  told: [...talk.told, action],
  unanswered:
    isQuestion(action) && !talk.unanswered.includes(action) ? [...talk.unanswered, action] : talk.unanswered,
});

/** Returns the talk after a message was applied, with what it means. */
export const talkAfterHearing = (
  talk: Talk,
  { body: { header } }: SupplyingAgencyMessage,
  { acts, status, isLate }: Meaning,
): Talk => {
  const kinds = new Set(acts.flatMap((act) => (act.kind === 'partner-answer' ? [act.answer.kind] : [])));
  const answersCancel = kinds.has('cancel-accepted') || kinds.has('cancel-refused') || kinds.has('cancelled');
  const answersRenewal = kinds.has('renewed') || kinds.has('renewal-refused');
  return {
    ...talk,
    status: status ?? talk.status,
    asOf: header.timestamp === null || isLate ? talk.asOf : momentOf(header.timestamp),
    unanswered: talk.unanswered.filter((one) => !(one === 'Cancel' ? answersCancel : answersRenewal)),
    refusedRenewal: answersRenewal ? kinds.has('renewal-refused') : talk.refusedRenewal,
  };
};
