import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fillTemplate, templateFaults } from '../../../../shared/domain/letters/template.ts';
import { checkProperty } from '../../../support/check-property.ts';

const fields = ['title', 'note', 'author'];

describe('a template', () => {
  test('inserts fields wherever they occur', () => {
    expect(fillTemplate('{{title}} / {{ title }}', { title: 'A' })).toBe('A / A');
  });

  test('omits a part if its field is empty, together with its line', () => {
    const text = 'one\n{{#note}}\nNote: {{note}}\n{{/note}}\ntwo\n';
    expect(fillTemplate(text, { note: '' })).toBe('one\ntwo\n');
    expect(fillTemplate(text, { note: 'N' })).toBe('one\nNote: N\ntwo\n');
    expect(fillTemplate('a{{#note}} ({{note}}){{/note}}.', {})).toBe('a.');
  });

  test('parts may be nested: the inner one needs both', () => {
    const text = '{{#note}}[{{#author}}{{author}}{{/author}}]{{/note}}';
    expect(fillTemplate(text, { note: 'N', author: '' })).toBe('[]');
    expect(fillTemplate(text, { note: '', author: 'A' })).toBe('');
    expect(fillTemplate(text, { note: 'N', author: 'A' })).toBe('[A]');
  });

  test('a value that looks like a template is text', () => {
    expect(fillTemplate('{{title}}', { title: '{{note}}{{#note}}', note: 'N' })).toBe('{{note}}{{#note}}');
  });

  test('property names of the language itself are not fields', () => {
    expect(fillTemplate('{{constructor}}{{toString}}', {})).toBe('');
  });
});

describe('errors in a template are reported with their line', () => {
  test.each([
    ['a\n{{titel}}', [{ line: 2, message: 'This letter has no field “titel”.' }]],
    ['{{title', [{ line: 1, message: expect.stringContaining('Put “{{” and “}}” around a field name:') }]],
    [
      'a\n\n}} {{title}}',
      [{ line: 3, message: expect.stringContaining('Put “{{” and “}}” around a field name:') }],
    ],
    ['a\n{{#note}}', [{ line: 2, message: expect.stringContaining('“{{#note}}” is never closed') }]],
    [
      '{{/note}}',
      [
        {
          line: 1,
          message: expect.stringContaining('“{{/note}}” does not close anything that is open here'),
        },
      ],
    ],
    ['{{#note}}{{#title}}{{/note}}{{/title}}', [expect.anything(), expect.anything()]],
    ['{{#note}}{{note}}{{/note}} {{title}}\n{single}', []],
  ])('%s', (text, faults) => {
    expect(templateFaults(text, fields)).toEqual(faults);
  });

  test('neither throws for any text, and a text without errors leaves no tag behind', () => {
    const piece = fc.constantFrom('{{', '}}', '{{title}}', '{{#note}}', '{{/note}}', '\n', 'x', '{', '#');
    let faultless = 0;
    checkProperty(
      fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 4 })), { maxLength: 12 }), (pieces) => {
        const text = pieces.join('');
        const filled = fillTemplate(text, { title: 'T', note: '' });
        if (templateFaults(text, fields).length > 0) return;
        if (text.includes('{{')) faultless += 1;
        // Single braces around a field or an omitted part end up adjacent: they are not a tag.
        expect(filled).not.toMatch(/\{\{\s*[#/]?\s*\w+\s*\}\}/);
      }),
      { numRuns: 1_000, examples: [[['{', '{{#note}}', 'x', '{{/note}}', '{']]] },
    );
    expect(faultless).toBeGreaterThan(20);
  });
});
