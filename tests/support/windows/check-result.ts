import { statusLabel } from '../../../shared/domain/request-status.ts';
import { isValid, type Taken, truth, waitsFor } from './claim.ts';
import { claims } from './claims.ts';

type Headline = {
  readonly words: RegExp;
  readonly lie: (taken: Taken, found: Readonly<Record<string, string>>) => ReturnType<typeof truth>;
};

/** Whether a letter of a kind is sent: it was written, its address is valid, and letters do not wait. */
const leaves = ({ written, lettersWait, after }: Taken, kinds: readonly string[], name?: string): boolean =>
  lettersWait === null &&
  written.some(
    (letter) =>
      letter.recipient === 'partner' &&
      kinds.includes(letter.kind) &&
      isValid(letter.email) &&
      (name === undefined ||
        after.turns.some(({ id, name: other }) => id === letter.turnId && other === name)),
  );

const isRequestWritten = ({ written }: Taken): boolean =>
  written.some((letter) => letter.kind === 'request' && isValid(letter.email));

/** Headlines that describe what is done now. */
const headlines: readonly Headline[] = [
  {
    words: /^Sent to (?<name>.+)$/u,
    lie: (taken, { name }) => truth(leaves(taken, ['request'], name), 'no request leaves'),
  },
  {
    words: /^Queued for .+: (?<why>no mail account|the mail password is missing|mail is unavailable)$/u,
    lie: (taken, { why }) =>
      truth(
        isRequestWritten(taken) && taken.lettersWait === waitsFor[why ?? ''],
        'no request waits for that',
      ),
  },
  {
    words: /^Ask .+ yourself$/u,
    lie: (taken) => truth(!isRequestWritten(taken), 'a request goes by letter'),
  },
  {
    words: /^Asked (?<name>.+) to cancel: /u,
    lie: (taken, { name }) => truth(leaves(taken, ['cancel-asked'], name), 'nobody is asked by letter'),
  },
  {
    words: /^Cancellation requested: /u,
    lie: (taken) =>
      truth(
        taken.after.request.endedAs === null && !leaves(taken, ['cancel-asked']),
        'it is cancelled, or the letter leaves',
      ),
  },
  {
    words: /^Cancelled(?: for the patron)?: /u,
    lie: ({ after }) => truth(after.request.endedAs !== null, `it is ${statusLabel(after.request.status)}`),
  },
  {
    words: /: cancelled as requested$/u,
    lie: ({ after }) => truth(after.request.endedAs !== null, 'it is open'),
  },
  {
    words: /: (?<name>.+) is asked next$/u,
    lie: ({ after }, { name }) =>
      truth(
        after.turns.some((turn) => turn.name === name && turn.state === 'asked'),
        'it is not asked',
      ),
  },
  {
    words: /: no partners left in the rota$/u,
    lie: ({ after }) => truth(!after.turns.some(({ state }) => state === 'asked'), 'somebody is asked'),
  },
  {
    words: /^Claimed: asked (?<name>.+) where it is$/u,
    lie: (taken, { name }) => truth(leaves(taken, ['claim'], name), 'nobody is asked by letter'),
  },
  {
    words: /^Due .* · partner notified$/u,
    lie: (taken) => truth(leaves(taken, ['renewal']), 'no partner hears of it by letter'),
  },
  {
    words: /(?:^|· )Asked (?<name>.+) to renew until /u,
    lie: (taken, { name }) => truth(leaves(taken, ['renewal-asked'], name), 'nobody is asked by letter'),
  },
  {
    words: /(?:^|· )Renewal requested until /u,
    lie: (taken) =>
      truth(
        !leaves(taken, ['renewal-asked']) && taken.after.items.some(({ renewal }) => renewal === 'asked'),
        'it is renewed, or the letter leaves',
      ),
  },
  {
    words: /^Found: .*, (?<where>on hold shelf at|in transit to|to go back to the partner)/u,
    lie: ({ after }, { where = '' }) =>
      truth(
        after.items.some(({ use, status }) => {
          if (where === 'to go back to the partner') return use === 'goes-back';
          return (
            use === 'for-patron' && status === (where === 'in transit to' ? 'in-transit' : 'on-hold-shelf')
          );
        }),
        'nothing is there',
      ),
  },
];

/** Returns why a step's answer does not match what it did; null if it does. @param remarks its further sentences, as in windows. */
export const checkResult = (
  { headline, remarks }: { readonly headline: string; readonly remarks: readonly string[] },
  taken: Taken,
  heard: (words: string) => void,
): string | null => {
  for (const { words, lie } of headlines) {
    const match = words.exec(headline);
    if (!match) continue;
    heard(words.source);
    const held = lie(taken, match.groups ?? {});
    if (typeof held === 'string') return `answered “${headline}”: ${held}`;
  }
  for (const remark of remarks) {
    const claim = claims.find(({ words }) => words.test(remark));
    const held = claim?.holds(taken, claim.words.exec(remark)?.groups ?? {});
    if (typeof held === 'string') return `answered “${remark}”: ${held}`;
  }
  return null;
};

/** The headlines that must occur at least once. */
export const headlinesKnown: readonly string[] = headlines.map(({ words }) => words.source);
