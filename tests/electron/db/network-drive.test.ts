import { expect, test } from 'vitest';
import { networkDriveOf, type DriveFacts } from '../../../electron/main/db/network-drive.ts';
import { openFaulty, ownFolder } from './support.ts';

// The answers of systems that do not run here were taken from their manuals and sources.

const none: DriveFacts = {
  platform: 'linux',
  typeNumber: () => 0xef53,
  mounts: () => '',
  realPath: (path) => path,
  isSameDisk: () => false,
};

const mountinfo = `22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
40 22 0:35 / /home rw,relatime shared:2 - nfs4 files.example:/home rw,vers=4.2
41 22 0:36 / /media/Ill\\040Desk rw shared:3 - cifs //files.example/ill rw,vers=3.1.1
42 22 0:37 / /mnt/far rw shared:4 - fuse.sshfs desk@far.example:/data rw
43 22 8:17 / /mnt/stick rw shared:5 - fuseblk /dev/sdb1 rw
44 22 0:38 / /run/user/1000/gvfs rw - fuse.gvfsd-fuse gvfsd-fuse rw
45 22 0:39 / /mnt/app rw - fuse.AppImage AppImage ro
`;

test.each([
  ['/home/desk/data', 0x6969, 'NFS (files.example:/home)'],
  ['/media/Ill Desk/data', 0xff534d42 | 0, 'CIFS (//files.example/ill)'],
  ['/media/Ill Desk', 0xfe534d42, 'SMB2 (//files.example/ill)'],
  ['/mnt/far/data', 0x65735546, 'fuse.sshfs (desk@far.example:/data)'],
  ['/run/user/1000/gvfs/smb-share:server=files', 0x65735546, 'fuse.gvfsd-fuse (gvfsd-fuse)'],
  ['/mnt/stick/data', 0x65735546, null],
  ['/mnt/app/data', 0x65735546, null],
  ['/home', 0xef53, null],
  ['/srv/data', 0x9123683e, null],
])('on Linux %s with the type %i is %s', (path, type, expected) => {
  const facts = { ...none, typeNumber: () => type, mounts: () => mountinfo };
  expect(networkDriveOf(path, facts)).toBe(expected);
});

test.each([
  ['\\\\files\\ill\\data', '', '\\\\files\\ill\\data'],
  ['//files/ill/data', '', '//files/ill/data'],
  ['\\\\?\\UNC\\files\\ill', '', '\\\\?\\UNC\\files\\ill'],
  ['Z:\\Borrow Desk', '\\\\files\\ill', '\\\\files\\ill'],
  ['C:\\Users\\desk\\AppData\\Local\\Borrow Desk', 'C:\\', null],
  ['\\\\?\\C:\\Users\\desk', '\\\\?\\C:\\', null],
])('on Windows %s (%s) is %s', (path, root, expected) => {
  expect(networkDriveOf(path, { ...none, platform: 'win32', realPath: () => root })).toBe(expected);
});

test('on Windows a folder that is a link to a network drive is one', () => {
  const realPath = (path: string) => (path === 'C:\\Desk' ? '\\\\files\\ill\\desk' : path);
  expect(networkDriveOf('C:\\Desk', { ...none, platform: 'win32', realPath })).toBe('\\\\files\\ill\\desk');
});

const mountsOfMac = `/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled, nobrowse, protect, root data)
//desk@files.example/Ill%20Desk on /Volumes/Ill Desk (smbfs, nodev, nosuid, mounted by desk)
files.example:/export on /Volumes/export (nfs, nodev, nosuid)
/dev/disk4s1 on /Volumes/STICK (msdos, local, nodev, nosuid, noowners)
`;

test.each([
  ['/Volumes/Ill Desk/data', false, 'smbfs (//desk@files.example/Ill%20Desk)'],
  ['/Volumes/export', false, 'nfs (files.example:/export)'],
  ['/Volumes/STICK/data', false, null],
  ['/Users/desk/Library/Application Support/Borrow Desk', true, null],
])('on macOS %s is %s', (path, isSameDisk, expected) => {
  const facts: DriveFacts = {
    ...none,
    platform: 'darwin',
    mounts: () => mountsOfMac,
    isSameDisk: () => isSameDisk,
  };
  expect(networkDriveOf(path, facts)).toBe(expected);
});

test('an unknown drive counts as a local disk, and so does the disk of this test', () => {
  const failing = (): never => {
    throw new Error('not known');
  };
  expect(networkDriveOf('/data', { ...none, typeNumber: failing })).toBeNull();
  expect(networkDriveOf(ownFolder())).toBeNull();
});

test('a data folder on a network drive is refused before anything is written there', async () => {
  const dataDir = `${ownFolder()}/data`;
  const fault = await openFaulty({ dataDir, driveOf: () => 'NFS (files.example:/home)' });
  expect(fault).toMatchObject({
    kind: 'network-drive',
    detail: 'NFS (files.example:/home)',
    ways: ['open-folder', 'quit'],
  });
});
