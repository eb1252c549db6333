import { app, dialog } from 'electron';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { abortStart, startCodes } from './app/abort-start.ts';
import { resolveDataDir } from './app/data-dir.ts';
import { dataDirOf } from './app/data-folder.ts';
import { identify } from './app/identity.ts';
import { handleUncaughtErrors } from './app/last-resort.ts';
import { createMainWindow } from './app/main-window.ts';
import { whyNotNew } from './app/new-files.ts';
import { closeFolder, makeFilesPrivate } from './app/private-files.ts';
import { checkPolicy, type Policy } from '../../shared/domain/policy-checks.ts';
import { policySource } from './app/policy/policy-source.ts';
import { switchesUnderPolicy } from './app/policy/switches-under-policy.ts';
import { exitIfNotAllowed, exitIfRefusedByPolicy } from './app/refuse-switches.ts';
import { registerAppScheme, servePage } from './app/protocol.ts';
import { codeOfQuit, endSecondStart } from './app/second-start.ts';
import { closeNetwork, restrictNavigation } from './app/security.ts';
import { claimDataDir } from './app/single-instance.ts';
import { configureGraphics } from './app/software-drawing.ts';
import type { Switches } from './app/switches.ts';
import { parseSwitches, switchNames, typedFolder } from './app/switches.ts';
import { systemVariables } from './app/system-variables.ts';
import { logFolderOf, openLog } from './log/log.ts';
import { t } from '../../shared/words/words.ts';

// How the program starts: the data folder and the window; behind it the database, and then the program itself (behind-window.ts,
// program.ts). Only what the window needs is imported here: all of it is loaded before the page can begin to load. The performance marks
// show where the time of a start goes (tests/bench/start.bench.ts).

performance.mark('main.loaded');
// Before anything else: what such a switch opens is open as soon as Electron is ready.
if (app.isPackaged) exitIfNotAllowed(process.argv.slice(1), process.env);
const policy = policyOfComputer();
exitIfRefusedByPolicy(process.argv.slice(1), policy.values.RefusedSwitches ?? []);
const switches = switchesUnderPolicy(
  parseSwitches(process.argv.slice(1), typedFolder(process.env, process.cwd())),
  policy.values,
);
// A program that never ran here has nothing to end, and gets no data folder for that.
if (switches.quit && !existsSync(dataDirOf(switches.dataDir))) process.exit(codeOfQuit());
const whyNoFile = whyNotNew(switches, dataDirOf(switches.dataDir));
if (whyNoFile !== null) abortStart(whyNoFile, startCodes.fileNotNew, switches.exitWhenDone);
identify();
makeFilesPrivate();
const { dataDir, isNew, chromiumFault } = resolveDataDir(switches);
closeFolder(dataDir);
const pages = join(import.meta.dirname, '../renderer');
const devServer = app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL'];
const now = (): Date => new Date();
const log = openLog({ folder: logFolderOf(dataDir), level: 'info', now });
handleUncaughtErrors(log);
// These must run before Electron is ready, so before anything is awaited.
registerAppScheme();
closeNetwork(devServer !== undefined);
const earlyStarts: Switches[] = [];
let onSecondStart = (second: Switches): void => void earlyStarts.push(second);
const typedIn = typedFolder(process.env, process.cwd());
const isFirst = claimDataDir(dataDir, process.argv.slice(1), typedIn, (second) => onSecondStart(second));
const announceGraphics = isFirst ? configureGraphics({ dataDir, now, log }) : null;
// Not awaited: Electron becomes ready only when this module has finished.
if (!isFirst || switches.quit) void endSecondStart({ dataDir, switches });
else void start().catch(giveUp);

function policyOfComputer(): Policy {
  const { raw, problems } = policySource();
  const checked = checkPolicy(raw, {
    isWindows: process.platform === 'win32',
    variables: systemVariables(),
    switches: switchNames,
  });
  return { ...checked, problems: [...problems, ...checked.problems] };
}

function giveUp(error: unknown): void {
  log.error('start.failed', error);
  if (switches.exitWhenDone) {
    process.stderr.write(
      t('{name} could not start. See the log in {dataDir}.\n', { name: app.getName(), dataDir }),
    );
    return app.exit(1);
  }
  dialog.showErrorBox(
    t('{name} could not start', { name: app.getName() }),
    t(
      'Nothing that was saved is lost. Try again; if it still does not start, report the problem with the log in {dataDir}.',
      { dataDir },
    ),
  );
  app.exit(1);
}

async function start(): Promise<void> {
  for (const problem of switches.problems) process.stderr.write(`${problem}\n`);
  // The support report names them.
  if (policy.problems.length > 0) log.warn('policy.ignored', { values: policy.problems.length });
  await app.whenReady();
  performance.mark('electron.ready');
  const pageUrl = servePage(pages, devServer);
  restrictNavigation({ pageUrl, externalHosts: [], log });
  const preload = join(import.meta.dirname, '../preload/index.cjs');
  const page = switches.exitWhenDone ? null : createMainWindow({ url: pageUrl, preload, log });
  performance.mark('window.created');
  // Not imported above: this thread loads it, and opens the database, while the process of the page starts.
  const { goOn } = await import('./behind-window.ts');
  await goOn({
    page,
    pageUrl,
    pages,
    dataDir,
    isNew,
    chromiumFault,
    switches,
    policy,
    now,
    log,
    announceGraphics,
    followSecondStarts: (follow) => {
      onSecondStart = follow;
      for (const second of earlyStarts) follow(second);
    },
  });
}
