import { expect, test } from 'vitest';
import { pageGoneDocument, startFaultDocument, waitDocument } from '../../../electron/main/app/documents.ts';
import { startFault, type StartFaultKind } from '../../../electron/main/db/start-faults.ts';
import { markPath } from '../../../shared/domain/face.ts';

const backup = {
  file: '/backups/b.sqlite',
  kind: 'daily',
  takenAt: new Date('2026-11-24T08:00:00Z'),
  schemaVersion: 10,
} as const;

const kinds: readonly StartFaultKind[] = [
  'folder-read-only',
  'disk-full',
  'locked',
  'newer',
  'damaged',
  'missing',
  'unreadable',
  'update-failed',
];

test.each(kinds)('%s says what happened and where, and offers a way out', (kind) => {
  const fault = startFault(kind, '/data', 'CODE', backup);
  const html = startFaultDocument(fault, '');
  for (const text of [fault.title, '/data', 'CODE', 'Quit']) expect(html).toContain(text);
  expect(html.match(/autofocus/g)).toHaveLength(1);
  expect(html.includes('Type EMPTY to confirm')).toBe(['damaged', 'missing'].includes(kind));
  expect(html.includes('Continue with the newest good backup')).toBe(['damaged', 'missing'].includes(kind));
});

test.each(['damaged', 'missing'] as const)('%s without a backup offers none', (kind) => {
  const html = startFaultDocument(startFault(kind, '/data', ''), '');
  expect(html).not.toContain('newest good backup');
  expect(html).not.toContain('Newest backup');
  expect(html).not.toContain('Details for support');
});

test('names of folders and details are text, never markup', () => {
  const evil = `<img src=x onerror="a">&'`;
  const html = startFaultDocument(startFault('damaged', evil, evil), evil);
  expect(html).not.toContain('<img');
  expect(html.match(/&lt;img src=x onerror=&quot;a&quot;&gt;&amp;&#39;/g)).toHaveLength(3);
  expect(decodeURIComponent(pageGoneDocument(`app://desk/"><script>`))).not.toContain('<script>');
});

test("each of these pages shows the program's mark and name", () => {
  const pages = [
    startFaultDocument(startFault('locked', '/data', ''), ''),
    waitDocument(),
    decodeURIComponent(pageGoneDocument('app://desk/')),
  ];
  for (const html of pages) expect(html).toMatch(new RegExp(`${markPath}"/></svg>Borrow Desk</p>`, 'u'));
});
