import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, realpathSync, statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

// SQLite's write-ahead log needs memory shared by all users of the database, and reliable locks: no network drive has both. Source:
// https://www.sqlite.org/wal.html ("does not work over a network filesystem")

/** What the system knows about drives; tests replace it with recorded answers of other systems. */
export type DriveFacts = {
  readonly platform: NodeJS.Platform;
  /** The type number of the file system (Linux). */
  readonly typeNumber: (path: string) => number;
  /** All mounts: `/proc/self/mountinfo` on Linux, the output of `mount` on macOS. */
  readonly mounts: () => string;
  /** The path without links; on Windows, on a mapped drive, that of the server. */
  readonly realPath: (path: string) => string;
  /** Whether two paths are on one disk. */
  readonly isSameDisk: (path: string, other: string) => boolean;
};

const nearest = (folder: string): string => {
  let path = folder;
  while (!existsSync(path) && dirname(path) !== path) path = dirname(path);
  return path;
};

const systemFacts: DriveFacts = {
  platform: process.platform,
  typeNumber: (path) => statfsSync(nearest(path)).type,
  mounts: () =>
    process.platform === 'linux'
      ? readFileSync('/proc/self/mountinfo', 'utf8')
      : execFileSync('/sbin/mount', { encoding: 'utf8', timeout: 2_000 }),
  realPath: (path) => realpathSync.native(nearest(path)),
  isSameDisk: (path, other) => statSync(nearest(path)).dev === statSync(other).dev,
};

// Numbers: linux/magic.h and the sources of the file systems.
const remoteNumbers: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'CIFS'],
  [0xfe534d42, 'SMB2'],
  [0x5346414f, 'AFS'],
  [0x6b414653, 'AFS'],
  [0x73757245, 'Coda'],
  [0x564c, 'NCP'],
  [0x01021997, '9P'],
  [0x00c36400, 'Ceph'],
  [0x0bd00bd0, 'Lustre'],
  [0x47504653, 'GPFS'],
  [0x01161970, 'GFS2'],
  [0x7461636f, 'OCFS2'],
  [0x786f4256, 'VirtualBox shared folder'],
  [0x7c7c6673, 'Parallels shared folder'],
]);
const fuseNumber = 0x65735546;
/** FUSE types that lead to other computers; `fuseblk` is a local disk. */
const remoteFuse =
  /^fuse\.(?:sshfs|rclone|gvfsd-fuse|davfs|curlftpfs|s3fs|glusterfs|ceph|gcsfuse|goofys|smbnetfs|nfs.*|kio-fuse|vmhgfs-fuse|onedriver|google-drive-ocamlfuse)$/;
const remoteOnMac: readonly string[] = ['smbfs', 'nfs', 'afpfs', 'webdav', 'ftp', 'cifs'];
const homeOfMac = '/System/Volumes/Data';

/**
 * Returns the network drive that contains a folder, as described to support; null for a local disk. For a folder that does not exist yet,
 * the nearest existing parent decides. If it cannot be found out, the disk counts as local.
 */
export const networkDriveOf = (folder: string, facts: DriveFacts = systemFacts): string | null => {
  try {
    switch (facts.platform) {
      case 'win32':
        return onWindows(folder, facts);
      case 'darwin':
        return onMac(folder, facts);
      default:
        return onLinux(folder, facts);
    }
  } catch {
    return null;
  }
};

const onLinux = (folder: string, facts: DriveFacts): string | null => {
  // 32-bit numbers may be signed or unsigned.
  const number = facts.typeNumber(folder) >>> 0;
  const name = remoteNumbers.get(number);
  if (name === undefined && number !== fuseNumber) return null;
  const mount = mountOf(facts.realPath(folder), mountsOfLinux(facts.mounts()));
  if (name !== undefined) return mount ? `${name} (${mount.from})` : name;
  return mount && remoteFuse.test(mount.type) ? `${mount.type} (${mount.from})` : null;
};

const onMac = (folder: string, facts: DriveFacts): string | null => {
  if (facts.isSameDisk(folder, homeOfMac)) return null;
  const mount = mountOf(facts.realPath(folder), mountsOfMac(facts.mounts()));
  return mount && remoteOnMac.includes(mount.type) ? `${mount.type} (${mount.from})` : null;
};

const onWindows = (folder: string, facts: DriveFacts): string | null => {
  if (isUnc(folder)) return folder;
  const target = facts.realPath(folder);
  return isUnc(target) ? target : null;
};

// `\\server\share` and `\\?\UNC\server\share`, but not `\\?\C:\` or `\\.\device`.
const isUnc = (path: string): boolean =>
  /^[\\/]{2}(?![?.][\\/])/.test(path) || /^[\\/]{2}\?[\\/]UNC[\\/]/i.test(path);

type Mount = { readonly at: string; readonly type: string; readonly from: string };

/** Returns the mount that contains a path: the longest match, and among equals the last. */
const mountOf = (path: string, mounts: readonly Mount[]): Mount | null => {
  let found: Mount | null = null;
  for (const mount of mounts) {
    const isUnder = path === mount.at || path.startsWith(mount.at.endsWith('/') ? mount.at : `${mount.at}/`);
    if (isUnder && mount.at.length >= (found?.at.length ?? 0)) found = mount;
  }
  return found;
};

// `36 35 98:0 /root /mount/point rw,noatime master:1 - nfs4 server:/export rw`; blanks are written `\040`.
const mountsOfLinux = (text: string): readonly Mount[] =>
  text.split('\n').flatMap((line) => {
    const [before = '', after = ''] = line.split(' - ');
    const at = before.split(' ')[4];
    const [type, from] = after.split(' ');
    return at && type && from ? [{ at: plain(at), type, from: plain(from) }] : [];
  });

const plain = (text: string): string =>
  text.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));

// `//user@server/share on /Volumes/share (smbfs, nodev, nosuid, mounted by user)`
const mountsOfMac = (text: string): readonly Mount[] =>
  text.split('\n').flatMap((line) => {
    const [, from, at, type] = /^(.+?) on (\/.*) \((\w+)[,)]/.exec(line) ?? [];
    return from && at && type ? [{ at, type, from }] : [];
  });
