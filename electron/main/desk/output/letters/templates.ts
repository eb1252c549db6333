import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LetterCode, LetterText } from '../../../../../shared/domain/letters.ts';
import { readTemplateFile } from '../../../../../shared/domain/letters.ts';
import type { ReadableDB } from '../../../db/types.ts';
import { findTemplate } from '../../store/letter-templates.queries.ts';

/** The texts of letters: as the program brings them, or as the library changed them. */
export type Templates = {
  /** As the program brings it. */
  readonly original: (code: LetterCode) => LetterText;
  /** As it is used now. */
  readonly current: (db: ReadableDB, code: LetterCode) => LetterText & { readonly changed: boolean };
};

/**
 * Reads templates from a folder of `<code>.txt` files; each is read when it is first wanted.
 * @throws when a file is missing: the program would be incomplete
 */
export const openTemplates = (folder: string): Templates => {
  const known = new Map<LetterCode, LetterText>();
  const original = (code: LetterCode): LetterText => {
    const text = known.get(code) ?? readTemplateFile(readFileSync(join(folder, `${code}.txt`), 'utf8'));
    known.set(code, text);
    return text;
  };
  return {
    original,
    current: (db, code) => {
      const changed = findTemplate(db, code);
      return changed
        ? { subject: changed.subject, body: changed.body, changed: true }
        : { ...original(code), changed: false };
    },
  };
};
