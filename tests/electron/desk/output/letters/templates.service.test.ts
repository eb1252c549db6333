import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { lettersService } from '../../../../../electron/main/desk/output/letters/letters.service.ts';
import {
  templatesService,
  type TemplatesService,
} from '../../../../../electron/main/desk/output/letters/templates.service.ts';
import { projectFolder } from '../../../../../electron/tooling/lib/paths.ts';
import type { LibraryId } from '../../../../../shared/domain/ids.ts';
import { letterCodes } from '../../../../../shared/domain/letters/all-letters.ts';
import { namesOf } from '../../../../../shared/domain/listed.ts';
import { languages } from '../../../../../shared/words/languages.ts';
import { addRequest, newOpId, openTestDesk } from '../../../../support/desk.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';
import { addAddresses, addLetter, testTemplates, testWriter } from '../../../../support/letters.ts';
import { valueOf } from '../../../../support/results.ts';

const desk = forEachTest(openTestDesk);
let templates: TemplatesService;
beforeEach(() => {
  addAddresses(desk);
  templates = templatesService(desk.context, testTemplates());
});

const code = 'patron-item-ready' as const;
const libraryId = 1 as LibraryId;

test('there is exactly one file for every letter in every language', () => {
  const folder = join(projectFolder, 'resources', 'letters');
  expect(readdirSync(folder).toSorted()).toEqual(namesOf(languages).toSorted());
  for (const language of namesOf(languages))
    expect(readdirSync(join(folder, language)).toSorted()).toEqual(
      letterCodes.map((letter) => `${letter.code}.txt`).toSorted(),
    );
});

test.each(letterCodes.map((letter) => letter.code))(
  'the program’s %s has no fault and reads well',
  (each) => {
    const template = valueOf(templates.templates({ libraryId })).find((one) => one.code === each);
    const { subject = '', body = '' } = template ?? {};
    const preview = valueOf(templates.preview({ libraryId, code: each, subject, body, externalId: '' }));
    expect(preview.faults).toEqual([]);
    expect(preview.subject).toMatch(/\S.*\S/);
    expect(preview.subject).not.toMatch(/[{}]/);
    expect(preview.body).not.toMatch(/[{}]|\n\n\n|: \n|^\n| \n/);
    expect(preview.body).toContain('01MAIN0000101');
    expect(preview.body).toContain('Main Library');
  },
);

test('a changed text is used from then on, and can be reset to the program’s', () => {
  const requestId = addRequest(desk, { externalId: 'R-1' });
  addLetter(desk, requestId, { recipient: 'patron', kind: 'item-ready', payload: {} });
  const letters = lettersService(desk.context, { writer: testWriter(desk), tryNow: () => undefined });
  const kept = templates.saveTemplate({
    opId: newOpId(),
    libraryId,
    code,
    subject: 'Come: {{title}}',
    body: 'Hello {{patronName}}',
  });
  expect(valueOf(kept)).toMatchObject({ changed: true, subject: 'Come: {{title}}' });
  expect(valueOf(letters.read({ id: 1 }))).toMatchObject({
    subject: 'Come: The Voyage of the Beagle',
    body: 'Hello Reader, A.\n',
  });
  expect(valueOf(templates.resetTemplate({ opId: newOpId(), libraryId, code }))).toMatchObject({
    changed: false,
  });
  expect(valueOf(letters.read({ id: 1 })).subject).toBe('Ready for you: The Voyage of the Beagle');
});

test('errors in a text are shown next to the preview, and prevent saving it', () => {
  const faulty = { libraryId, code, subject: '{{titel}}', body: 'a\n{{#note}}' };
  expect(valueOf(templates.preview({ ...faulty, externalId: '' })).faults).toEqual([
    { part: 'subject', line: 1, message: 'This letter has no field “titel”.' },
    { part: 'body', line: 2, message: 'This letter has no field “note”.' },
  ]);
  expect(templates.saveTemplate({ opId: newOpId(), ...faulty })).toMatchObject({
    ok: false,
    error: { code: 'template-faulty' },
  });
  expect(templates.saveTemplate({ opId: newOpId(), libraryId, code, subject: ' ', body: 'x' })).toMatchObject(
    {
      ok: false,
      error: { code: 'template-faulty' },
    },
  );
  expect(valueOf(templates.templates({ libraryId })).some(({ changed }) => changed)).toBe(false);
});

test('the preview can use a real request, and reports one that does not exist', () => {
  addRequest(desk, { externalId: 'R-1', title: '<b>שלום</b>' });
  const input = { libraryId, code, subject: '{{title}}', body: '{{patronName}} {{libraryEmail}}' };
  expect(valueOf(templates.preview({ ...input, externalId: ' r-1 ' }))).toMatchObject({
    subject: '<b>שלום</b>',
    body: 'Reader, A. ill@main.example\n',
  });
  expect(templates.preview({ ...input, externalId: 'R-2' })).toMatchObject({
    ok: false,
    error: { code: 'request-unknown' },
  });
});

test('a template cannot inject a header: its subject is one line', () => {
  const evil = { libraryId, code, subject: 'Hello\r\nBcc: thief@evil.example', body: 'x\u0000y' };
  expect(valueOf(templates.preview({ ...evil, externalId: '' }))).toMatchObject({
    subject: 'Hello Bcc: thief@evil.example',
    body: 'x y\n',
  });
});
