import { MantineProvider } from '@mantine/core';
import { act, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Instant } from '../../shared/domain/ids.ts';
import type { ImportProgress, ImportReport } from '../../shared/ipc/import-views.ts';
import { showAsking, stubDesk } from '../support/hub/stubbed-page.tsx';

// A background import: the header shows its progress, and a notice its result.

const desk = stubDesk();
let running: ImportProgress | null;
let lastReport: ImportReport | null;
beforeEach(() => {
  vi.useFakeTimers();
  running = null;
  lastReport = null;
  desk.answers['libraryFile.status'] = () => ({ running, lastReport });
});
afterEach(() => void vi.useRealTimers());

const none = { added: 0, updated: 0, unchanged: 0, conflict: 0, skipped: 0, refused: 0 };
const progress = (share: number): ImportProgress => ({
  fileName: 'alma.xlsx',
  bytesRead: share,
  bytesTotal: 100,
  totals: none,
  elapsedMs: 2_000,
});
const report: ImportReport = {
  fileName: 'alma.xlsx',
  outcome: 'done',
  failure: null,
  totals: { ...none, added: 30, refused: 3 },
  bySection: { patrons: { ...none, added: 7 }, requests: { ...none, added: 23, conflict: 1, refused: 3 } },
  letters: 0,
  outcomes: null,
  refused: [],
  remarks: [],
  reportFile: null,
  startedAt: '2026-11-25T12:00:00.000Z' as Instant,
  endedAt: '2026-11-25T12:00:09.000Z' as Instant,
};

const pass = (ms: number): Promise<void> => act(() => vi.advanceTimersByTimeAsync(ms).then(() => undefined));
const opens = () => import('../../renderer/src/files/import/import-open.ts');
const open = async (): Promise<void> => {
  (await opens()).closeImport();
  const { ImportInHeader, ImportNotice } =
    await import('../../renderer/src/files/import/BackgroundImport.tsx');
  await showAsking(
    <>
      <ImportInHeader />
      <ImportNotice />
    </>,
  );
  await pass(1);
};
const tell = (event: string, told: unknown): Promise<void> => {
  desk.emit(event, told);
  return pass(1);
};
const runs = (share: number): Promise<void> => tell('importProgress', progress(share));
const ends = (of: ImportReport = report): Promise<void> => tell('importEnded', of);
const inHeader = (): HTMLElement | null => screen.queryByTitle('Show the import of alma.xlsx');
const notice = (): string => screen.getByRole('status').textContent;

test('the header shows the progress of a background import, and opens its window again', async () => {
  await open();
  await runs(10);
  expect(inHeader()).toBeNull();
  await pass(1_000);
  await runs(42);
  expect(inHeader()?.textContent).toBe('Importing: 42%');
  fireEvent.click(inHeader()!);
  await pass(1);
  // The window shows it now.
  expect(inHeader()).toBeNull();
  const { closeImport } = await opens();
  act(closeImport);
  expect(inHeader()).not.toBeNull();
  await ends();
  expect(inHeader()).toBeNull();
});

test('its end is announced with the results of the requests, and links to the report', async () => {
  await open();
  await runs(10);
  await pass(1_000);
  await ends();
  expect(notice()).toBe('Import finished: 23 added, 1 conflict, 3 refusedalma.xlsx');
  fireEvent.click(screen.getByRole('button', { name: 'Show the report' }));
  expect(notice()).toBe('');
  const { useImportIsOpen, useReportAsked } = await opens();
  const Probe = () => <p>{`${useImportIsOpen()} ${useReportAsked()?.fileName}`}</p>;
  await showAsking(<Probe />);
  expect(screen.getByText('true alma.xlsx')).toBeTruthy();
});

test('its notice waits while a page shows the result of a step in the same place', async () => {
  await open();
  const { NoticePlace } = await import('../../renderer/src/shell/notices/NoticePlace.tsx');
  const step = (news: object | null) => (
    <NoticePlace
      news={news}
      stays
      dismiss={() => undefined}
      status={news && 'Returned'}
      alert={null}
      ways={null}
    />
  );
  const { rerender, unmount } = render(<MantineProvider env="test">{step({})}</MantineProvider>);
  await runs(10);
  await pass(1_000);
  await ends();
  const said = (): string[] => screen.getAllByRole('status').map(({ textContent }) => textContent);
  expect(said()).toEqual(['', 'Returned']);
  rerender(<MantineProvider env="test">{step(null)}</MantineProvider>);
  expect(said()[0]).toContain('Import finished');
  unmount();
});

test('a failure stays until dismissed; a success disappears automatically', async () => {
  await open();
  await runs(10);
  await pass(1_000);
  await ends();
  await pass(9_000);
  expect(notice()).toBe('');
  await runs(10);
  await pass(1_000);
  await ends({ ...report, outcome: 'failed', failure: 'The disk is full.' });
  await pass(60_000);
  expect(notice()).toContain('Import stopped');
});

test('nothing is announced that the window shows, nor short imports of the watched folder', async () => {
  await open();
  await runs(10);
  await pass(100);
  await ends();
  expect(notice()).toBe('');
  const { openImport } = await opens();
  act(openImport);
  await runs(10);
  await pass(2_000);
  await ends();
  expect(notice()).toBe('');
});

test('an import started in the window is announced at its end, however short it is', async () => {
  await open();
  const { closeImport, openImport } = await opens();
  act(openImport);
  await runs(10);
  await pass(10);
  act(closeImport);
  await ends({ ...report, bySection: { requests: { ...none, added: 1, updated: 2 } } });
  expect(notice()).toBe('Import finished: 1 added, 2 updatedalma.xlsx');
});
