import { activeLine, nextLine, type RotaEnd } from '../../../../../shared/domain/rota.ts';
import { t } from '../../../../../shared/words/words.ts';
import type { PartnerId } from '../../../../../shared/domain/ids.ts';
import { endRotaLine } from '../../store/rota.queries.ts';
import { findReason } from '../../store/reasons.queries.ts';
import type { Step, StepMessage } from '../frame/step.ts';
import type { Decision } from '../frame/decision.ts';
import { endConditions } from './notes.ts';

/** Ends the turn of the active partner, where it stands in the rota. */
export const endTurn = ({ db, at, request }: Step, ended: RotaEnd): void => {
  const line = activeLine(request.rota, request.activePartnerId);
  if (line) endRotaLine(db, line.id, ended, at);
};

/**
 * Ends the turn of the active partner: the next one is asked, or the request waits for a person; a request of which the
 * cancellation was asked ends.
 * @param so what the decision is besides, its life as the machine gave it.
 */
export const passedOn = (step: Step, ended: RotaEnd, so: Decision): Decision => {
  const { request } = step;
  endConditions(step);
  const next = nextLine(request.rota, request.activePartnerId);
  endTurn(step, ended);
  if (so.life.endedAs !== null)
    return {
      ...so,
      headline: t('decisions.cancelledAsWasAsked', { headline: so.headline }),
      messages: [
        ...(so.messages ?? []),
        ...cancellationNotice(step, {
          reason: request.cancelReason,
          note: request.cancelNote,
          notify: request.cancelNotify === 1,
        }),
      ],
    };
  if (next === undefined)
    return {
      ...so,
      headline: t('decisions.noPartnerIsLeftInThe', { headline: so.headline }),
      remarks: [t('decisions.theRequestWaitsForAPerson')],
    };
  return {
    ...so,
    headline: t('decisions.isAskedNext', { headline: so.headline, partnerName: next.partnerName }),
    changes: { ...so.changes, activePartnerId: next.partnerId },
    messages: [
      ...(so.messages ?? []),
      { recipient: 'partner', partnerId: next.partnerId, kind: 'request', payload: { note: '' } },
    ],
  };
};

/** Ends every turn that is still open, and gives the rota as it is then. */
export const endOpenLines = ({ db, at, request }: Step, ended: RotaEnd): Step['request']['rota'] =>
  request.rota.map((line) => {
    if (line.ended !== null) return line;
    endRotaLine(db, line.id, ended, at);
    return { ...line, ended };
  });

/** The patron's notice of a cancellation with its reason, or nothing where the patron is not to be told. */
export const cancellationNotice = (
  { db }: Step,
  row: { readonly reason: string; readonly note: string; readonly notify: boolean },
): NonNullable<Decision['messages']> =>
  row.notify
    ? [
        {
          recipient: 'patron',
          kind: 'cancelled',
          payload: { reason: findReason(db, row.reason)?.label ?? row.reason, note: row.note },
        },
      ]
    : [];

/** What the partner reads whose consent was asked, and is not needed any more. */
export const cancelWithdrawn = (partnerId: PartnerId | null, note: string): StepMessage => ({
  recipient: 'partner',
  partnerId,
  kind: 'cancel-withdrawn',
  payload: { note },
});
