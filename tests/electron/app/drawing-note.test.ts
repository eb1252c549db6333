import { expect, test } from 'vitest';
import { countCrashes, noteThatHolds } from '../../../electron/main/app/drawing-note.ts';

const now = new Date('2026-11-25T09:30:00Z');
const note = { version: '1.0.0', at: '2026-11-20T08:00:00.000Z', told: false };
const holds = (kept: object, version = '1.0.0', at = now): unknown =>
  noteThatHolds(JSON.stringify(kept), version, at);

test('the graphics card is not used for thirty days by the same version', () => {
  expect(holds(note)).toEqual(note);
  expect(holds(note, '1.0.0', new Date('2026-12-20T07:00:00Z'))).toEqual(note);
  expect(holds(note, '1.0.0', new Date('2026-12-20T09:00:00Z'))).toBeNull();
  expect(holds(note, '1.0.1')).toBeNull();
});

test.each(['', '{', 'null', '[]', '{"version":1}', '{"version":"1.0.0","at":"any","told":false}'])(
  'an invalid note is ignored: %s',
  (text) => {
    expect(noteThatHolds(text, '1.0.0', now)).toBeNull();
  },
);

test('a note from the future is ignored', () => {
  expect(holds({ ...note, at: '2030-01-01T00:00:00.000Z' })).toBeNull();
});

test.each([
  [['crashed'], [false]],
  [
    ['crashed', 'killed'],
    [false, true],
  ],
  [
    ['clean-exit', 'oom', 'clean-exit', 'crashed', 'crashed'],
    [false, false, false, true, false],
  ],
] as const)('the second crash of %j is recorded, once', (reasons, expected) => {
  const isDeathToNote = countCrashes();
  expect(reasons.map((reason) => isDeathToNote(reason))).toEqual(expected);
});
