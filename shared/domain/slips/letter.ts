import type { Instant } from '../ids.ts';
import * as slip from './slip.ts';
import { t } from '../../words/words.ts';

/** A letter that goes out on paper, as it would have gone by mail. Its text is the library's: under Settings, Letters. */
export const letterSlip = slip.fixedSlip(
  'letter',
  ({ instant, library, strings }) => ({
    /** Lines of the body end with `\n`. */
    ...strings('externalId', 'title', 'subject', 'body', 'timeZone'),
    to: library,
    library: library,
    writtenAt: instant,
  }),
  {
    label: t('Letter'),
    undone: slip.stepUndone,
    parts: ({ library, to, writtenAt, timeZone, subject, body }) => [
      { as: 'library', ...library },
      { as: 'address', lines: [to.name, ...to.address.slice(0, slip.limits.lines)] },
      { as: 'text', text: slip.moment(writtenAt, timeZone), limit: slip.limits.line },
      { as: 'subject', text: subject },
      { as: 'letter', text: body },
    ],
    sample: {
      kind: 'letter',
      externalId: '01MAIN0000101',
      title: 'The Sea Around Us',
      to: { name: 'Reader, Alexandra', address: ['14 Orchard Street', 'Springfield'] },
      subject: 'The Sea Around Us is ready',
      body: 'Dear Alexandra Reader,\n\nThe item that you asked for is ready for you at the Main Circulation Desk.\n\nMain Library\n',
      library: { name: 'Main Library', address: ['1 College Road', 'Springfield'] },
      writtenAt: '2026-11-25T15:42:00.000Z' as Instant,
      timeZone: 'America/New_York',
    },
  },
);

export type LetterSlip = typeof letterSlip.sample;
