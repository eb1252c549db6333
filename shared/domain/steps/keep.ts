import { aheadOf, patronIsTold } from '../letters/told.ts';
import { eventsOf } from '../life/deciding.ts';
import { isOut } from '../life/volume.ts';
import { fulfillment, onLists, step } from './step.ts';
import { t } from '../../words/words.ts';

export const keep = step({
  kind: 'keep',
  input: ({ decided, note }) => ({ ...decided, note }),
  answer: 'outcome',
  says: {
    name: t('steps.keptAfterAll'),
    doing: t('steps.keepingWhatIsToGoBack'),
    done: t('requestActions.keptAfterAll'),
  },
  who: { roles: [fulfillment], inHand: false, asked: 'by-staff' },
  events: ['item.kept'],
  menu: { label: t('requestActions.keepAfterAll'), group: 'further', many: null },
  window: {
    button: t('requestActions.keepAfterAll'),
    destructive: false,
    keep: null,
    note: {
      hint: t('requestActions.itStaysWithTheRequest'),
      ahead: (request) => {
        const kept = request.life.volumes.filter((volume) => isOut(volume) && volume.use === 'goes-back');
        const follows = aheadOf(
          request,
          eventsOf.keep(
            request,
            kept.map(({ id }) => id),
          ),
        );
        // What the patron had is returned by them already.
        const waits = kept.some(({ patron }) => patron === 'not-yet')
          ? t('requestActions.whatIsAtItsPickupLocation', { told: patronIsTold(request, 'item-ready') })
          : '';
        return `${follows} ${waits}`.trim() || t('requestActions.itWaitsForThePatronAgain');
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
