import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { projectFolder } from '../../electron/tooling/lib/paths.ts';
import { temporaryFolder } from '../support/launch.ts';
import { waitFor } from '../support/waiting.ts';

test('on a machine without a screen the start command shows the demo library, says where its picture is, and quits when told', async () => {
  const dataDir = temporaryFolder();
  const start = join(projectFolder, 'electron/tooling/start.ts');
  const env = { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '', NODE_OPTIONS: '' };
  const program = spawn(process.execPath, [start, `--data-dir=${dataDir}`], { env, cwd: projectFolder });
  const exit = new Promise<number | null>((resolve) => program.once('exit', resolve));
  let said = '';
  program.stdout.on('data', (text: Buffer) => (said += text.toString('utf8')));
  program.stderr.on('data', (text: Buffer) => (said += text.toString('utf8')));
  try {
    const picture = await waitFor('The picture', () => /^screenshot: (.+)$/m.exec(said)?.[1], 40_000);
    expect(picture).toBe(join(dataDir, 'window.png'));
    expect(readFileSync(picture).subarray(1, 4).toString('latin1')).toBe('PNG');
    expect(said).toContain('This machine has no screen');
    program.kill('SIGTERM');
    expect(await exit).toBe(0);
  } finally {
    program.kill('SIGTERM');
  }
});
