import type { Undone } from '../../../shared/ipc/views.ts';
import { t } from '../../../shared/words/words.ts';

/** ` Discard the printed slip.`; empty if none was printed. */
export const slipsToDiscard = (slips: number): string =>
  slips === 0
    ? ''
    : t(' Discard the {slips, plural, one {printed slip} other {# printed slips}}.', { slips });

const anew = (items: number): string =>
  items === 0
    ? ''
    : t(
        ' A new slip prints for {itemsCase, select, yes {the other item} other {the other {items} items}} in the parcel.',
        { itemsCase: items === 1 ? 'yes' : 'no', items },
      );

/** Returns what was undone, the new state of the request, who gets a correction, and which slips must be discarded. */
export const undoneLine = ({ headline, corrections = [], slipsOnPaper, stayInParcel = 0 }: Undone): string =>
  `${[headline, ...corrections].join(' ')}${slipsToDiscard(slipsOnPaper)}${anew(stayInParcel)}`;
