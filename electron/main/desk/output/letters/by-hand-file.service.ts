import { calendarDateIn } from '../../../../../shared/domain/dates.ts';
import { messageLabel } from '../../../../../shared/domain/letters/all-letters.ts';
import type { Output } from '../../../../../shared/ipc/contract.ts';
import { fail, ok, type Result } from '../../../../../shared/ipc/result.ts';
import { t } from '../../../../../shared/words/words.ts';
import { csvLine } from '../../../csv-cell.ts';
import type { DeskContext } from '../../context.ts';
import { findMessage } from '../../store/sending.queries.ts';
import { lettersWithoutAddress } from './letter-list.queries.ts';
import type { LetterWriter } from './letter-writer.ts';

/** Saves a text under a name in a folder that the operator chooses; null if the dialog was cancelled. @throws if it cannot be written. */
export type SaveFile = (name: string, text: string) => Promise<string | null>;

/** More letters than staff ever handle by hand. */
const maxLetters = 100_000;

const heads = [
  t('For'),
  t('Address'),
  t('Phone'),
  t('Letter'),
  t('External identifier'),
  t('Title'),
  t('Written'),
  t('Text'),
];

/** The letters to recipients without an address, by recipient, as the lines of a CSV file that contains their texts. */
const byHandLines = ({ db, session, timeZone }: DeskContext, writer: LetterWriter): readonly string[] =>
  lettersWithoutAddress(db, { libraries: session.libraries(), offset: 0, limit: maxLetters }).rows.map(
    (row) => {
      const message = findMessage(db, row.id);
      const letter = message ? writer.write(db, message) : null;
      return csvLine([
        row.readerName,
        letter?.facts.partnerAddress.join('\n') ?? '',
        row.readerPhone,
        messageLabel(row.recipient, row.kind),
        row.externalId,
        row.title,
        calendarDateIn(new Date(row.createdAt), timeZone()),
        letter?.body ?? '',
      ]);
    },
  );

type ByHandFileService = {
  /** Saves the letters to recipients without an address. Fails (`file-unwritable`) if the file cannot be written. */
  readonly saveByHand: () => Promise<Result<Output<'letters.saveByHand'>>>;
};

/** Exports the letters to be handled by hand. */
export const byHandFileService = (
  context: DeskContext,
  parts: { readonly writer: LetterWriter; readonly saveFile: SaveFile },
): ByHandFileService => ({
  saveByHand: async () => {
    const lines = byHandLines(context, parts.writer);
    const today = calendarDateIn(context.now(), context.timeZone());
    try {
      // Spreadsheet programs read a file as UTF-8 only if it begins with a byte order mark.
      const text = `\uFEFF${csvLine(heads)}${lines.join('')}`;
      const fileName = await parts.saveFile(t('Contact by hand {today}.csv', { today }), text);
      return ok(fileName === null ? null : { fileName, letters: lines.length });
    } catch {
      return fail(
        'file-unwritable',
        t('The file could not be saved there. Choose another folder, or close the file where it is open.'),
      );
    }
  },
});
