import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectFolder } from '../../electron/tooling/lib/paths.ts';
import { letterCodes } from '../../shared/domain/letters/all-letters.ts';
import { namesOf } from '../../shared/domain/listed.ts';
import { slipKinds } from '../../shared/domain/slips/all-slips.ts';
import { languages } from '../../shared/words/languages.ts';
import { sampleLetters, slipPage } from './paper.ts';

test('the gallery shows every letter with its text, and every slip', () => {
  for (const language of namesOf(languages)) {
    const letters = sampleLetters(language, (code) =>
      readFileSync(join(projectFolder, 'resources', 'letters', language, `${code}.txt`), 'utf8'),
    );
    expect(letters.map(({ code }) => code)).toEqual(letterCodes.map(({ code }) => code));
    for (const { subject, body } of letters) {
      expect(subject).not.toBe('');
      expect(body).toMatch(/^(?![^]*\{\{)[^]{40,}/);
    }
  }
  for (const { sample } of Object.values(slipKinds))
    expect(slipPage(sample, '80mm')).toMatch(/<main\s+class="slip roll"/);
});
