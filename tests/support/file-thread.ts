import { Worker } from 'node:worker_threads';
import type { FileProcess } from '../../electron/main/files/process/child-process.ts';
import type { FromProcess, ToProcess } from '../../electron/main/files/process/messages.ts';
import { createWriteLock } from '../../electron/main/files/process/write-lock.ts';
import type { FromThread, ToThread } from '../fixtures/imports/file-thread.ts';
import { childScript } from './child-scripts.ts';

/** Idle threads. Each has loaded the program once, which takes as long as ten small imports. */
const idle: Worker[] = [];
let lastId = 0;

const newThread = (): Worker => {
  const thread = new Worker(childScript('tests/fixtures/imports/file-thread.ts'));
  thread.unref();
  return thread;
};

/**
 * Does the work of an import process in a thread that is reused, for tests of a file's result. Tests of the process itself,
 * with its kills, waits and exits, start a real one (`startNodeProcess`).
 */
export const startFileThread = (): FileProcess => {
  const thread = idle.pop() ?? newThread();
  const id = (lastId += 1);
  const lock = createWriteLock();
  const hearers: ((message: FromProcess) => void)[] = [];
  const exits: (() => void)[] = [];
  let isOver = false;
  let works = false;
  const over = (): void => {
    if (isOver) return;
    isOver = true;
    thread.off('message', hear);
    for (const exit of exits) exit();
  };
  const hear = (told: FromThread): void => {
    // An answer that the previous user did not wait for.
    if (told.id !== id) return;
    if (told.message !== null) {
      for (const each of hearers) each(told.message);
      return;
    }
    if (!isOver) idle.push(thread);
    over();
  };
  thread.on('message', hear);
  const post = (message: ToThread['message']): void => {
    works ||= message.kind !== 'ask';
    thread.postMessage({ id, shared: lock.shared, message } satisfies ToThread);
  };
  return {
    send: (message: ToProcess) => {
      if (isOver) return;
      if (message.kind === 'cancel') lock.cancel();
      else if (message.kind === 'go-on') lock.resume();
      else if (message.kind === 'wait') {
        if (lock.pause(message.request))
          queueMicrotask(() => hear({ id, message: waiting(message.request) }));
      } else if (message.kind !== 'heard') post(message);
    },
    onMessage: (each) => void hearers.push(each),
    onExit: (exit) => void exits.push(exit),
    kill: () => {
      if (isOver) return;
      // A thread that is writing must be terminated; one that answers questions is reused. It has the database open, which Windows does
      // not delete then.
      if (works || process.platform === 'win32') void thread.terminate().then(over);
      else {
        idle.push(thread);
        queueMicrotask(over);
      }
    },
  };
};

const waiting = (request: number): FromProcess => ({ kind: 'waiting', request });
