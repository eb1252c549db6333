import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { childScript, type ChildScript } from '../child-scripts.ts';

/** A process that is killed and started again. It says something once it is ready. */
export class Restarted<Progress extends object> {
  readonly #script: ChildScript;
  #orders: object;
  /** What went wrong in it. */
  readonly faults: string[] = [];
  /** What it said last. */
  progress: Progress | null = null;
  #process: ChildProcess | null = null;

  /** @param orders the script gets them as JSON */
  constructor(script: ChildScript, orders: object) {
    this.#script = script;
    this.#orders = orders;
  }

  async start(): Promise<void> {
    const process = fork(childScript(this.#script), [JSON.stringify(this.#orders)], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      // What it holds is measured.
      execArgv: ['--expose-gc'],
    });
    this.#process = process;
    process.stderr?.on('data', (text: Buffer) => this.faults.push(text.toString()));
    process.on('message', (said: { readonly fault: string } | Progress) => {
      if ('fault' in said) this.faults.push(said.fault);
      else this.progress = said;
    });
    const ended = once(process, 'exit').then(() => {
      throw new Error(`It ended before it was ready: ${this.faults.join('\n')}`);
    });
    // Later it is killed.
    ended.catch(() => undefined);
    await Promise.race([once(process, 'message'), ended]);
  }

  /** Changes its orders from its next start on. */
  reorder(orders: object): void {
    this.#orders = { ...this.#orders, ...orders };
  }

  tell(word: string): void {
    this.#process?.send(word);
  }

  async kill(): Promise<void> {
    const process = this.#process;
    if (process === null) return;
    this.#process = null;
    if (process.exitCode !== null) return;
    const ended = once(process, 'exit');
    process.kill('SIGKILL');
    await ended;
  }

  async restart(): Promise<void> {
    await this.kill();
    await this.start();
  }
}
