import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

const asRoot = process.getuid?.() === 0;
const chattr = (how: '+i' | '-i', path: string): boolean => spawnSync('chattr', [how, path]).status === 0;

const probe = (): boolean => {
  if (!asRoot) return process.platform !== 'win32';
  const folder = mkdtempSync(join(tmpdir(), 'borrow-desk-'));
  try {
    writeFileSync(join(folder, 'probe'), '');
    return chattr('+i', join(folder, 'probe')) && chattr('-i', join(folder, 'probe'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** Makes a file or a folder read-only. For root, who may write anything, some file systems support that too. */
export const writeProtection = {
  isPossible: probe(),
  /** Protects until the test ends, or until the returned function is called. */
  protect: (path: string): (() => void) => {
    const { mode } = statSync(path);
    let isOn = true;
    const end = (): void => {
      if (!isOn) return;
      isOn = false;
      if (asRoot) chattr('-i', path);
      else chmodSync(path, mode);
    };
    if (asRoot) chattr('+i', path);
    else chmodSync(path, mode & ~0o222);
    onTestFinished(end);
    return end;
  },
};
