import type { ReceiptLook } from '../../../../../shared/ipc/calls/receiving.ts';
import type { ListJob } from '../../../steps/scan-list/list.types.ts';
import { t } from '../../../../../shared/words/words.ts';

/** Two scans of a parcel: the external identifier, then the barcode of the item. */
export type Receipt = {
  readonly identifier: string;
  /** Null until it is scanned. */
  readonly barcode: string | null;
  /** How the barcode was entered: `typed` with its identifier, `first` after it, `next` after another barcode of the set. */
  readonly by: 'typed' | 'first' | 'next';
};

const separators = /\s*[\t;,]\s*/;

/** Parses one line: an identifier followed by barcodes. */
const receiptsOf = (line: string): readonly Receipt[] => {
  const [identifier = '', ...rest] = line.trim().split(separators);
  const barcodes = rest.filter((barcode) => barcode !== '');
  return barcodes.length === 0
    ? [{ identifier, barcode: null, by: 'typed' }]
    : barcodes.map((barcode) => ({ identifier, barcode, by: 'typed' }));
};

/** Returns how many volumes of a request are in the lines. */
export const listedOf = (
  lines: readonly { readonly scan: Receipt; readonly look: ReceiptLook | null }[],
  identifier: string,
): number =>
  lines.filter(({ scan, look }) => scan.barcode !== null && look !== null && scan.identifier === identifier)
    .length;

/** A list of receipts: pairs of scans, or several barcodes after one identifier if its request expects a set. */
export const receiptsJob: ListJob<Receipt, ReceiptLook> = {
  nameOf: ({ identifier, barcode }) => (barcode === null ? identifier : `${identifier} ${barcode}`),

  read: (text) => {
    const lines = text.split(/[\r\n]+/).filter((line) => line.trim() !== '');
    return lines.length > 1 || separators.test(text) ? lines.flatMap(receiptsOf) : null;
  },

  place: (lines, code) => {
    const last = lines.at(-1);
    if (!last) return begin(code);
    if (last.look === null && last.refusal === null) return 'wait';
    if (last.look === null || (last.refusal !== null && last.inDoubt === null)) return begin(code);
    const { identifier } = last.scan;
    if (last.scan.barcode === null)
      return { scan: { identifier, barcode: code, by: 'first' }, instead: last.id };
    const { volumesExpected, volumesReceived } = last.look;
    const isOpen = (volumesExpected ?? 0) > volumesReceived + listedOf(lines, identifier);
    return isOpen ? { scan: { identifier, barcode: code, by: 'next' }, instead: null } : begin(code);
  },

  isWhole: ({ barcode, question }) => barcode !== null && question === null,
  isSame: (one, other) => one.barcode !== null && one.barcode === other.barcode,

  meant: ({ id, scan }, before, { code, details }) => {
    const { identifier, barcode, by } = scan;
    // An identifier in place of a barcode starts another parcel, and the previous one still needs its barcode.
    if (code === 'identifier-not-barcode' && barcode !== null && by !== 'typed') {
      const open = by === 'first' ? [begin(identifier).scan] : [];
      const isSame = details?.['sameRequest'] === true;
      return { instead: [id], scans: [...open, ...(isSame ? [] : [begin(barcode).scan])] };
    }
    // A barcode after a refused identifier belongs to that identifier.
    const waits = before !== undefined && before.refusal !== null && before.scan.barcode === null;
    if (code === 'identifier-unknown' && barcode === null && by !== 'typed' && waits)
      return {
        instead: [before.id, id],
        scans: [{ identifier: before.scan.identifier, barcode: identifier, by: 'typed' }],
      };
    return null;
  },

  words: {
    done: t('received'),
    inDoubt: t(
      'The item may or may not have been received. Receive it again with the others: it won’t be received twice.',
    ),
  },
};

const begin = (identifier: string): { readonly scan: Receipt; readonly instead: null } => ({
  scan: { identifier, barcode: null, by: 'first' },
  instead: null,
});
