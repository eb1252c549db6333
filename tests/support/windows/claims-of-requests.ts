import { statusLabel } from '../../../shared/domain/request-status.ts';
import type { Seen } from './seen.ts';
import { activeStates, type Claim, NAME, truth } from './claim.ts';
import { movedDates } from './claims-of-volumes.ts';

const labelOf = (status: string): string => statusLabel(status);

/** Whether fewer volumes have arrived for the patron than are expected. */
const wantsMore = ({ request, items }: Seen): boolean =>
  items.filter(({ use }) => use === 'for-patron').length < (request.volumesExpected ?? 1);

/** Claims about what happens to a request, and who is asked. */
export const claimsOfRequests: readonly Claim[] = [
  {
    name: 'the request closes',
    words: /^The request closes with the status “(?<status>[^”]*)”\./u,
    holds: ({ before, after }, { status = '' }) =>
      truth(
        before.request.endedAs === null &&
          after.request.endedAs !== null &&
          labelOf(after.request.endedAs) === status,
        `it ends as ${after.request.endedAs}`,
        ['ended'],
      ),
  },
  {
    name: 'the cancellation is withdrawn',
    words: /^The cancellation is withdrawn, and the request continues\./u,
    holds: ({ before, after }) =>
      truth(
        before.request.cancelWish !== null &&
          after.request.cancelWish === null &&
          after.request.endedAs === null,
        'it is wanted still, or over',
        ['wish-withdrawn'],
      ),
  },
  {
    name: 'the request is open again',
    words: /^The request is open again\./u,
    holds: ({ before, after }) =>
      truth(before.request.endedAs !== null && after.request.endedAs === null, 'it is as it was', [
        'open-again',
      ]),
  },
  {
    name: 'nobody is left',
    words: /^No partners left in the rota\. Add one, or cancel the request\./u,
    holds: ({ after }) =>
      truth(after.request.status === 'REJECTED', `it is ${after.request.status}`, ['nobody-left']),
  },
  {
    name: 'the request stays open until the partner answers',
    words: /^The request stays open until the partner answers\./u,
    holds: ({ after }) =>
      truth(
        after.request.endedAs === null && after.turns.some(({ cancellation }) => cancellation === 'asked'),
        'it is over, or nobody was asked',
      ),
  },
  {
    name: 'the parcel is awaited',
    words:
      /^(?:The request will wait for the parcel|Receive the parcel on Receiving Items when it arrives)\./u,
    holds: ({ kind, after }) =>
      truth(
        after.request.endedAs === null &&
          // A partner that says it sent a file may still have a parcel that is found.
          after.turns.some(({ state }) =>
            kind === 'report-found'
              ? activeStates.includes(state)
              : ['will-supply', 'shipped'].includes(state),
          ),
        'no parcel is awaited',
      ),
  },
  {
    name: 'our reply is awaited',
    words: /^The request will wait for our reply\. Until then, the condition is an active note\./u,
    holds: ({ after }) =>
      truth(
        after.turns.some(({ state }) => state === 'conditional'),
        'no condition waits',
      ),
  },
  {
    name: 'the file is awaited',
    words: /^The request will wait for its file\. Receive it digitally when the file arrives\./u,
    holds: ({ after }) =>
      truth(
        after.turns.some(({ state }) => state === 'shipped-digitally'),
        'no file is awaited',
      ),
  },
  {
    name: 'the answer is awaited',
    words: /^The request will wait for the answer\./u,
    holds: ({ after }) =>
      truth(
        after.turns.some(({ parcel }) => parcel === 'claimed'),
        'nothing is claimed',
      ),
  },
  {
    name: 'a refused cancellation',
    words: /^The request continues\. The item may still arrive\./u,
    holds: ({ after }) =>
      truth(
        after.request.endedAs === null && after.turns.some(({ cancellation }) => cancellation === 'refused'),
        'it does not go on',
      ),
  },
  {
    name: 'a parcel that is lost',
    words: /^Marks the parcel as lost because it never arrived\./u,
    holds: ({ after }) =>
      truth(
        after.turns.some(({ parcel }) => parcel === 'lost'),
        'no parcel is lost',
      ),
  },
  {
    name: 'the rest is wanted',
    words: /^The missing volumes are still wanted\. Ask the next partner for them\./u,
    holds: ({ after }) =>
      truth(after.request.endedAs === null && wantsMore(after), 'it is over, or nothing more is expected'),
  },
  {
    name: 'the rest is wanted, and nobody is left to ask',
    words: /^The missing volumes are still wanted\. Add a partner for them\./u,
    holds: ({ after }) =>
      truth(
        after.request.endedAs === null &&
          wantsMore(after) &&
          !after.turns.some(({ state }) => state === 'waiting'),
        'it is over, nothing more is expected, or somebody can be asked',
      ),
  },
  {
    name: 'the set is complete',
    words: /^The set counts as complete without the missing volumes\./u,
    holds: ({ after }) =>
      truth(
        !wantsMore(after) && !after.turns.some(({ state }) => activeStates.includes(state)),
        'more is awaited',
      ),
  },
  {
    name: 'only the records change',
    words: /^Only the records change\. No one is notified\./u,
    holds: ({ written }) => truth(written.length === 0, 'somebody is notified'),
  },
  {
    name: 'a file that ends nothing',
    words: /^The request is unchanged: an item is on loan, or the request is already closed\./u,
    holds: ({ before, after }) =>
      truth(
        before.request.status === after.request.status && before.request.endedAs === after.request.endedAs,
        'the request changes',
      ),
  },
  {
    name: 'who is asked next',
    words: new RegExp(`^${NAME} is asked (?:next|if the current partner cannot supply it)\\.`, 'u'),
    holds: ({ askedThen, after }, { name }) =>
      truth(
        askedThen === name && wantsMore(after),
        `${askedThen ?? 'nobody'} is, or nothing more is expected`,
      ),
  },
  {
    name: 'it is not sent yet',
    words: /^The request hasn’t been sent to this partner yet\. Choose Send\./u,
    holds: ({ after }) =>
      truth(!after.turns.some(({ state }) => activeStates.includes(state)), 'somebody was asked'),
  },
  {
    name: 'nobody else is asked',
    words:
      /^No other partner is asked(?:: (?<why>the request is closed)| while a cancellation is pending)\./u,
    holds: ({ after, askedThen }, { why = '' }) => {
      if (askedThen !== null) return `${askedThen} is`;
      const { endedAs, cancelWish } = after.request;
      return why === ''
        ? truth(cancelWish !== null, 'nobody wants it cancelled')
        : truth(endedAs !== null, 'it is open');
    },
  },
  {
    name: 'somebody is asked only if staff choose it',
    words: new RegExp(
      `^Nothing more is expected\\. ${NAME} is asked only if you choose (?<step>[A-Za-z ]*)\\.`,
      'u',
    ),
    holds: ({ askedThen, after }, { name, step }) => {
      if (wantsMore(after)) return 'more is expected';
      const isActive = after.turns.some(({ state }) => activeStates.includes(state));
      if (isActive)
        return truth(askedThen === null && step === 'Ask next partner', `${askedThen ?? 'nobody'} is`);
      return truth(askedThen === name && step === 'Send', `${askedThen ?? 'nobody'} is`);
    },
  },
  {
    name: 'nobody is asked, since nothing more is expected',
    words: /^No other partner is asked: nothing more is expected\./u,
    holds: ({ after, askedThen }) =>
      truth(askedThen === null && !wantsMore(after), 'somebody is, or more is expected', ['nobody-left']),
  },
  {
    name: 'nobody can be asked',
    words: /^(?:No partners left to ask|The rota has no partners)\.(?: Add partners first\.)?/u,
    holds: ({ after, askedThen }) =>
      truth(
        askedThen === null && !after.turns.some(({ state, inUse }) => state === 'waiting' && inUse),
        'somebody can be asked',
        ['nobody-left'],
      ),
  },
  {
    name: 'a request that stays out of a queue',
    words: /^The request stays out of the queue until its date or cost changes\./u,
    holds: ({ before, after }) => truth(before.request.status === after.request.status, 'its status changes'),
  },
  {
    name: 'a parcel that comes all the same',
    words: new RegExp(`^${NAME}’s parcel will still arrive\\. Receive it, or return it\\.`, 'u'),
    holds: ({ before, after }) => truth(before.request.status === after.request.status, 'something changes'),
  },
  {
    name: 'a parcel that is announced after it arrived',
    words: new RegExp(
      `^${NAME}’s answer is saved in the conversation\\. Its parcel has already arrived\\.`,
      'u',
    ),
    holds: ({ before, after }) => truth(before.request.status === after.request.status, 'something changes'),
  },
  {
    name: 'a word that closes the question of a renewal, or comes after the fact',
    words: new RegExp(
      `^${NAME}’s answer is saved in the conversation\\. (?:The renewal is no longer requested, and no due date changes|The due dates stay: to change one, choose Correct)\\.`,
      'u',
    ),
    holds: (taken) =>
      truth(
        movedDates(taken).length === 0 && taken.written.length === 0,
        'a date moves, or a letter is written',
      ),
  },
  {
    name: 'a word that changes nothing',
    words: new RegExp(`^${NAME}’s answer is saved in the conversation\\. Nothing else changes\\.`, 'u'),
    holds: ({ before, after, written }) =>
      truth(before.request.status === after.request.status && written.length === 0, 'something changes'),
  },
];
