import { noCitation } from '../../../../../shared/domain/citation.ts';
import { addDays, calendarDateIn } from '../../../../../shared/domain/dates.ts';
import type { Instant } from '../../../../../shared/domain/ids.ts';
import type { MessageKind, Recipient } from '../../../../../shared/domain/letters/all-letters.ts';
import type { LetterFacts } from '../../../../../shared/domain/letters/write-letter.ts';
import { calendarDate } from '../../../../../shared/ipc/branded.ts';
import type { Speaker } from '../../../../../shared/words/words.ts';
import { readPayload } from './read-payload.ts';

// Needs no database: previews of templates and the gallery of the tests show it.

/** Returns a made-up payload for the preview of a template, in the language of the letter. */
export const samplePayload = ({ t }: Speaker) =>
  ({
    receivedAt: '2026-11-25T09:30:00.000Z',
    dueOn: '2027-02-15',
    answer: 'yes',
    reason: t('It cannot arrive in time'),
    note: t('A note entered with the step.'),
  }) as const;

/** Returns a made-up request for the preview of a template, in the language of the letter. */
export const sampleFacts = (
  { recipient, kind }: { readonly recipient: Recipient; readonly kind: MessageKind },
  library: LetterFacts['library'],
  clock: { readonly now: Date; readonly timeZone: string },
  speaker: Speaker,
): LetterFacts => {
  const { t } = speaker;
  const isPatron = recipient === 'patron';
  return {
    recipient,
    title: t('The Sea Around Us'),
    author: t('Carson, Rachel'),
    format: 'physical',
    citation: {
      ...noCitation,
      materialType: 'book',
      edition: t('Second edition'),
      isbn: '978-0-19-506997-0',
      neededBy: '2027-01-20',
    },
    externalId: '01MAIN0000101',
    requestedAt: '2026-11-02T09:30:00.000Z' as Instant,
    volumesExpected: 2,
    isSet: true,
    items: [
      { volume: 1, barcode: 'N-31234' },
      { volume: 2, barcode: 'N-31235' },
    ],
    dueOn:
      kind === 'loan-overdue'
        ? addDays(calendarDateIn(clock.now, clock.timeZone), -7)
        : calendarDate.parse('2027-01-15'),
    wanted: 2,
    conditions: [{ reason: 'LibraryUseOnly', note: '' }],
    readerName: isPatron ? t('Reader, A.') : t('North University Library'),
    partnerAddress: isPatron ? [] : [t('2 Hill Street'), 'Northtown'],
    pickupLocation: t('Main Circulation Desk'),
    holdUntil: calendarDate.parse('2026-12-09'),
    library,
    ...clock,
    step: readPayload(JSON.stringify(samplePayload(speaker))),
    corrected: kind === 'correction' ? sampleCorrected(isPatron, speaker) : null,
  };
};

const sampleCorrected = (isPatron: boolean, { t }: Speaker): NonNullable<LetterFacts['corrected']> => ({
  kind: isPatron ? 'item-ready' : 'returned',
  subject: isPatron ? t('Ready for you: The Sea Around Us') : t('Returned: 01MAIN0000101'),
  text: isPatron
    ? t('The item you requested is ready for you.')
    : t('The item you lent us is on its way back to you.'),
  at: '2026-11-24T09:30:00.000Z' as Instant,
});
