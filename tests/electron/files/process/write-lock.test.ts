import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { createWriteLock } from '../../../../electron/main/files/process/write-lock.ts';

test('a request to wait is answered immediately if no transaction is open, and not again by a later one', () => {
  const lock = createWriteLock();
  expect(lock.pause(1)).toBe(true);
  expect(lock.isPaused()).toBe(true);
  lock.resume();
  lock.acquire();
  expect(lock.release()).toBeNull();
});

test('during a transaction it is answered once, at its end, by its number', () => {
  const lock = createWriteLock();
  lock.acquire();
  expect(lock.pause(7)).toBe(false);
  expect(lock.isPaused()).toBe(true);
  expect(lock.release()).toBe(7);
  lock.resume();
  lock.acquire();
  expect(lock.release()).toBeNull();
});

test('a request that was resumed before the end gets no answer', () => {
  const lock = createWriteLock();
  lock.acquire();
  expect(lock.pause(1)).toBe(false);
  lock.resume();
  expect(lock.release()).toBeNull();
});

test('a pause without a resume holds the import for half a second', () => {
  const lock = createWriteLock();
  expect(lock.pause(1)).toBe(true);
  const beganAt = performance.now();
  lock.acquire();
  expect(performance.now() - beganAt).toBeGreaterThan(450);
  expect(lock.release()).toBe(1);
});

test('a cancelled import is no longer paused', () => {
  const lock = createWriteLock();
  lock.pause(1);
  lock.cancel();
  lock.acquire();
  expect(lock.isCancelled()).toBe(true);
  expect(lock.release()).toBeNull();
});

const importer = `
  const { parentPort, workerData } = require('node:worker_threads');
  import(workerData.lock).then(({ createWriteLock }) => {
    const lock = createWriteLock(workerData.shared);
    const inside = new Int32Array(workerData.inside);
    parentPort.postMessage('ready');
    while (!lock.isCancelled()) {
      lock.acquire();
      Atomics.store(inside, 0, 1);
      for (let n = 0; n < 200; n += 1) Math.sqrt(n);
      Atomics.store(inside, 0, 0);
      const request = lock.release();
      if (request !== null) parentPort.postMessage(request);
    }
  });`;

test(
  'during a command nothing is written, however the two threads interleave',
  { timeout: 60_000 },
  async () => {
    const lock = createWriteLock();
    const inside = new Int32Array(new SharedArrayBuffer(4));
    const path = new URL('../../../../electron/main/files/process/write-lock.ts', import.meta.url).href;
    const worker = new Worker(importer, {
      eval: true,
      workerData: { lock: path, shared: lock.shared, inside: inside.buffer },
    });
    let answered: (message: number | 'ready') => void = () => undefined;
    const next = (): Promise<number | 'ready'> => new Promise((resolve) => (answered = resolve));
    worker.on('message', (message: number | 'ready') => answered(message));
    await next();
    for (let request = 1; request <= 2_000; request += 1) {
      const answer = next();
      if (!lock.pause(request)) expect(await answer).toBe(request);
      expect(Atomics.load(inside, 0)).toBe(0);
      lock.resume();
    }
    lock.cancel();
    await worker.terminate();
  },
);
