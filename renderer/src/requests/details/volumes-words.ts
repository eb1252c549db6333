import { isOut } from '../../../../shared/domain/life/volume.ts';
import type { RequestDetails } from '../../../../shared/ipc/request-views.ts';
import { t } from '../../../../shared/words/words.ts';

type VolumesOf = Pick<RequestDetails['request'], 'volumesExpected'> & {
  readonly life: Pick<RequestDetails['request']['life'], 'volumes'>;
};

/** Says how many volumes came for the patron, how many are to go back instead, and how many of those were returned. */
export const volumesWords = ({ volumesExpected, life: { volumes } }: VolumesOf): string => {
  const unwanted = volumes.filter(({ use }) => use === 'goes-back');
  const received = volumes.length - unwanted.length;
  const here = unwanted.filter(isOut).length;
  const gone = unwanted.length - here;
  const facts = [
    ...(received === 0 && unwanted.length > 0 ? [] : [receivedWords(received, volumesExpected)]),
    ...(here === 0 ? [] : [t('{count} to go back', { count: here })]),
    ...(gone === 0 ? [] : [t('{count} returned', { count: gone })]),
  ];
  return facts.join(', ');
};

/** Says how many volumes came. @param expected null if unknown */
export const receivedWords = (received: number, expected: number | null): string =>
  expected === null
    ? t('{received} received, total unknown', { received })
    : t('{received} of {expected} received', { received, expected });
