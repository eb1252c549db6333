import { itemStatusLabel } from './item-status.ts';
import { t } from '../words/words.ts';

/** How many volumes of a request are at a place. Names are empty if unknown. */
type Place = {
  readonly status: string;
  readonly deskName: string;
  readonly destinationName: string;
  readonly count: number;
};

const placeWords = ({ status, deskName, destinationName }: Place): string => {
  const label = itemStatusLabel(status);
  if (status === 'in-transit' && destinationName !== '')
    return t('{label} to {destinationName}', { label, destinationName });
  return status === 'on-hold-shelf' && deskName !== '' ? `${label}, ${deskName}` : label;
};

/** Says where the volumes are, with counts if there are several places: `2 on loan · 1 on hold shelf, Main Desk`. */
export const placesWords = (places: readonly Place[]): string =>
  places.length === 1
    ? places.map(placeWords).join('')
    : places
        .map(
          (place) => `${place.count} ${placeWords(place).replace(/^./u, (letter) => letter.toLowerCase())}`,
        )
        .join(' · ');
