import type { ReturnLook } from '../../../../shared/ipc/calls/returning.ts';
import type { ListJob } from '../../steps/scan-list/list.types.ts';
import { t } from '../../../../shared/words/words.ts';

/** The list of items to return: each barcode is an item. */
export const trolleyJob: ListJob<string, ReturnLook> = {
  nameOf: (code) => code,
  read: (text) => {
    const codes = text
      .split(/\s*[\r\n]+\s*/)
      .map((code) => code.trim())
      .filter((code) => code !== '');
    return codes.length > 1 ? codes : null;
  },
  place: (_lines, code) => ({ scan: code, instead: null }),
  isWhole: () => true,
  isSame: (one, other) => one.itemId === other.itemId,
  meant: () => null,
  words: {
    done: t('returned'),
    inDoubt: t(
      'The item may or may not have been returned. Return it again with the others: it won’t be returned twice.',
    ),
  },
};
