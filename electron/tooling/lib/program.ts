import { spawn } from 'node:child_process';
import { projectFolder } from './paths.ts';

/**
 * Switches that Electron itself needs here: Chromium's sandbox refuses to start as root, and on a machine without a screen
 * Chromium complains at length about all that desktops have.
 *
 * @param window whether someone sees the window
 */
export function electronSwitches(window: 'seen' | 'unseen'): readonly string[] {
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0;
  return [...(asRoot ? ['--no-sandbox'] : []), ...(window === 'seen' ? [] : ['--log-level=3'])];
}

/** A second signal within this time is the same request, sent on by npm or by the terminal once more. */
const defaultSameSignalMs = 1_000;

/**
 * Opens the built program and waits for its end. SIGINT, SIGTERM and SIGHUP of this process go on to it, so that it can
 * store what is open and quit.
 *
 * @param executable the Electron
 * @param args the program's own switches
 * @returns its exit code; 1 when a signal ended it
 */
export function openProgram(
  executable: string,
  args: readonly string[],
  options: {
    readonly window: 'seen' | 'unseen';
    readonly env: NodeJS.ProcessEnv;
    readonly sameSignalMs?: number;
  },
): Promise<number> {
  // Before it is started: it may be at work while this process waits for its turn, and a signal would end this one.
  passSignals((signal) => void child.kill(signal), options.sameSignalMs ?? defaultSameSignalMs);
  const child = spawn(executable, [...electronSwitches(options.window), projectFolder, ...args], {
    cwd: projectFolder,
    // Electron takes a second signal as "at once". In a group of its own it gets only those that we pass on.
    detached: process.platform !== 'win32',
    env: { ...options.env, ELECTRON_RUN_AS_NODE: undefined },
    stdio: 'inherit',
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

function passSignals(pass: (signal: NodeJS.Signals) => void, sameSignalMs: number): void {
  let passedAtMs = Number.NEGATIVE_INFINITY;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (performance.now() - passedAtMs < sameSignalMs) return;
      passedAtMs = performance.now();
      pass(signal);
    });
  }
}
