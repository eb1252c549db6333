import { circulation, requests, step } from './step.ts';
import { t } from '../../words/words.ts';

export const scanIn = step({
  kind: 'scan-in',
  input: ({ opId, code, volume }) => ({
    opId,
    code,
    /** The volume, if several volumes without a barcode share an external identifier; if omitted, staff are asked (`volume-unclear`). */
    volume: volume.optional(),
  }),
  answer: 'outcome',
  says: { name: t('Scanned in'), doing: t('Scanning in items'), cannot: null },
  who: { roles: [circulation, requests], inHand: true, asked: 'by-staff' },
  events: ['shelved', 'sentOn', 'broughtBack'],
  menu: null,
  window: null,
  pages: ['scan-in'],
  elsewhere: 'same-loan',
  redo: 'same-input',
  recheck: 'taken-again',
  notUndone: null,
  movesRequest: true,
  group: 'moved',
  work: 'shelve',
});
