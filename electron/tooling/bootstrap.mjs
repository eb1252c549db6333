// The first step of every npm script. Plain JavaScript for Node 20 without any package: it brings the packages,
// then goes on with the Node 24 that is one of them, which runs the TypeScript beside this file.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureSystemPackages } from './system-packages.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const project = join(here, '..', '..');
const modules = join(project, 'node_modules');
const windows = process.platform === 'win32';

/**
 * Script name → what it needs of the system, and what runs.
 *
 * @type {Record<string, { needs: string, file?: string }>}
 */
const tasks = {
  start: { needs: 'window', file: 'start.ts' },
  dev: { needs: 'window', file: 'dev.ts' },
  build: { needs: 'none', file: 'build.ts' },
  test: { needs: 'test', file: 'test.ts' },
  'test-windows': { needs: 'wine', file: 'test-windows.ts' },
  'test-long': { needs: 'none', file: 'test-long.ts' },
  lint: { needs: 'none', file: 'lint.ts' },
  words: { needs: 'none', file: 'words.ts' },
  package: { needs: 'window', file: 'package.ts' },
  release: { needs: 'test', file: 'release.ts' },
  'update-key': { needs: 'none', file: 'update-key.ts' },
  'electron-path': { needs: 'window', file: 'electron-path.ts' },
  'with-display': { needs: 'test', file: 'with-display.ts' },
  exec: { needs: 'none' },
};

/** @param {string} sentence */
function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

/** @param {string} file */
function packagesIn(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : {};
}

// npm notes in node_modules what it installed. Packages for other platforms are in the lock file only.
function modulesFitLock() {
  const present = packagesIn(join(modules, '.package-lock.json'));
  return Object.entries(packagesIn(join(project, 'package-lock.json'))).every(
    ([folder, { version, optional }]) => folder === '' || optional || present[folder]?.version === version,
  );
}

// The lock's hash, kept in node_modules, spares the comparison at every start.
function installModules() {
  const lock = createHash('sha256')
    .update(readFileSync(join(project, 'package-lock.json')))
    .digest('hex');
  const stamp = join(modules, '.lock-hash');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  if (modulesFitLock()) return writeFileSync(stamp, lock);
  process.stderr.write('Installing the packages of package-lock.json (npm ci) …\n');
  // On Windows npm is a command file, which only a shell can run. stdout stays free for a script's answer.
  const stdio = /** @type {const} */ (['inherit', 2, 'inherit']);
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const result = windows
    ? spawnSync(`npm ${args.join(' ')}`, { cwd: project, stdio: [...stdio], shell: true })
    : spawnSync('npm', args, { cwd: project, stdio: [...stdio] });
  if (result.status !== 0) fail('npm ci failed: is the npm registry within reach?');
  writeFileSync(stamp, lock);
}

function modernNode() {
  const file = join(modules, 'node', 'bin', windows ? 'node.exe' : 'node');
  if (!existsSync(file)) {
    // An npm that runs no install scripts leaves out the binary: this is the package's own script for it.
    const folder = join(modules, 'node');
    spawnSync(process.execPath, ['installArchSpecificPackage.js'], {
      cwd: folder,
      stdio: ['ignore', 2, 'inherit'],
    });
  }
  // The newer Node of the person at the terminal will do where the package has no binary.
  if (existsSync(file) || Number(process.versions.node.split('.')[0]) < 24) return file;
  return process.execPath;
}

// `exec <package> …` runs the command of that name from the package, without the shell's way of finding it.
/** @param {string} name */
function commandOf(name) {
  const about = JSON.parse(readFileSync(join(modules, name, 'package.json'), 'utf8'));
  const command = typeof about.bin === 'string' ? about.bin : Object.values(about.bin)[0];
  return join(modules, name, command);
}

const [name = '', ...args] = process.argv.slice(2);
const task = Object.hasOwn(tasks, name) ? tasks[name] : undefined;
if (task === undefined) fail(`bootstrap knows: ${Object.keys(tasks).join(', ')}`);
installModules();
const ready = ensureSystemPackages(task.needs);
// A start may still work with other packages; a test run without them would only fail later and less clearly.
if (!ready && ['test', 'wine'].includes(task.needs)) process.exit(1);
const command = task.file === undefined ? commandOf(args.shift() ?? '') : join(here, task.file);
const node = modernNode();
const path = [dirname(node), join(modules, '.bin'), process.env.PATH ?? ''].join(delimiter);
const child = spawn(node, [command, ...args], {
  cwd: project,
  stdio: 'inherit',
  env: { ...process.env, PATH: path },
});
// npm sends a signal to this process alone: what runs below must hear of it, or it would go on without its parent.
/** @type {readonly NodeJS.Signals[]} */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
for (const signal of signals) process.on(signal, () => child.kill(signal));
// Or it sends the signal to the shell between us, which dies without a word.
const parent = process.ppid;
const watch = setInterval(() => {
  if (process.ppid === parent) return;
  clearInterval(watch);
  child.kill('SIGTERM');
}, 500);
watch.unref();
child.once('error', (error) => fail(`${node} did not start: ${error.message}`));
child.once('exit', (code) => {
  process.exitCode = code ?? 1;
});
