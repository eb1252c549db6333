import { sampleFacts } from '../../electron/main/desk/output/letters/sample-letter.ts';
import { layOutSlip } from '../../electron/main/devices/printing/layout.ts';
import { type LetterCode, letterCodes } from '../../shared/domain/letters/all-letters.ts';
import { type LetterText, readTemplateFile } from '../../shared/domain/letters/text.ts';
import { writeLetter } from '../../shared/domain/letters/write-letter.ts';
import type { PaperSize } from '../../shared/domain/slips/printing.ts';
import type { Slip } from '../../shared/domain/slips/all-slips.ts';
import type { Language } from '../../shared/words/languages.ts';
import { speakers } from '../../shared/words/speakers.ts';

/** Returns the HTML page of a slip, as printed. */
export const slipPage = (slip: Slip, paper: PaperSize): string =>
  `<!doctype html><meta charset="utf-8"><title>${slip.kind}</title>${layOutSlip(slip, paper)
    .map(({ value }) => value ?? '')
    .join('')}`;

const library = {
  name: 'Main Library',
  address: ['1 College Road', 'Springfield'],
  email: 'ill@main.example',
  phone: '555-0100',
};
const clock = { now: new Date('2026-11-25T15:42:00.000Z'), timeZone: 'America/New_York' };

/**
 * Returns every letter in a language, filled in for a sample request.
 * @param templateOf returns the text of its file in the folder of that language in resources/letters.
 */
export const sampleLetters = (
  language: Language,
  templateOf: (code: LetterCode) => string,
): readonly (LetterText & { readonly code: LetterCode })[] => {
  const speaker = speakers[language];
  return letterCodes.map(({ code, recipient, kind }) => ({
    code,
    ...writeLetter(
      readTemplateFile(templateOf(code)),
      sampleFacts({ recipient, kind }, library, clock, speaker),
      speaker,
    ),
  }));
};
