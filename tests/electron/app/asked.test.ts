import { expect, test, vi } from 'vitest';
import { askedOutside } from '../../../electron/main/app/asked.ts';
import { askBeforeClosing } from '../../../electron/main/app/close-question.ts';
import { addRequest, openTestDesk } from '../../support/desk.ts';

const nothing = { quit: false, request: null, libraryFile: null };
const open = () => {
  const desk = openTestDesk();
  const told: string[] = [];
  const asked = askedOutside(desk.context.db, (event) => void told.push(event));
  const next = (isSignedIn: boolean) => asked.next({ isSignedIn, running: () => ['import'] });
  return { desk, asked, next, told };
};

test('links and files wait until somebody is signed in; the end of the program does not', () => {
  const { desk, asked, next } = open();
  const id = addRequest(desk, { externalId: 'R-1' });
  asked.add({ ...nothing, request: 'R-1' });
  asked.add({ ...nothing, libraryFile: '/main.borrow-desk' });
  expect(next(false)).toBeNull();
  asked.add({ ...nothing, quit: true });
  expect(next(false)).toEqual({ kind: 'quit', by: 'installer', running: ['import'] });
  expect(next(false)).toBeNull();
  expect(next(true)).toEqual({ kind: 'request', requestId: id, identifier: 'R-1' });
  expect(next(true)).toEqual({ kind: 'library' });
  expect(next(true)).toBeNull();
  desk.close();
});

test('an installer that asks again before the page has answered asks one question', () => {
  const { desk, asked, next, told } = open();
  asked.add(nothing);
  expect(told).toEqual([]);
  for (let again = 0; again < 6; again += 1) asked.add({ ...nothing, quit: true });
  expect(told).toHaveLength(6);
  expect(next(true)?.kind).toBe('quit');
  expect(next(true)).toBeNull();
  desk.close();
});

test('staff who close the window are asked what it would cut off', () => {
  const { desk, asked, next, told } = open();
  asked.addClose();
  expect([told, asked.isCloseWaiting()]).toEqual([['asked'], true]);
  expect(next(false)).toEqual({ kind: 'quit', by: 'staff', running: ['import'] });
  expect(asked.isCloseWaiting()).toBe(false);
  desk.close();
});

test('the question whether to install an update comes before links, and nobody needs to be signed in', () => {
  const { desk, asked, next, told } = open();
  asked.add({ ...nothing, request: 'R-1' });
  asked.addUpdate('start');
  asked.addUpdate('tick');
  expect(told).toHaveLength(3);
  expect(next(false)).toEqual({ kind: 'update', occasion: 'tick' });
  expect(next(false)).toBeNull();
  expect(next(true)?.kind).toBe('request');
  desk.close();
});

test('a page that does not take the question keeps no window open', () => {
  const { desk, asked, next } = open();
  vi.useFakeTimers();
  const quit = vi.fn<() => void>();
  askBeforeClosing(asked, quit);
  expect(next(true)?.kind).toBe('quit');
  vi.advanceTimersByTime(10_000);
  expect(quit).not.toHaveBeenCalled();
  askBeforeClosing(asked, quit);
  vi.advanceTimersByTime(10_000);
  expect(quit).toHaveBeenCalledOnce();
  vi.useRealTimers();
  desk.close();
});
