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

/** Saves a text under a name where a person chooses; null when they chose nowhere. @throws when it cannot be written. */
export type SaveFile = (name: string, text: string) => Promise<string | null>;

/** More letters than anybody tells by hand. */
const mostLetters = 100_000;

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

/** What readers without an address must be told, by reader, as the lines of a CSV file: with the text that they would read. */
const byHandLines = ({ db, session, timeZone }: DeskContext, writer: LetterWriter): readonly string[] =>
  lettersWithoutAddress(db, { libraries: session.libraries(), offset: 0, limit: mostLetters }).rows.map(
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

export type ByHandFileService = {
  /** Saves what readers without an address must be told. Fails (`file-unwritable`) where the file cannot be written. */
  readonly saveByHand: () => Promise<Result<Output<'letters.saveByHand'>>>;
};

/** The list of what is to be told by hand, as a file. */
export const byHandFileService = (
  context: DeskContext,
  parts: { readonly writer: LetterWriter; readonly saveFile: SaveFile },
): ByHandFileService => ({
  saveByHand: async () => {
    const lines = byHandLines(context, parts.writer);
    const today = calendarDateIn(context.now(), context.timeZone());
    try {
      // Spreadsheet programs take a file for UTF-8 only when it begins with a byte order mark.
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
