import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, screen, within } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import { reportsService } from '../../electron/main/desk/queries/reports/reports.service.ts';
import { ok, type Result } from '../../shared/ipc/result.ts';
import { addRequest, openTestDesk } from '../support/desk.ts';
import { forEachTest } from '../support/for-each-test.ts';
import { show } from './shown.tsx';

type Calls = Record<string, (input: never) => Promise<Result<unknown>>>;

const desk = forEachTest(openTestDesk);
const calls: Calls = {};
// The page reads the preload's object when it is loaded.
Object.assign(globalThis, { desk: { call: calls } });
const { ReportsPage } = await import('../../renderer/src/pages/reports/ReportsPage.tsx');
const { PlotTip } = await import('../../renderer/src/pages/reports/PlotTip.tsx');

beforeEach(() => {
  desk.setNow(new Date().toISOString());
  const service = reportsService(desk.context, { save: (name) => Promise.resolve(name) });
  Object.assign(calls, {
    'reports.prepare': () => Promise.resolve(service.prepare()),
    'reports.read': (input: never) => Promise.resolve(service.read(input)),
    'reports.saveTable': (input: never) => service.saveTable(input),
  } satisfies Calls);
});

const showPage = (): void =>
  show(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <ReportsPage />
    </QueryClientProvider>,
  );

/** Adds a request created this number of days ago. */
const made = (externalId: string, daysAgo: number, status = 'SHIPPED_PHYSICALLY'): void => {
  const id = addRequest(desk, { externalId, status });
  desk.raw
    .prepare('UPDATE request SET created_at = ? WHERE id = ?')
    .run(new Date(Date.now() - daysAgo * 86_400_000).toISOString(), id);
};

test('a library without history is told what will appear here, and how to begin', async () => {
  showPage();
  expect(await screen.findByText(/^No history yet\..*Borrowing Requests \(Ctrl\+3\)/u)).toBeTruthy();
  expect(screen.queryByRole('tab')).toBeNull();
});

test('each number shows its difference in words and with a sign, and is in the table too', async () => {
  for (const daysAgo of [1, 2, 3]) made(`NOW-${daysAgo}`, daysAgo);
  made('BEFORE', 100);
  showPage();
  const number = await screen.findByText('+2 vs previous 90 days');
  expect(number.parentElement?.textContent).toBe('3 +2 vs previous 90 days');
  const table = screen.getByRole('table', { name: 'Requests by status, table' });
  const cells = within(table)
    .getAllByRole('row')
    .slice(1)
    .map((row) => within(row).getAllByRole('cell')[2]?.textContent ?? '');
  expect(cells.reduce((sum, text) => sum + Number.parseInt(text, 10), 0)).toBe(3);
  expect(screen.getByRole('img', { name: /^Chart of Requests by status\./u })).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Hide table' }));
  expect(screen.queryByRole('table')).toBeNull();
});

test('a request that no partner was asked for is not counted as with a partner', async () => {
  made('CREATED', 1, 'REQUEST_CREATED_BOR');
  made('READY', 1, 'READY_TO_SEND');
  made('SENT', 1, 'REQUEST_SENT');
  showPage();
  const table = await screen.findByRole('table', { name: 'Requests by status, table' });
  const [head, ...rows] = within(table).getAllByRole('row');
  const heads = within(head!).getAllByRole('columnheader');
  const inColumn = (name: string): number => {
    const place = heads.findIndex(({ textContent }) => textContent === name);
    const cells = rows.map((row) => [...row.children][place]?.textContent ?? '');
    return cells.reduce((sum, text) => sum + Number.parseInt(text, 10), 0);
  };
  expect(inColumn('Not sent yet')).toBe(2);
  expect(inColumn('With the partner')).toBe(1);
});

test('an empty period says so; a period that ends before it begins says what to do', async () => {
  made('OLD', 1_200);
  showPage();
  expect(await screen.findByText(/^There is nothing to count in this period\./u)).toBeTruthy();
  fireEvent.change(screen.getByRole('textbox', { name: 'From' }), { target: { value: '2026-05-02' } });
  fireEvent.change(screen.getByRole('textbox', { name: 'To' }), { target: { value: '2026-05-01' } });
  expect(await screen.findByText('The period ends before it begins. Choose a later last day.')).toBeTruthy();
});

test('the head says what a bar of the chosen period stands for', async () => {
  made('NOW', 1);
  showPage();
  const head = 'Counts the requests created in the period, by ';
  expect(await screen.findByText(`${head}week (starting on the day shown) and current status.`)).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Last year' }));
  expect(await screen.findByText(`${head}month and current status.`)).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Last month' }));
  expect(await screen.findByText(`${head}day and current status.`)).toBeTruthy();
});

test('a chip is pressed while its period is chosen', async () => {
  made('NOW', 1);
  showPage();
  const chip = await screen.findByRole('button', { name: 'Last year' });
  expect(screen.getByRole('button', { name: 'Last 90 days', pressed: true })).toBeTruthy();
  fireEvent.click(chip);
  expect(screen.getByRole('button', { name: 'Last year', pressed: true })).toBeTruthy();
  const lastYear = new Date().getFullYear() - 1;
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'From' }).value).toBe(`1 Jan ${lastYear}`);
});

test('counting shows its progress; then the numbers appear automatically', async () => {
  made('NOW', 1);
  const prepare = calls['reports.prepare']!;
  let turns = 0;
  calls['reports.prepare'] = (input) => {
    turns += 1;
    return turns > 3
      ? prepare(input)
      : Promise.resolve(ok({ counted: turns * 1_000, total: 4_000, libraries: [] }));
  };
  showPage();
  expect(await screen.findByText('Counting new work: 1,000 of 4,000.')).toBeTruthy();
  expect(screen.getByRole('progressbar', { name: 'Counted so far' })).toBeTruthy();
  expect(await screen.findByRole('table')).toBeTruthy();
});

test('if the numbers cannot be loaded, an error with a retry button is shown', async () => {
  made('NOW', 1);
  const read = calls['reports.read']!;
  calls['reports.read'] = () => Promise.reject(new Error('gone'));
  showPage();
  const again = await screen.findByRole('button', { name: 'Try again' });
  calls['reports.read'] = read;
  fireEvent.click(again);
  expect(await screen.findByRole('table')).toBeTruthy();
});

test('saving the table shows the name of its file', async () => {
  made('NOW', 1);
  showPage();
  fireEvent.click(await screen.findByRole('button', { name: 'Save as CSV' }));
  expect(await screen.findByText(/^Saved as Requests by status .*\.csv\.$/u)).toBeTruthy();
});

test('the tooltip of a bar shows its numbers by name, with their total', () => {
  const series = [
    { key: 'back', label: 'Brought back late', unit: 'count', index: 0, fill: '' },
    { key: 'out', label: 'Still out', unit: 'count', index: 1, fill: '' },
    { key: 'other', label: 'Other', unit: 'count', index: 2, fill: '' },
  ] as const;
  const payload = Object.entries({ back: 3, out: 1_200, other: 0 }).map(([dataKey, value]) => ({
    dataKey,
    value,
    graphicalItemId: dataKey,
  }));
  show(
    <PlotTip
      active
      label="1–7 days"
      payload={payload}
      drawn={{ series: [...series], addUp: true, lies: false, bars: [] }}
    />,
  );
  expect(screen.getByText('1–7 days')).toBeTruthy();
  expect(screen.getAllByRole('term').map(({ textContent }) => textContent)).toEqual([
    'Brought back late',
    'Still out',
    'Total',
  ]);
  expect(screen.getAllByRole('definition').map(({ textContent }) => textContent)).toEqual([
    '3',
    '1,200',
    '1,203',
  ]);
});

test('a number that is missing is not in the tooltip, instead of 0 days', () => {
  const series = [
    { key: 'usual', label: 'Usually', unit: 'days', index: 0, fill: '' },
    { key: 'longest', label: 'At most', unit: 'days', index: 1, fill: '' },
  ] as const;
  const payload = [{ dataKey: 'usual', value: 3, graphicalItemId: 'usual' }];
  show(
    <PlotTip
      active
      label="North"
      payload={payload}
      drawn={{ series: [...series], addUp: false, lies: false, bars: [] }}
    />,
  );
  expect(screen.getAllByRole('term').map(({ textContent }) => textContent)).toEqual(['Usually']);
  expect(screen.getAllByRole('definition').map(({ textContent }) => textContent)).toEqual(['3 days']);
});
