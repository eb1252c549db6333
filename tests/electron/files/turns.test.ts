import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { createTurns } from '../../../electron/main/files/turns.ts';

test('a request to wait is answered at once while nothing is written, and not again by a transaction', () => {
  const turns = createTurns();
  expect(turns.hold(1)).toBe(true);
  expect(turns.isHeld()).toBe(true);
  turns.goOn();
  turns.take();
  expect(turns.done()).toBeNull();
});

test('while something is written it is answered once, at its end, by its number', () => {
  const turns = createTurns();
  turns.take();
  expect(turns.hold(7)).toBe(false);
  expect(turns.isHeld()).toBe(true);
  expect(turns.done()).toBe(7);
  turns.goOn();
  turns.take();
  expect(turns.done()).toBeNull();
});

test('a step that does not wait any more is answered by nobody', () => {
  const turns = createTurns();
  turns.take();
  expect(turns.hold(1)).toBe(false);
  turns.goOn();
  expect(turns.done()).toBeNull();
});

test('whoever forgets to let the import go on holds it for half a second', () => {
  const turns = createTurns();
  expect(turns.hold(1)).toBe(true);
  const beganAt = performance.now();
  turns.take();
  expect(performance.now() - beganAt).toBeGreaterThan(450);
  expect(turns.done()).toBe(1);
});

test('a cancelled import is held by nobody', () => {
  const turns = createTurns();
  turns.hold(1);
  turns.cancel();
  turns.take();
  expect(turns.isCancelled()).toBe(true);
  expect(turns.done()).toBeNull();
});

const importer = `
  const { parentPort, workerData } = require('node:worker_threads');
  import(workerData.turns).then(({ createTurns }) => {
    const turns = createTurns(workerData.shared);
    const inside = new Int32Array(workerData.inside);
    parentPort.postMessage('ready');
    while (!turns.isCancelled()) {
      turns.take();
      Atomics.store(inside, 0, 1);
      for (let n = 0; n < 200; n += 1) Math.sqrt(n);
      Atomics.store(inside, 0, 0);
      const request = turns.done();
      if (request !== null) parentPort.postMessage(request);
    }
  });`;

test(
  'while a step has its turn nothing is written, however the two threads meet',
  { timeout: 60_000 },
  async () => {
    const turns = createTurns();
    const inside = new Int32Array(new SharedArrayBuffer(4));
    const path = new URL('../../../electron/main/files/turns.ts', import.meta.url).href;
    const worker = new Worker(importer, {
      eval: true,
      workerData: { turns: path, shared: turns.shared, inside: inside.buffer },
    });
    let answered: (message: number | 'ready') => void = () => undefined;
    const next = (): Promise<number | 'ready'> => new Promise((resolve) => (answered = resolve));
    worker.on('message', (message: number | 'ready') => answered(message));
    await next();
    for (let request = 1; request <= 2_000; request += 1) {
      const answer = next();
      if (!turns.hold(request)) expect(await answer).toBe(request);
      expect(Atomics.load(inside, 0)).toBe(0);
      turns.goOn();
    }
    turns.cancel();
    await worker.terminate();
  },
);
