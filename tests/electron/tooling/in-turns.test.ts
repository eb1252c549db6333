import { PassThrough, type Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { inTurns } from '../../../electron/tooling/lib/in-turns.ts';
import { run } from '../../../electron/tooling/lib/processes.ts';

const readable = (): { readonly shown: Writable; readonly said: () => string } => {
  const shown = new PassThrough();
  let said = '';
  shown.on('data', (data: Buffer) => (said += data.toString()));
  return { shown, said: () => said };
};

test('works go on beside each other, and what each says comes whole, one after the other', async () => {
  const { shown, said } = readable();
  let endFirst = (_result: string): void => undefined;
  const first = new Promise<string>((resolve) => (endFirst = resolve));
  let goOn = (): void => undefined;
  const second = new Promise<void>((resolve) => (goOn = resolve));
  const results = inTurns(
    [
      () => first,
      async (output) => {
        output?.write('b1 ');
        await second;
        output?.write('b2 ');
        return 'b';
      },
      async (output) => {
        output?.write('c ');
        return Promise.resolve('c');
      },
    ],
    shown,
  );
  await new Promise((resolve) => setImmediate(resolve));
  expect(said()).toBe('');
  shown.write('a ');
  endFirst('a');
  await expect.poll(said).toBe('a b1 ');
  goOn();
  expect(await results).toEqual(['a', 'b', 'c']);
  expect(said()).toBe('a b1 b2 c ');
});

test('one that fails lets the others speak, and its failure is told', async () => {
  const { shown, said } = readable();
  const results = inTurns(
    [
      () => Promise.reject(new Error('broken')),
      async (output) => {
        output?.write('said');
        return Promise.resolve('done');
      },
    ],
    shown,
  );
  await expect(results).rejects.toThrow('broken');
  await expect.poll(said).toBe('said');
});

test('a program speaks into a stream, on both of its ways, and its exit code comes back', async () => {
  const { shown, said } = readable();
  const script = 'console.log("x".repeat(200_000)); console.error("err"); process.exitCode = 3';
  expect(await run(process.execPath, ['-e', script], { output: shown })).toBe(3);
  await expect.poll(() => [said().length, said().includes('err')]).toEqual([200_005, true]);
});
