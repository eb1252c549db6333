import { expect, onTestFinished, test, vi } from 'vitest';
import type { Asked } from '../../shared/ipc/asked-views.ts';
import { everything } from '../../shared/ipc/topics.ts';
import type { Part } from '../support/page/part.ts';
import { showProgram } from '../support/page/program-page.tsx';
import { openRequests } from '../support/page/requests.ts';
import { scan } from '../support/page/scan.ts';

// An installer asks the program to end, or staff close the window. What would be lost is asked about, wherever it is.

type Running = Extract<Asked, { kind: 'quit' }>['running'];

const open = async () => {
  const waiting: Asked[] = [];
  let quits = 0;
  let answered = 0;
  onTestFinished(() => void vi.useRealTimers());
  const shown = await showProgram('demo', {
    facts: {
      asked: () => {
        const asked = waiting.shift() ?? null;
        // The page takes the next one when it has answered one.
        if (asked === null) answered += 1;
        return asked;
      },
      quit: () => void (quits += 1),
    },
  });
  const { desk, page, emit } = shown;
  const changed = (): void => emit('changed', { topics: [...everything] });
  return {
    ...shown,
    quits: () => quits,
    answered: () => answered,
    askToEnd: (...running: Running): void => {
      waiting.push({ kind: 'quit', by: 'installer', running });
      emit('asked', {});
    },
    closeWindow: (): void => {
      waiting.push({ kind: 'quit', by: 'staff', running: [] });
      emit('asked', {});
    },
    lock: async (): Promise<void> => {
      desk.context.session.lock();
      changed();
      await page.role('main', { name: 'Sign in' }).element();
    },
    signIn: async (): Promise<void> => {
      desk.context.session.chooseOperator(1 as never);
      changed();
      await expect.poll(() => page.role('main', { name: 'Sign in' }).isShown()).toBe(false);
    },
    question: page.role('dialog', { name: 'Close Borrow Desk?' }),
  };
};

const isAsked = (question: Part): Promise<void> => expect.poll(() => question.isShown()).toBe(true);

const typeRequest = async (program: Awaited<ReturnType<typeof open>>): Promise<void> => {
  await openRequests(program);
  await program.page.role('button', { name: 'New request' }).click();
  await program.page.role('textbox', { name: 'Title' }).fill('Half written');
};

test('with nothing to lose the program ends at once, also behind the sign-in', async () => {
  const { askToEnd, quits, lock } = await open();
  askToEnd();
  await expect.poll(quits).toBe(1);
  await lock();
  askToEnd();
  await expect.poll(quits).toBe(2);
});

test('unsaved input behind the sign-in is asked about, and is there after signing in', async () => {
  const program = await open();
  const { page, question, askToEnd, quits, lock, signIn } = program;
  await typeRequest(program);
  await lock();
  askToEnd();
  await isAsked(question);
  expect(question.text()).toContain('Unsaved input will be lost.');
  await question.role('button', { name: 'Not now' }).click();
  expect(quits()).toBe(0);
  await signIn();
  await expect.poll(() => page.role('textbox', { name: 'Title' }).value()).toBe('Half written');
  // It still counts, until it is gone.
  await page.role('button', { name: 'Close the form' }).click();
  await page.role('button', { name: 'Close without saving' }).click();
  vi.setSystemTime(Date.now() + 61_000);
  askToEnd();
  await expect.poll(quits).toBe(1);
});

test('an open set and an import are asked about, each in a sentence of its own', async () => {
  const program = await open();
  const { page, question, askToEnd, quits, ask } = program;
  const [request] = ask<{ readonly externalId: string }>(
    "SELECT external_id AS externalId FROM request WHERE status = 'REQUEST_SENT' ORDER BY id LIMIT 1",
  );
  await page.role('link', { name: /^Receiving Items/ }).click();
  await expect.poll(() => page.role('textbox', { name: 'External identifier' }).hasFocus()).toBe(true);
  scan(program, request?.externalId ?? '');
  await page.role('checkbox', { name: 'Multiple items' }).click();
  scan(program, 'SET-1');
  await expect.poll(() => ask("SELECT 1 FROM item WHERE barcode = 'SET-1'")).toHaveLength(1);
  askToEnd('import');
  await isAsked(question);
  expect(question.all('listitem').map(({ textContent }) => textContent)).toEqual([
    'A set of volumes is being received. Received volumes are kept; receive the rest later.',
    'A file is being imported. The import will stop.',
  ]);
  await question.role('button', { name: 'Close anyway' }).click();
  await expect.poll(quits).toBe(1);
});

test('an installer that asks every few seconds is answered once a minute', async () => {
  const { question, askToEnd, quits, answered } = await open();
  askToEnd('export');
  askToEnd('export');
  await isAsked(question);
  await question.role('button', { name: 'Not now' }).click();
  await expect.poll(() => question.isShown()).toBe(false);
  const before = answered();
  askToEnd('export');
  await expect.poll(answered).toBe(before + 1);
  expect(question.isShown()).toBe(false);
  vi.setSystemTime(Date.now() + 61_000);
  askToEnd('export');
  await isAsked(question);
  expect(quits()).toBe(0);
});

test('staff who close the window are asked about unsaved input each time, and not about an installer', async () => {
  const program = await open();
  const { question, closeWindow, quits } = program;
  closeWindow();
  await expect.poll(quits).toBe(1);
  await typeRequest(program);
  for (let again = 0; again < 2; again += 1) {
    closeWindow();
    await isAsked(question);
    expect(question.text()).toContain('Unsaved input will be lost.');
    expect(question.text()).not.toContain('installer');
    await question.role('button', { name: 'Not now' }).click();
    await expect.poll(() => question.isShown()).toBe(false);
  }
  closeWindow();
  await isAsked(question);
  await question.role('button', { name: 'Close anyway' }).click();
  await expect.poll(quits).toBe(2);
});
