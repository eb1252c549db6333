import type { RequestId, TurnId } from '../../../../../shared/domain/ids.ts';
import type { LifeEvent } from '../../../../../shared/domain/life/life.ts';
import { unambiguousSender, possibleSenders } from '../../../../../shared/domain/life/senders.ts';
import { newTurn } from '../../../../../shared/domain/life/turn.ts';
import type { ReceiptDetails } from '../../../../../shared/ipc/input-shapes.ts';
import { ok, refuse, type Result } from '../../../../../shared/ipc/result.ts';
import { t } from '../../../../../shared/words/words.ts';
import { findPartner, hasPartners } from '../../store/places.queries.ts';
import { insertTurn } from '../../store/turns.queries.ts';
import type { Step } from '../frame/step.ts';

/** The turn that sent the item in hand, and the resulting events: a request without partners gets its first turn. */
type Sender = { readonly turnId: TurnId; readonly events: readonly LifeEvent[] };

/**
 * Returns the sender of the item in hand: the turn that staff chose, or the only possible one. Inserts a turn if the request has none.
 * Refused: `sender-missing` if staff must choose, `partner-unknown`.
 */
export const senderOf = (
  { db, request }: Step,
  { turnId, partnerId: chosen }: Pick<ReceiptDetails, 'turnId' | 'partnerId'>,
  announcement: 'shipped' | 'shipped-digitally' = 'shipped',
): Result<Sender> => {
  const facts = { requestId: request.id };
  const { externalId } = request;
  if (request.turns.length === 0) {
    if (chosen === undefined && hasPartners(db))
      return refuse(
        'sender-missing',
        t('Who sent this parcel for {externalId}? Choose the partner under “Sent by”.', { externalId }),
        facts,
      );
    const partnerId = chosen ?? null;
    if (partnerId !== null && !findPartner(db, partnerId)) return refuseUnknown(facts);
    const id = insertTurn(db, { requestId: request.id, position: 1, partnerId });
    return ok({ turnId: id, events: [{ type: 'rota.changed', waiting: [newTurn(id, partnerId)] }] });
  }
  const sender = turnId ?? unambiguousSender(request.life, announcement);
  if (sender === null)
    return refuse(
      'sender-missing',
      t('Who sent this parcel for {externalId}? Choose the partner under “Sent by”.', { externalId }),
      facts,
    );
  const turn = request.turns.find(({ id }) => id === sender);
  // Its partner was not recorded; staff may say who it is.
  if (turn?.partnerId === null && chosen !== undefined && chosen !== null)
    return findPartner(db, chosen)
      ? ok({ turnId: sender, events: [{ type: 'turn.corrected', turnId: sender, partnerId: chosen }] })
      : refuseUnknown(facts);
  return possibleSenders(request.life).includes(sender)
    ? ok({ turnId: sender, events: [] })
    : refuse(
        'partner-unknown',
        t(
          'The partner chosen under “Sent by” was not asked for {externalId}. Scan its external identifier again.',
          { externalId },
        ),
        facts,
      );
};

const refuseUnknown = (facts: { readonly requestId: RequestId }): Result<never> =>
  refuse(
    'partner-unknown',
    t('The partner chosen under “Sent by” no longer exists. Choose another one.'),
    facts,
  );
