import type { Instant } from '../ids.ts';
import * as slip from './slip.ts';
import { t } from '../../words/words.ts';

/** The barcode of a test slip, which Settings recognises when it is scanned. */
export const testCode = 'TEST-0123456789';

/** Shows whether a printer is set up correctly. */
export const testSlip = slip.fixedSlip(
  'test',
  ({ z, instant, strings }) => ({
    /** The kind whose printer it tests; null: the printer for slips without one of their own. */
    insteadOf: z.string().nullable(),
    ...strings('libraryName', 'timeZone'),
    printedAt: instant,
  }),
  {
    label: t('Test slip'),
    undone: slip.stepUndone,
    parts: ({ libraryName, printedAt, timeZone }) => [
      { as: 'headline', verb: t('TEST SLIP'), name: libraryName },
      {
        as: 'text',
        text: t(
          'Slips from this desk print here. Scan the code: if the scanner reads it, the print quality is good.',
        ),
        limit: slip.limits.note,
      },
      { as: 'code', label: t('Test code'), code: testCode },
      slip.short(t('Printed'), slip.moment(printedAt, timeZone)),
    ],
    sample: {
      kind: 'test',
      insteadOf: null,
      libraryName: 'Main Library',
      printedAt: '2026-11-25T15:42:00.000Z' as Instant,
      timeZone: 'America/New_York',
    },
  },
);
