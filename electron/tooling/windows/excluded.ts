/** Tests that cannot run on Windows, or in a Windows build of Node under Wine, and why. The end of a run counts them. */
export type Excluded = {
  readonly reason: string;
  /** Whether they run on a real Windows. */
  readonly onlyUnderWine?: true;
  /** Whole files, as patterns of paths in the project. */
  readonly files?: readonly string[];
  /** Tests of a file, by the beginnings of their titles. */
  readonly tests?: Readonly<Record<string, readonly string[]>>;
};

export const excluded: readonly Excluded[] = [
  {
    reason:
      'Modes of files do not say who may read or write them on Windows; access-list.test.ts has what does.',
    files: ['tests/electron/app/private-files.test.ts'],
    tests: {
      'tests/electron/db/start.test.ts': ['a read-only folder is reported', 'a write-protected'],
      'tests/electron/db/wrong-index.test.ts': ['a backup folder that cannot be written to'],
      'tests/electron/desk/records/backups/backups.service.test.ts': ['an unreadable backup says so'],
    },
  },
  {
    reason:
      'Windows does not delete, rename or replace the files of an open database, as a test of its own shows.',
    tests: {
      'tests/electron/db/database-gone.test.ts': [
        'when its ',
        'when the file is ',
        'when another file is moved',
        'when a file stands',
        'a program that exits while its folder is elsewhere',
        "an import's connection that merges the log",
      ],
      'tests/electron/db/rescue.test.ts': [
        'everything confirmed in a deleted database',
        'a deleted log is merged',
        'a failed rescue is reported',
      ],
      'tests/electron/db/log-upkeep.test.ts': ['not while an import writes'],
      'tests/electron/db/wrong-index.test.ts': ['no backup is made of a file that has replaced the database'],
    },
  },
  {
    reason: 'The full disk is a small one that only Linux mounts.',
    tests: {
      'tests/electron/db/backup.test.ts': ['a full disk leaves no partial backup'],
      'tests/electron/db/start.test.ts': ['a full disk is reported'],
      'tests/electron/desk/records/backups/second-folder.test.ts': ['a full drive is reported'],
      'tests/electron/files/export/files.service.test.ts': ['on a full disk leaves no file'],
      'tests/electron/updates/update-source.test.ts': ['a full disk is a failure'],
      'tests/electron/sync/link/care.test.ts': ['a full disk of the hub'],
    },
  },
  {
    reason: 'Under Wine everybody may write to every folder, and from such a folder no joining file is used.',
    tests: {
      'tests/electron/sync/link/join-by-policy-again.test.ts': [
        'a joining file that was already used',
        'staff who choose to start without the hub while',
      ],
    },
  },
  {
    reason: 'A name on Windows is always Unicode.',
    tests: {
      'tests/electron/files/watching/files-that-stay.test.ts': ['a file whose name is not UTF-8'],
    },
  },
  {
    reason: 'They test tools that are used on Linux only, with shell scripts in place of programs.',
    files: [
      'tests/electron/tooling/ci-run.test.ts',
      'tests/electron/tooling/program.test.ts',
      'tests/electron/tooling/offline/registry-package.test.ts',
    ],
  },
  {
    reason:
      'Windows has no pipes, devices and links to themselves among files; hard-paths.test.ts tries those that it has.',
    tests: {
      'tests/attack/brought-library.test.ts': ['a pipe', 'a link to a pipe', 'a device'],
      'tests/attack/hostile-files.test.ts': ['a pipe is', 'a link to a device', 'a link to itself'],
      'tests/electron/app/policy/policy-source.test.ts': [
        'managed preferences of macOS that cannot be examined',
      ],
      'tests/electron/files/files-that-are-none.test.ts': ['a pipe, a socket and a device'],
    },
  },
  {
    reason: 'Windows cannot refuse links when a file is opened.',
    tests: {
      'tests/electron/files/watching/outgoing-messages.test.ts': ['a link where a message is written'],
      'tests/electron/files/watching/read-message-file.test.ts': ['a message is read from its file'],
    },
  },
  {
    reason: 'They run commands of Linux: sh, openssl, curl, pg_dump, kill.',
    files: [
      'tests/electron/partners/exchange/guide.test.ts',
      'tests/electron/sync/link/guide.test.ts',
      'tests/electron/sync/link/many-processes.test.ts',
      'tests/electron/sync/link/renewed-certificate.test.ts',
    ],
  },
  {
    reason: 'The mailbox that they read is kept by dovecot, which is only on Linux.',
    files: [
      'tests/electron/mail/incoming/{mailbox-worker,read-mailbox}.test.ts',
      'tests/electron/sync/mailbox.test.ts',
    ],
  },
  {
    reason: 'The official schemas, and xmllint, which validates messages by them, are only on Linux.',
    tests: {
      'tests/electron/other-system/ncip/messages.test.ts': ['is validated by the official schema on'],
      'tests/electron/partners/iso18626/messages.test.ts': ['is validated by the official schemas'],
    },
  },
  {
    reason: 'They make packages and installers with tools of Linux, and install them in Wine from there.',
    files: ['tests/electron/tooling/packaging/**/*.test.ts'],
  },
  {
    reason:
      'They test the policy file, owners, processes and the session of Linux; other tests in these files, registry.test.ts and the calls of Electron are for Windows.',
    tests: {
      'tests/electron/app/other-programs.test.ts': ['on Linux, copies', 'a real copy'],
      'tests/electron/app/policy/planted-files.test.ts': [
        'who may have planted',
        'where this account may neither',
      ],
      'tests/electron/app/policy/policy-source.test.ts': [
        'a policy file ',
        'a link to a file of somebody else',
        'what is no policy',
        'the module for the registry',
      ],
      'tests/electron/app/start-with-session.test.ts': [
        'the library that desktops read',
        'once the program is removed',
      ],
    },
  },
  {
    reason: 'Linux counts the memory of the processes that they start.',
    files: ['tests/attack/memory-of-files.test.ts'],
  },
  {
    reason: 'Windows has no signals that a process could hear.',
    tests: { 'tests/electron/tooling/processes.test.ts': ['who is asked to end'] },
  },
  {
    onlyUnderWine: true,
    reason: 'They calculate for minutes, or test the page in a document: no system changes what they find.',
    files: [
      'tests/electron/desk/steps/true-sentences.test.ts',
      'tests/electron/desk/whole-life.test.ts',
      'tests/electron/sync/{planted-faults,simulation*}.test.ts',
      'tests/program/**/*.test.tsx',
    ],
  },
  {
    onlyUnderWine: true,
    reason: 'The command interpreter of Wine answers otherwise to a program that does not exist.',
    tests: {
      'tests/electron/tooling/processes.test.ts': [
        'a program that cannot be started',
        'the exit code of a program that was shown',
      ],
    },
  },
  {
    onlyUnderWine: true,
    reason:
      'It follows links in the whole repository, of which only what other tests read is copied for Wine.',
    files: ['tests/links.test.ts'],
  },
  {
    onlyUnderWine: true,
    reason: 'They link to node_modules by a junction, which Wine does not make.',
    files: ['tests/electron/tooling/outcome.test.ts', 'tests/electron/tooling/planted.test.ts'],
  },
  {
    onlyUnderWine: true,
    reason: 'They read a file 20,000 times, which takes Wine longer than the time limit.',
    tests: {
      'tests/attack/hostile-files.test.ts': ['a list opened again and again'],
      'tests/electron/files/files-that-are-none.test.ts': ['a list that is opened repeatedly'],
    },
  },
  {
    onlyUnderWine: true,
    reason: 'To Windows programs, Wine shows a symbolic link as what it points to.',
    tests: {
      'tests/electron/app/new-files.test.ts': [
        '--import-report must name',
        '--export must name',
        '--invite-to-hub must name',
        '--screenshot-when-ready must name',
        'two switches must not name',
        'a new file is private',
      ],
      'tests/electron/desk/records/backups/backups.service.test.ts': ['the list shows the contents'],
      'tests/electron/files/watching/files-that-stay.test.ts': [
        'links, folders, hidden',
        'if done is a link',
      ],
    },
  },
  {
    onlyUnderWine: true,
    reason: 'They need git, and no Windows build of it is fetched.',
    files: ['tests/electron/tooling/release/ready.test.ts'],
  },
  {
    reason:
      'A connection that is closed while a caller still sends is reset on Windows, and the answer before it is lost.',
    tests: {
      'tests/attack/inbox.test.ts': ['callers that say nothing'],
      'tests/electron/partners/exchange/endpoint.test.ts': ['refuses a message that is too large'],
    },
  },
  {
    onlyUnderWine: true,
    reason: 'They start Electron: no package registry has one for Windows.',
    files: [
      'tests/attack/packaged.test.ts',
      'tests/attack/refused-starts.test.ts',
      'tests/electron/app/failed-starts.test.ts',
      'tests/electron/app/shell.test.ts',
      'tests/electron/app/software-drawing.test.ts',
      'tests/electron/app/start-windows.test.ts',
      'tests/electron/app/ways-out.test.ts',
      'tests/electron/devices/printing/crash.test.ts',
      'tests/electron/devices/printing/printing-faults.test.ts',
      'tests/electron/devices/printing/printing.test.ts',
      'tests/electron/devices/scanner/scanner.test.ts',
      'tests/electron/devices/scanner/serial-scanner.test.ts',
      'tests/renderer/scanner/erase-scan.test.ts',
    ],
  },
];
