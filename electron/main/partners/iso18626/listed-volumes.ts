import type { VolumeFormat } from '../../../../shared/domain/partner-profile.ts';
import { plainLine } from '../../../../shared/domain/plain-text.ts';
import type { SupplyingAgencyMessage } from './message.ts';
import type { ReadNote } from './notes.ts';

/** One volume that a partner says it sent. What it did not say is empty. */
export type ListedVolume = { readonly id: string; readonly callNumber: string; readonly title: string };

const known = (...parts: readonly (string | undefined)[]): ListedVolume => {
  const [id = '', callNumber = '', title = ''] = parts.map((part) => (part ?? '').trim());
  return { id, callNumber, title };
};

/** ReShare writes name, call number and identifier; it separated them by commas until 2025. */
const reshareVolumes = (itemId: string): readonly ListedVolume[] =>
  itemId
    .split(/(?:###|,)?multivol:/)
    .filter((part) => part.trim() !== '')
    .map((part) => {
      // A title or call number may contain commas: the identifier is what follows the last one.
      const fields = part.includes('##') ? part.split('##') : part.split(',');
      const id = fields.pop();
      const [title, ...callNumber] = fields;
      return known(id, callNumber.join(','), title);
    });

/** CrossLink writes `id` or `id|call number|title`, and `\|` for a bar. */
const blockVolume = (line: string): ListedVolume =>
  known(...line.split(/(?<!\\)\|/).map((part) => part.replaceAll('\\|', '|')));

const fromItemId = (itemId: string, format: VolumeFormat): readonly ListedVolume[] => {
  if (itemId.includes('multivol:') || itemId.includes('##')) return reshareVolumes(itemId);
  if (format === 'commas') return itemId.split(',').map((id) => known(id));
  return [known(itemId)];
};

/**
 * Returns the volumes that a message lists. Forms that cannot mean anything else are understood from every partner; only a comma needs the
 * partner's format.
 */
export const listedVolumesOf = (
  { body: { deliveryInfo } }: SupplyingAgencyMessage,
  note: ReadNote,
  format: VolumeFormat,
): readonly ListedVolume[] => {
  const listed =
    note.volumeLines.length > 0
      ? note.volumeLines.map(blockVolume)
      : (deliveryInfo?.itemId ?? []).flatMap((itemId) => fromItemId(itemId, format));
  return listed.filter(({ id, callNumber, title }) => id !== '' || callNumber !== '' || title !== '');
};

/** Returns a volume in a few words: title, call number and identifier, as far as they are known. */
export const volumeWords = ({ id, callNumber, title }: ListedVolume): string =>
  plainLine([title, callNumber, id].filter((part) => part !== '').join(' · '), 300);
