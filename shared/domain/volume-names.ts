import { t } from '../words/words.ts';

type Numbered = { readonly volume: number };
type Named = Numbered & { readonly barcode: string };

/**
 * Whether a request has several volumes.
 * @param expected how many are expected; null if unknown
 * @param known how many are known, and the numbers of those that are
 */
export const isSet = (expected: number | null, ...known: readonly number[]): boolean =>
  Math.max(expected ?? 1, ...known) > 1;

/** The same for volumes that are all known. */
export const isSetOf = (expected: number | null, volumes: readonly Numbered[]): boolean =>
  isSet(expected, volumes.length, ...volumes.map(({ volume }) => volume));

type Placed = Numbered & { readonly volumesExpected: number | null };

/** `2 of 3`; `volume 4` without a total: it is unknown, or too low. */
export const placeInSet = ({ volume, volumesExpected }: Placed): string =>
  volumesExpected === null || volume > volumesExpected
    ? t('volume {volume}', { volume })
    : t('{volume} of {volumesExpected}', { volume, volumesExpected });

/** `volume 2 of 3`; `volume 4` without a total. */
export const volumeWords = ({ volume, volumesExpected }: Placed): string =>
  volumesExpected === null || volume > volumesExpected
    ? t('volume {volume}', { volume })
    : t('volume {volume} of {volumesExpected}', { volume, volumesExpected });

/** `volume 2 (N-31235)`; one that was never scanned has no barcode. */
export const volumeName = ({ volume, barcode }: Named): string =>
  barcode === '' ? t('volume {volume}', { volume }) : t('volume {volume} ({barcode})', { volume, barcode });

/** Formats volumes as a list in a sentence: by their barcodes; one that was never scanned has none. */
export const volumeNames = (volumes: readonly Named[]): string =>
  volumes.map(({ barcode, volume }) => barcode || t('Volume {volume}', { volume })).join(', ');
