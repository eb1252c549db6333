import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { KeyObject } from 'node:crypto';
import { noteFrom, type UpdateNote } from '../../../electron/main/updates/update-note.ts';
import { openUpdateSource } from '../../../electron/main/updates/update-source.ts';
import type { UpdatePorts } from '../../../electron/main/updates/update-ports.ts';
import { Updates } from '../../../electron/main/updates/updates.ts';
import { makeUpdateKey } from '../../../electron/tooling/updates/make-key.ts';
import { readPrivateKey } from '../../../electron/tooling/updates/sign-update.ts';
import { usualChannel, type UpdateChannel } from '../../../shared/domain/update-server.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { NodeExecutor } from './node-executor.ts';
import { release, startUpdateServer, type UpdateServer } from './update-server.ts';

/** The list that a server has for this system. */
export const listHere = { win32: 'latest.yml', linux: 'latest-linux.yml', darwin: 'latest-mac.yml' }[
  process.platform as 'win32' | 'linux' | 'darwin'
];
export const platformHere = `${process.platform}-${process.arch}`;

/** One program with its update server: installer, clock and window are replaced, network, files and signatures are real. */
export type DeskWithUpdates = {
  readonly server: UpdateServer;
  readonly updates: Updates;
  /** The version that runs. */
  readonly version: () => string;
  /** What the program did, oldest first. */
  readonly done: string[];
  readonly note: () => UpdateNote;
  readonly nowMs: () => number;
  /** Signs a version with the key of this build and publishes it, in `latest` by default. @returns the path of its installer. */
  readonly publish: (version: string, key?: KeyObject, channel?: UpdateChannel) => Promise<string>;
  /** Lets time pass, and waits for what is due then. */
  readonly pass: (ms: number) => Promise<void>;
  /** Changes ports while the program runs. */
  readonly set: (change: Partial<UpdatePorts>) => void;
  /** Starts the program again, as this version. */
  readonly startAgain: (version: string) => Promise<Updates>;
};

/** Makes a program of version 0.1.0 that installs itself at night. @param change ports of this test */
export const deskWithUpdates = async (
  change: Partial<UpdatePorts> = {},
  channel: UpdateChannel = usualChannel,
): Promise<DeskWithUpdates> => {
  const folder = temporaryFolder();
  const server = await startUpdateServer();
  const keyFile = join(folder, 'key.pem');
  const keys = [await makeUpdateKey(keyFile)];
  const ownKey = await readPrivateKey(keyFile);
  const done: string[] = [];
  let stored: unknown = null;
  let nowMs = Date.UTC(2027, 0, 11, 1);
  const timers = new Map<symbol, { readonly at: number; readonly run: () => void }>();
  const later: UpdatePorts['later'] = (ms, run) => {
    const id = Symbol('timer');
    timers.set(id, { at: nowMs + ms, run });
    return () => void timers.delete(id);
  };
  let ports: UpdatePorts = {
    installed: { version: '0.1.0', platform: platformHere, keys },
    installation: 'own',
    mode: () => 'automatic',
    source: null,
    serverFault: null,
    readNote: () => noteFrom(stored),
    writeNote: (note) => {
      stored = JSON.parse(JSON.stringify(note)) as unknown;
    },
    backUp: () => Promise.resolve(void done.push('backed up')),
    startInstaller: () => Promise.resolve(void done.push('installer started')),
    quit: () => void done.push('quit'),
    moment: () => ({ hasFileWork: false, isPrinting: false, isOpen: false, idleMinutes: 60 }),
    askPage: (occasion) => void done.push(`asked page at ${occasion}`),
    later,
    nowMs: () => nowMs,
    random: () => 0.5,
    changed: () => undefined,
    log: {
      info: (event) => void done.push(event),
      warn: (event) => void done.push(event),
    },
  };
  const open = (): Updates => {
    const { version } = ports.installed;
    const executor = new NodeExecutor();
    const source = openUpdateSource({
      server: server.url,
      channel,
      version,
      folder: join(folder, 'updates'),
      executor,
    });
    ports = { ...ports, source, ...change };
    // Read anew each time, because tests change them.
    return new Updates(new Proxy(ports, { get: (_, name) => ports[name as keyof UpdatePorts] }));
  };
  let updates = open();
  const pass = async (ms: number): Promise<void> => {
    const end = nowMs + ms;
    for (;;) {
      const [first] = [...timers].sort(([, one], [, other]) => one.at - other.at);
      if (first === undefined || first[1].at > end) break;
      timers.delete(first[0]);
      nowMs = first[1].at;
      first[1].run();
      // A look that is under way is joined.
      if (updates.facts().isLooking) await updates.look();
      await setImmediate();
    }
    nowMs = end;
  };
  return {
    server,
    get updates() {
      return updates;
    },
    version: () => ports.installed.version,
    done,
    note: () => noteFrom(stored),
    nowMs: () => nowMs,
    publish: async (version, key = ownKey, to = usualChannel) => {
      const file = join(folder, `setup-${version}.exe`);
      writeFileSync(file, Buffer.alloc(200_000, version));
      await release(server, listHere.replace(usualChannel, to), {
        version,
        files: [[file, platformHere]],
        key,
      });
      return file;
    },
    pass,
    set: (next) => {
      ports = { ...ports, ...next };
    },
    startAgain: async (version) => {
      updates.stop();
      timers.clear();
      ports = { ...ports, installed: { ...ports.installed, version } };
      updates = open();
      let isStarted = false;
      const starting = updates.start().finally(() => {
        isStarted = true;
      });
      while (!isStarted) {
        if (updates.facts().isLooking) await Promise.race([starting, updates.look()]);
        await setImmediate();
        const isDue = [...timers.values()].some(({ at }) => at <= nowMs + 10_000);
        if (!isStarted && !updates.facts().isLooking && isDue) await pass(1_000);
      }
      ports.changed();
      return updates;
    },
  };
};
