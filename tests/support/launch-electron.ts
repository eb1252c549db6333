import { subscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import type { ElectronApplication } from '@playwright/test';
import { _electron as electron } from '@playwright/test';

/** Long enough for a start on a busy machine, short enough for another attempt within a test's time. */
const launchLimitMs = 12_000;
const maxTries = 3;

// Playwright and Chromium would compress their messages, although both are on one machine: that took a tenth of a test's processor time.
subscribe('http.client.request.created', (message) =>
  (message as { readonly request: ClientRequest }).request.removeHeader('Sec-WebSocket-Extensions'),
);

/**
 * Starts Electron under Playwright. Playwright attaches to a window that may be loading its page; if it misses the moment of the change,
 * it waits forever, although the program runs well (about one start in thirty). Such a start is killed and repeated.
 *
 * @param beforeTry called right before each start, for callers that measure its time
 * @throws if no start succeeds, with the last error
 */
export const launchElectron = async (
  options: NonNullable<Parameters<typeof electron.launch>[0]>,
  beforeTry: () => void = () => undefined,
): Promise<ElectronApplication> => {
  for (let tries = 1; ; tries += 1) {
    beforeTry();
    try {
      return evaluatesOnce(await electron.launch({ timeout: launchLimitMs, ...options }));
    } catch (error) {
      if (tries >= maxTries) throw error;
    }
  }
};

type Ask = { readonly id: number; readonly code: string; readonly given: unknown };
type Work = (modules: unknown, given: unknown) => unknown;
type Answers = typeof globalThis & { answersOfTests?: Map<number, unknown> };

/**
 * V8 may collect the promise of an answer that Playwright waits for, even if there was nothing to wait for: the work is done then, and its answer
 * lost. So the main process keeps each answer, and is asked for it again.
 */
const evaluatesOnce = (app: ElectronApplication): ElectronApplication => {
  const evaluate = app.evaluate.bind(app);
  let id = 0;
  const once = async (work: unknown, given: unknown): Promise<unknown> => {
    const ask: Ask = { id: (id += 1), code: `(${String(work)})`, given };
    for (let tries = 1; ; tries += 1) {
      try {
        return await evaluate((modules, asked: Ask) => {
          const answers = ((globalThis as Answers).answersOfTests ??= new Map());
          if (!answers.has(asked.id)) {
            const work = process.getBuiltinModule('vm').runInThisContext(asked.code) as Work;
            answers.set(asked.id, work(modules, asked.given));
          }
          return answers.get(asked.id);
        }, ask);
      } catch (error) {
        if (tries >= 20 || !String(error).includes('promise was garbage collected')) throw error;
      }
    }
  };
  app.evaluate = once as typeof app.evaluate;
  return app;
};
