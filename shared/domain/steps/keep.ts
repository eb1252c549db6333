import { previewEvents } from '../letters/partner-notifications.ts';
import { waitsAgainPreview } from '../letters/waits-again.ts';
import { eventsOf } from '../life/deciding.ts';
import { isOut } from '../life/volume.ts';
import { fulfillment, onLists, step } from './step.ts';
import { t } from '../../words/words.ts';

export const keep = step({
  kind: 'keep',
  input: ({ decided, note }) => ({ ...decided, note }),
  answer: 'outcome',
  says: {
    name: t('Kept after all'),
    doing: t('Keeping items marked to go back'),
    cannot: (status) =>
      t('A request with the status “{status}” has nothing that can be kept for the patron.', { status }),
  },
  who: { roles: [fulfillment], inHand: false, asked: 'by-staff' },
  events: ['item.kept'],
  menu: { label: t('Keep after all'), group: 'next', many: null },
  window: {
    button: t('Keep after all'),
    destructive: false,
    keep: null,
    note: {
      hint: t('Saved with the request.'),
      preview: (request) => {
        const kept = request.life.volumes.filter((volume) => isOut(volume) && volume.use === 'goes-back');
        const itemIds = kept.map(({ id }) => id);
        return [
          ...previewEvents(request, eventsOf.keep(request, itemIds)),
          t('It is no longer marked to go back.'),
          ...waitsAgainPreview(request, request.waitsAgain.kept),
        ];
      },
      startsAt: 'button',
    },
  },
  pages: onLists,
  elsewhere: 'first-decides',
  redo: 'same-input',
  recheck: 'taken-again',
  notUndone: null,
  movesRequest: true,
  group: 'requests',
  work: 'other',
});
