import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { createWriteLock } from '../../../../electron/main/files/process/write-lock.ts';

test('a request to wait is answered at once while nothing is written, and not again by a transaction', () => {
  const lock = createWriteLock();
  expect(lock.pause(1)).toBe(true);
  expect(lock.isPaused()).toBe(true);
  lock.resume();
  lock.acquire();
  expect(lock.release()).toBeNull();
});

test('while something is written it is answered once, at its end, by its number', () => {
  const lock = createWriteLock();
  lock.acquire();
  expect(lock.pause(7)).toBe(false);
  expect(lock.isPaused()).toBe(true);
  expect(lock.release()).toBe(7);
  lock.resume();
  lock.acquire();
  expect(lock.release()).toBeNull();
});

test('a step that does not wait any more is answered by nobody', () => {
  const lock = createWriteLock();
  lock.acquire();
  expect(lock.pause(1)).toBe(false);
  lock.resume();
  expect(lock.release()).toBeNull();
});

test('whoever forgets to let the import go on holds it for half a second', () => {
  const lock = createWriteLock();
  expect(lock.pause(1)).toBe(true);
  const beganAt = performance.now();
  lock.acquire();
  expect(performance.now() - beganAt).toBeGreaterThan(450);
  expect(lock.release()).toBe(1);
});

test('a cancelled import is held by nobody', () => {
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
  'while a step has its turn nothing is written, however the two threads meet',
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
