import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { KnownHub } from '../../../electron/main/sync/link/connection-file.ts';
import type { OpId } from '../../../shared/domain/ids.ts';
import { childScript } from '../child-scripts.ts';
import { wasKilled } from '../was-killed.ts';
import type { WhatWasSeen } from './check-all.ts';

type Taken = WhatWasSeen['taken'] extends Map<OpId, infer One> ? One : never;

/** The orders for a workstation in a separate process. */
export type SyncOrders = {
  readonly file: string;
  readonly login: number;
  readonly hub: KnownHub;
  readonly seed: number;
  /** How many steps it takes before it waits until it is in step. */
  readonly steps: number;
  /** At which awaits it is disconnected and starts again, counted from when it begins to connect. */
  readonly cutAt: readonly number[];
  /** At which await the process is then killed; 0 for never. */
  readonly dieAt: number;
  readonly clockOffMs: number;
  /** Whether, before it takes its first step, it waits in step until the parent has received its state `waits`. */
  readonly waitsInStep: boolean;
};

/** How such a process ended. */
export type SyncEnd = {
  /** How many awaits there were until it was in step; null if it was killed before. */
  readonly awaits: number | null;
  /** How often it was disconnected. */
  readonly cuts: number;
  /** The steps that the hub forbade. */
  readonly faults: readonly string[];
};

/** The maximum run time: killed servers and missing answers cost half a minute each. */
const limitMs = 600_000;

/**
 * Runs a workstation until it is in step or killed, and records its messages.
 * @param heard called with its states, and the words of the connection.
 * @throws if it exits before that.
 */
export const runSyncChild = (
  orders: SyncOrders,
  seen: WhatWasSeen,
  heard: (state: string, words: string) => void = () => undefined,
): Promise<SyncEnd> =>
  new Promise((resolve, reject) => {
    const running = spawn(
      process.execPath,
      [childScript('tests/fixtures/hub/sync-until-killed.ts'), JSON.stringify(orders)],
      { stdio: ['pipe', 'pipe', 'pipe'] },
    );
    let awaits: number | null = null;
    let cuts = 0;
    let last = '';
    let errors = '';
    const faults: string[] = [];
    const told: Readonly<Record<string, (...values: never[]) => void>> = {
      took: (taken: readonly ({ opId: OpId } & Omit<Taken, 'file'>)[]) => {
        for (const { opId, ...of } of taken) seen.taken.set(opId, { ...of, file: orders.file });
      },
      fault: (words: string) => void faults.push(words),
      state: (state: string, words: string) => {
        heard(state, words);
        if (state === 'waits') running.stdin.write('\n');
      },
      'cut off': () => (cuts += 1),
      'in step': (count: number) => (awaits = count),
    };
    createInterface({ input: running.stdout }).on('line', (line) => {
      last = line;
      const [word, ...values] = JSON.parse(line) as [string, ...never[]];
      told[word]?.(...values);
    });
    running.stderr.on('data', (data: Buffer) => (errors += data.toString()));
    const timer = setTimeout(() => running.kill('SIGTERM'), limitMs);
    // It may exit before it has read everything.
    running.stdin.on('error', () => undefined);
    running.once('error', reject);
    running.once('close', (code, signal) => {
      clearTimeout(timer);
      if ((code === 0 && awaits !== null) || wasKilled({ code, signal })) resolve({ awaits, cuts, faults });
      else
        reject(
          new Error(
            `Workstation ${orders.login} ended with ${code ?? signal} after ${last}: ${errors.slice(-2_000)}`,
          ),
        );
    });
  });
