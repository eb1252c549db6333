import { isCalendarDate } from '../../../../shared/domain/dates.ts';
import type { CalendarDate } from '../../../../shared/domain/ids.ts';
import { type PatronBlock, patronBlocks } from '../../../../shared/domain/patron-blocks.ts';
import { plainLine } from '../../../../shared/domain/plain-text.ts';
import { emailIn, type PatronAnswer } from '../patron-answer.ts';
import type { Received } from './message.ts';

const maxCharacters = 200;

/** A day at the beginning of a field, such as `20270131    235900`. */
const dayOf = (text: string | undefined): CalendarDate | null => {
  const day = `${text?.slice(0, 4)}-${text?.slice(4, 6)}-${text?.slice(6, 8)}`;
  return isCalendarDate(day) ? day : null;
};

/** The places of the patron status (14 characters, `Y` if it applies) that keep a patron from borrowing. */
const places: Readonly<Record<PatronBlock, number | null>> = {
  'no-borrowing': 0,
  'card-lost': 4,
  'too-many-items': 5,
  'too-many-overdue': 6,
  'too-many-claims': 8,
  'too-many-lost': 9,
  fines: 10,
  fees: 11,
  'recall-overdue': 12,
  'too-many-bills': 13,
  // Not in the status.
  expired: null,
};

/**
 * Reads the answer to a question for a patron. The day on which a card expires is not in the standard: most systems send it as `PA`, Polaris
 * as `PX` (and another number as `PA`).
 */
export const readPatron = ({ fixed, fields }: Received, today: CalendarDate): PatronAnswer => {
  const isValid = fields.get('BL')?.toUpperCase();
  // Some systems answer for an unknown card without saying so.
  if (isValid === 'N' || (isValid === undefined && !fields.get('AE'))) return { known: false };
  const line = (id: string): string => plainLine(fields.get(id) ?? '', maxCharacters);
  const expiresOn = dayOf(fields.get('PA')) ?? dayOf(fields.get('PX'));
  const applies = (block: PatronBlock): boolean => {
    const place = places[block];
    return place === null ? expiresOn !== null && expiresOn < today : fixed[place]?.toUpperCase() === 'Y';
  };
  return {
    known: true,
    name: line('AE'),
    email: emailIn(line('BE')),
    library: line('AQ'),
    expiresOn,
    blocks: patronBlocks.filter(applies),
    otherBlocks: [],
    message: line('AF'),
  };
};
