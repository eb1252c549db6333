import type { PartnerId, RequestId } from '../../../../../shared/domain/ids.ts';
import {
  addressStateOf,
  type ReadersOf,
} from '../../../../../shared/domain/letters/partner-notifications.ts';
import type { ReadableDB } from '../../../db/types.ts';
import type { DeskContext } from '../../context.ts';
import { lettersOff } from '../../store/letters-written.queries.ts';
import { findPartner, findPlace } from '../../store/places.queries.ts';
import type { StoredRequest } from '../../store/requests.queries.ts';
import type { StoredTurn } from '../../store/turns.queries.ts';

type OfRequest = Pick<StoredRequest, 'id' | 'patronId' | 'patronName' | 'cancelNotify'> & {
  readonly turns: readonly StoredTurn[];
};

/**
 * Returns who would read a letter about a request, and whether each gets one: both the previews of windows and the answers of steps are
 * derived from it.
 */
export const readersOf = (
  { db, lettersWait }: Pick<DeskContext, 'db' | 'lettersWait'>,
  { id, patronId, patronName, cancelNotify, turns }: OfRequest,
): ReadersOf => ({
  patron:
    patronId === null
      ? null
      : { name: patronName, address: addressStateOf(findPlace(db, 'patron', patronId)?.email) },
  cancelNotify: cancelNotify === 1,
  lettersWait: lettersWait?.() ?? null,
  libraryOff: lettersOff(db, id, null).library,
  partners: turns.map((turn) => ({
    turnId: turn.id,
    name: turn.partnerName,
    ...letterFactsOf(db, id, turn.partnerId),
  })),
});

const letterFactsOf = (
  db: ReadableDB,
  requestId: RequestId,
  partnerId: PartnerId | null,
): Pick<ReadersOf['partners'][number], 'address' | 'lettersOff'> => ({
  address: addressStateOf(partnerId === null ? undefined : findPartner(db, partnerId)?.email),
  lettersOff: lettersOff(db, requestId, partnerId).partner,
});
