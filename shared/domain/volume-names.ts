import { t } from '../words/words.ts';

/** Formats volumes as a list in a sentence: by their barcodes; one that was never scanned has none. */
export const volumeNames = (
  volumes: readonly { readonly barcode: string; readonly volume: number }[],
): string => volumes.map(({ barcode, volume }) => barcode || t('Volume {volume}', { volume })).join(', ');
