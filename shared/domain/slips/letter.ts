import { calendarDateIn, formatDateInFull } from '../dates.ts';
import type { Instant } from '../ids.ts';
import * as slip from './slip.ts';
import { namesOf } from '../listed.ts';
import { languages } from '../../words/languages.ts';
import { t } from '../../words/words.ts';

/** A letter printed instead of mailed. Its text is the library's: under Settings, Letters. */
export const letterSlip = slip.fixedSlip(
  'letter',
  ({ z, instant, library, strings }) => ({
    /** Lines of the body end with `\n`. */
    ...strings('externalId', 'title', 'subject', 'body', 'timeZone'),
    to: library,
    library: library,
    writtenAt: instant,
    /** The language of the letter, used for its date as well. */
    language: z.enum(namesOf(languages)),
  }),
  {
    label: t('Letter'),
    undone: slip.stepUndone,
    parts: ({ library, to, writtenAt, timeZone, language, subject, body }) => [
      { as: 'library', ...library },
      { as: 'address', lines: [to.name, ...to.address.slice(0, slip.limits.lines)] },
      {
        as: 'text',
        text: formatDateInFull(calendarDateIn(new Date(writtenAt), timeZone), languages[language].locale),
        limit: slip.limits.line,
      },
      { as: 'subject', text: subject },
      { as: 'letter', text: body },
    ],
    sample: {
      kind: 'letter',
      externalId: '01MAIN0000101',
      title: 'The Sea Around Us',
      to: { name: 'Reader, Alexandra', address: ['14 Orchard Street', 'Springfield'] },
      language: 'en',
      subject: 'Ready for you: The Sea Around Us',
      body: 'Dear Alexandra Reader,\n\nThe item you requested is ready for you at Main Circulation Desk.\n\nKind regards\n\nMain Library\n',
      library: { name: 'Main Library', address: ['1 College Road', 'Springfield'] },
      writtenAt: '2026-11-25T15:42:00.000Z' as Instant,
      timeZone: 'America/New_York',
    },
  },
);

export type LetterSlip = typeof letterSlip.sample;
