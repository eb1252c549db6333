import { type Meaning, meaningOf } from '../../../electron/main/partners/iso18626/meaning.ts';
import type { SupplyingAgencyMessage } from '../../../electron/main/partners/iso18626/message.ts';
import { readMessage } from '../../../electron/main/partners/iso18626/read-message.ts';
import type { ReadAs } from '../../../electron/main/partners/iso18626/read-details.ts';
import type { Standing } from '../../../electron/main/partners/iso18626/standing.ts';
import { newConversation } from '../../../electron/main/partners/iso18626/conversation.ts';
import type { CalendarDate, Instant } from '../../../shared/domain/ids.ts';
import type { PartnerAnswer } from '../../../shared/ipc/input-shapes.ts';
import { type Dialect, type Saying, sayingXml } from '../lender/peer-xml.ts';

/** The standing of a turn whose request has been sent. */
export const newStanding: Standing = {
  ...newConversation,
  condition: 'none',
  volumes: 'none',
  refusedRenewal: false,
  hasReport: false,
  dueOn: null,
};

/** How most partners are read. */
export const usual: ReadAs = {
  convention: 'reshare',
  volumeFormat: 'repeated',
  timeZone: 'Europe/Berlin',
  now: '2026-11-25T12:00:00.000Z' as Instant,
};

const at = '2026-11-25T09:00:00.000Z';

/** The message in which a supplier says something. */
export const messageSaying = (
  saying: Saying,
  version: Dialect['version'] = '1.2',
): SupplyingAgencyMessage => {
  const parties = { requestId: 'R1', lender: 'SUP', borrower: 'REQ', at };
  const read = readMessage(new TextEncoder().encode(sayingXml(saying, parties, { version, prefix: 'ill' })));
  if (!read.ok || read.value.kind !== 'supplyingAgencyMessage') throw new Error('It is no message.');
  return read.value;
};

/** What a supplier means that says something to a request with a standing. */
export const meaning = (
  saying: Saying,
  before: Partial<Standing> = {},
  as: Partial<ReadAs> = {},
  version: Dialect['version'] = '1.2',
): Meaning => meaningOf(messageSaying(saying, version), { ...newStanding, ...before }, { ...usual, ...as });

/** The same as what staff would record: answers, and notes. */
export const answers = (
  ...given: Parameters<typeof meaning>
): readonly (PartnerAnswer | Exclude<Meaning['steps'][number], { readonly kind: 'partner-answer' }>)[] =>
  meaning(...given).steps.map((step) => (step.kind === 'partner-answer' ? step.answer : step));

/** A volume is with us, until a day. */
export const lent: Partial<Standing> = {
  status: 'Loaned',
  volumes: 'here',
  dueOn: '2027-01-15' as CalendarDate,
};

export const changed = (status: string, more: Partial<Saying> = {}): Saying => ({
  reason: 'StatusChange',
  status,
  ...more,
});
