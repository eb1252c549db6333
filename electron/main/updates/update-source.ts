import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppUpdater } from 'electron-updater';
import type { DownloadUpdateOptions, DownloadExecutorResult } from 'electron-updater/out/AppUpdater.js';
import { ElectronHttpExecutor } from 'electron-updater/out/electronHttpExecutor.js';
import * as z from 'zod';
import type { UpdateChannel } from '../../../shared/domain/update-server.ts';
import { isNewerVersion } from '../../../shared/domain/versions.ts';
import { bounded } from './download-bound.ts';
import type { Offer } from './verify.ts';

// electron-updater reads the list of a channel (latest*.yml, beta*.yml) and downloads, and does nothing else: it neither installs nor decides what is trusted.

/** Sends requests: Electron’s network, which knows the proxy of the system, or Node’s in tests. */
export type Executor = Pick<ElectronHttpExecutor, 'request' | 'download'>;

/** Electron’s network. */
export const electronExecutor = (): Executor => new ElectronHttpExecutor();

/** An update server. */
export type UpdateSource = {
  /**
   * Asks what the server offers to this workstation.
   * @returns the files of a version; none if it has this one, or stages another one that is not for this workstation yet.
   * @throws if the server does not answer, or answers with something else.
   */
  readonly look: () => Promise<readonly Offer[]>;
  /** Downloads a file of the last look, unless it is here. @returns its path. @throws if it is not complete or another one. */
  readonly download: (offer: Offer) => Promise<string>;
  /** Deletes what was downloaded. */
  readonly clear: () => Promise<void>;
};

type Parts = {
  /** Its address, with a folder if there is one: `https://updates.library.example/borrow-desk`. */
  readonly server: string;
  readonly channel: UpdateChannel;
  /** The version of this program. */
  readonly version: string;
  /** Where downloads are kept. */
  readonly folder: string;
  readonly executor: Executor;
  /** How long a download may take; an hour by default: a slow line may need long for a hundred megabytes. */
  readonly downloadLimitMs?: number;
};

const hourMs = 60 * 60_000;

const shortText = z.string().min(1).max(200);
const answer = z.object({
  version: shortText,
  files: z
    .array(
      z.object({
        url: z.string().min(1).max(1_000),
        sha512: shortText,
        size: z
          .int()
          .positive()
          .max(4 * 1024 ** 3),
        signature: z.string().max(200).default(''),
      }),
    )
    .max(20),
});

/** The folder of downloads in the folder of updates. */
const downloads = 'downloads';

class Downloads extends AppUpdater {
  // electron-updater has no types for these two.
  declare protected httpExecutor: Executor;
  declare protected configOnDisk: { readonly value: Promise<{ readonly updaterCacheDirName: string }> };
  /** The checksum of the file to download. */
  wanted = '';
  private readonly folder: string;
  private readonly limitMs: number;

  constructor({ server, channel, version, folder, executor, downloadLimitMs = hourMs }: Parts) {
    super(null, {
      version,
      name: downloads,
      isPackaged: true,
      appUpdateConfigPath: '',
      userDataPath: folder,
      baseCachePath: folder,
      whenReady: () => Promise.resolve(),
      relaunch: () => undefined,
      quit: () => undefined,
      onQuit: () => undefined,
    });
    this.folder = folder;
    this.limitMs = downloadLimitMs;
    this.httpExecutor = executor;
    this.configOnDisk = { value: Promise.resolve({ updaterCacheDirName: downloads }) };
    this.setFeedURL({ provider: 'generic', url: server });
    this.logger = null;
    this.autoDownload = false;
    this.autoInstallOnAppQuit = false;
    this.channel = channel;
    // Setting the channel allows downgrades. verify.ts refuses them in any case.
    this.allowDowngrade = false;
    // Each failure is thrown as well.
    this.on('error', () => undefined);
  }

  protected doDownloadUpdate(options: DownloadUpdateOptions): Promise<DownloadExecutorResult> {
    const { info, provider } = options.updateInfoAndProvider;
    const fileInfo = provider.resolveFiles(info).find((file) => file.info.sha512 === this.wanted);
    if (fileInfo === undefined) return Promise.reject(new Error('The server offers this file no longer.'));
    const extension = /\.([a-z0-9]{1,10})$/iu.exec(fileInfo.url.pathname)?.[1] ?? 'bin';
    return this.executeDownload({
      fileExtension: extension,
      fileInfo,
      downloadUpdateOptions: options,
      task: async (destination, given) => {
        await mkdir(this.folder, { recursive: true });
        await bounded(
          destination,
          { bytes: fileInfo.info.size ?? 0, ms: this.limitMs },
          {
            run: () => this.httpExecutor.download(fileInfo.url, destination, given),
            cancel: () => given.cancellationToken.cancel(),
          },
        );
      },
      done: () => Promise.resolve(),
    });
  }

  quitAndInstall(): void {
    throw new Error('An update is started by install-update.ts alone.');
  }
}

/** Opens an update server. */
export const openUpdateSource = (parts: Parts): UpdateSource => {
  const updater = new Downloads(parts);
  return {
    look: async () => {
      const result = await updater.checkForUpdates();
      const { version, files } = answer.parse(result?.updateInfo);
      if (result?.isUpdateAvailable !== true && version === parts.version) return [];
      // electron-updater also reports an older version as not available: verify.ts tells the two apart.
      const isStaged = result?.isUpdateAvailable !== true && isNewerVersion(version, parts.version);
      return isStaged
        ? []
        : files.map(({ sha512, size, signature }) => ({ version, sha512, size, signature }));
    },
    download: async ({ sha512 }) => {
      updater.wanted = sha512;
      const [file] = await updater.downloadUpdate();
      if (file === undefined) throw new Error('Nothing was downloaded.');
      return file;
    },
    clear: () => rm(join(parts.folder, downloads), { recursive: true, force: true }),
  };
};
