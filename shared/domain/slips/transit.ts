import type { Instant } from '../ids.ts';
import * as slip from './slip.ts';
import { short } from './slip.ts';
import { t } from '../../words/words.ts';

/** Goes with an item from one desk to another. */
export const transitSlip = slip.designedSlip(
  'transit',
  ({ z, instant, library, strings }) => ({
    /** `note`: why it travels: to the patron's hold shelf, or back to the partner. */
    ...strings(
      'barcode',
      'externalId',
      'title',
      'author',
      'patronName',
      'from',
      'note',
      'libraryName',
      'timeZone',
    ),
    volume: z.number(),
    volumesExpected: z.number().nullable(),
    to: library.extend(strings('libraryName')),
    sentAt: instant,
  }),
  ({ free, headline }) => ({
    label: t('Transit slip'),
    undone: slip.stepUndone,
    fields: {
      logo: slip.logo,
      headline: headline(({ to }) => ({ verb: t('SEND TO'), name: to.name })),
      text: slip.ownText,
      address: free(t('Desk address'), ({ to }) => ({
        as: 'address',
        lines: [to.libraryName, ...to.address.slice(0, slip.limits.lines)],
      })),
      notice: slip.notice,
      volume: free(slip.volumeLine.label, (sent) => ({ as: 'volume', ...sent, label: '' })),
      work: slip.work,
      itemCode: slip.itemCode,
      requestCode: slip.requestCode,
      from: free(t('From'), ({ from }, label) => short(label, from)),
      to: free(t('To'), ({ to }, label) => short(label, to.name)),
      sent: free(t.in('item', 'Sent'), (one, label) => short(label, slip.moment(one.sentAt, one.timeZone))),
      patron: slip.patron,
      library: slip.ownLibrary,
    },
    oncePerParcel: null,
    sample: {
      kind: 'transit',
      barcode: 'N-31234',
      externalId: '01MAIN0000101',
      title: 'The Sea Around Us',
      author: 'Carson, Rachel',
      patronName: 'Reader, Alexandra',
      volume: 2,
      volumesExpected: 3,
      from: 'Main Circulation Desk',
      to: {
        name: 'Hilltop Branch',
        libraryName: 'Hilltop Library',
        address: ['40 Summit Lane', 'Springfield'],
      },
      sentAt: '2026-11-25T15:42:00.000Z' as Instant,
      note: '',
      libraryName: 'Main Library',
      timeZone: 'America/New_York',
    },
  }),
);

export type TransitSlip = typeof transitSlip.sample;
