import { isOut } from '../../../../shared/domain/life/volume.ts';
import type { RequestDetails } from '../../../../shared/ipc/request-views.ts';
import { t } from '../../../../shared/words/words.ts';

type VolumesOf = Pick<RequestDetails['request'], 'volumesExpected' | 'status' | 'setOpen'> & {
  readonly format: string;
  readonly life: Pick<RequestDetails['request']['life'], 'volumes' | 'cancelWish'>;
};

/**
 * Says how many volumes came for the patron, how many are to go back instead, how many of those were returned, and whether letters wait
 * until the set is ended; null if a file came, or will come, instead of volumes. A cancellation turns volumes that came for the patron into
 * ones to go back: they have come all the same, and those that went back before it are counted with them.
 */
export const volumesWords = ({
  volumesExpected,
  format,
  status,
  setOpen,
  life: { volumes, cancelWish },
}: VolumesOf): string | null => {
  if (volumes.length === 0 && (format === 'digital' || status === 'RECEIVED_DIGITALLY')) return null;
  const unwanted = volumes.filter(({ use }) => use === 'goes-back');
  const forPatron = volumes.length - unwanted.length;
  const isCancelled = cancelWish !== null;
  const back = isCancelled ? volumes : unwanted;
  return factList([
    forPatron === 0 && unwanted.length > 0
      ? null
      : receivedWords(isCancelled ? volumes.length : forPatron, volumesExpected),
    unwantedWords(
      back.filter(isOut).length,
      back.filter(({ place }) => place === 'returned-to-partner').length,
    ),
    setOpen ? t('set still open: its letters wait until Done') : null,
  ]);
};

const factList = (facts: readonly (string | null)[]): string => facts.filter(Boolean).join(', ');

/** Says how many volumes that are not for the patron are still to go back, and how many went back. */
export const unwantedWords = (here: number, gone: number): string =>
  factList([
    here === 0 ? null : t('{count} to go back', { count: here }),
    gone === 0 ? null : t('{count} returned', { count: gone }),
  ]);

/** Says how many volumes came. @param expected null if unknown */
export const receivedWords = (received: number, expected: number | null): string =>
  expected === null
    ? t('{received} received, total unknown', { received })
    : t('{received} of {expected} received', { received, expected });
