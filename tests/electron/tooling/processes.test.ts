import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { projectFolder } from '../../../electron/tooling/lib/paths.ts';
import { capture, run } from '../../../electron/tooling/lib/processes.ts';

const node = process.execPath;

test('what a program writes is kept, with its exit code', () => {
  const script = 'console.log("out"); console.error("err"); process.exitCode = 7';
  expect(capture(node, ['-e', script])).toEqual({ code: 7, stdout: 'out\n', stderr: 'err\n' });
});

test('a variable that is undefined is not passed on', () => {
  const env = { ...process.env, HOME: undefined };
  expect(capture(node, ['-p', '"HOME" in process.env'], { env }).stdout).toBe('false\n');
});

test('a program that cannot be started, or takes too long, has failed, and it says why', () => {
  const missing = capture('no-such-program', []);
  expect([missing.code, missing.stdout]).toEqual([1, '']);
  expect(missing.stderr).toContain('ENOENT');
  const slow = capture(node, ['-e', 'setInterval(() => {}, 1000)'], { timeoutMs: 300 });
  expect(slow.code).toBe(1);
  expect(slow.stderr).not.toBe('');
});

test('the exit code of a program that was shown comes back', async () => {
  expect(await run(node, ['-e', 'process.exitCode = 5'])).toBe(5);
  expect(await run(node, ['-e', 'process.kill(process.pid, "SIGKILL")'])).toBe(1);
  await expect(run('no-such-program', [])).rejects.toThrow(/ENOENT/);
});

test('who is asked to end asks what it runs, and waits for it', async () => {
  const inner = `process.on("SIGTERM", () => setTimeout(() => { console.log("ended"); process.exit(0) }, 300));
    setInterval(() => {}, 1000); console.log("started")`;
  const module = pathToFileURL(join(projectFolder, 'electron/tooling/lib/processes.ts')).href;
  const script = `import(${JSON.stringify(module)}).then((m) => m.run(process.execPath, ["-e", ${JSON.stringify(inner)}]))`;
  const outer = spawn(node, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  outer.stdout.on('data', (data: Buffer) => (said += data.toString()));
  await expect.poll(() => said, { timeout: 10_000 }).toContain('started');
  outer.kill('SIGTERM');
  const [code] = (await once(outer, 'close')) as [number | null];
  expect([code, said]).toEqual([1, 'started\nended\n']);
});
