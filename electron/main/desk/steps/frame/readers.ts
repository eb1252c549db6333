import {
  addressStateOf,
  type ReadersOf,
} from '../../../../../shared/domain/letters/partner-notifications.ts';
import type { Turn } from '../../../../../shared/domain/life/turn.ts';
import { readPartnerProfile } from '../../../../../shared/ipc/partner-profile.ts';
import type { ReadableDB } from '../../../db/types.ts';
import { type DeskContext, whyLettersWait } from '../../context.ts';
import { lettersOff } from '../../store/letters-written.queries.ts';
import { isTurnByProtocol } from '../../store/letter-ways.queries.ts';
import { findHold } from '../../store/partner-holds.queries.ts';
import { findPartner, findPlace, type PartnerRow } from '../../store/places.queries.ts';
import type { StoredRequest } from '../../store/requests.queries.ts';

/** How a partner is told: a turn goes on as its request went. */
const wayTo = (
  db: ReadableDB,
  { email, profile }: PartnerRow,
  turnId: Turn['id'],
): ReadersOf['partners'][number]['address'] => {
  const { by } = readPartnerProfile(profile);
  if (by === 'hand') return 'hand';
  return by === 'iso18626' && isTurnByProtocol(db, turnId) ? 'protocol' : addressStateOf(email);
};

type OfRequest = Pick<StoredRequest, 'id' | 'patronId' | 'patronName' | 'cancelNotify'>;
type OfTurn = Pick<Turn, 'id' | 'partnerId'>;

/**
 * Returns who would read a letter about a request, and whether each gets one: both the previews of windows and the answers of steps are
 * derived from it.
 * @param turns for the answer of a step: those after it, which may have a new partner
 */
export const readersOf = (
  context: Pick<DeskContext, 'db' | 'lettersWait'>,
  { id, patronId, patronName, cancelNotify }: OfRequest,
  turns: readonly OfTurn[],
): ReadersOf => ({
  patron:
    patronId === null
      ? null
      : { name: patronName, address: addressStateOf(findPlace(context.db, 'patron', patronId)?.email) },
  cancelNotify: cancelNotify === 1,
  lettersWait: whyLettersWait(context),
  libraryOff: lettersOff(context.db, id),
  partners: turns.map(({ id: turnId, partnerId }) => {
    const partner = partnerId === null ? undefined : findPartner(context.db, partnerId);
    return {
      turnId,
      name: partner?.name ?? '',
      address: partner === undefined ? 'none' : wayTo(context.db, partner, turnId),
      isHeld: partnerId !== null && findHold(context.db, partnerId) !== null,
    };
  }),
});
