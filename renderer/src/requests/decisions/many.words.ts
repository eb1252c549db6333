import { lettersWaits, queuedWords } from '../../../../shared/domain/letters/mail-states.ts';
import { inOneLine, toldByHand } from '../../../../shared/domain/letters/partner-notifications.ts';
import type { RequestFactsView } from '../../../../shared/ipc/decision-views.ts';
import { t } from '../../../../shared/words/words.ts';

type Preview = (request: RequestFactsView) => string;

/** Returns which partners staff must tell, and why letters wait, if any do. @param preview describes the effect on one request */
export const lettersOfMany = (requests: readonly RequestFactsView[], preview: Preview): readonly string[] => {
  const previews = requests.map((request) => ({ request, words: preview(request) }));
  const names = (...addresses: readonly ('none' | 'hand' | 'wrong')[]): string =>
    [
      ...new Set(
        previews.flatMap(({ request, words }) =>
          addresses.flatMap((address) => toldByHand(request, words, address)),
        ),
      ),
    ]
      .sort((one, other) => one.localeCompare(other))
      .join(', ');
  const [byHand, wrong] = [names('none', 'hand'), names('wrong')];
  return [
    ...(byHand === '' ? [] : [t('Letters to these go to Contact by hand: {names}.', { names: byHand })]),
    ...(wrong === ''
      ? []
      : [
          t('The e-mail addresses of these are not valid; correct them in Settings › Partners: {names}.', {
            names: wrong,
          }),
        ]),
    ...lettersWaits.map(queuedWords).filter((why) => previews.some(({ words }) => words.includes(why))),
  ];
};

/** Describes the effect on many requests. @param preview describes the effect on one request */
export const manyPreview = (requests: readonly RequestFactsView[], preview: Preview): string =>
  inOneLine([
    t(
      '{requestsCount} requests, each handled separately. If one cannot be done, the others are not affected.',
      { requestsCount: requests.length },
    ),
    ...lettersOfMany(requests, preview),
  ]);
