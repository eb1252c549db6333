import { runScript } from './lib/main.ts';
import { closingLines, exitCodeOf, lastLine } from './testing/outcome.ts';
import { beginWholeRun } from './testing/whole-run.ts';
import { excluded } from './windows/excluded.ts';
import { excludedLines } from './windows/exclusion.ts';
import { testUnderWine } from './windows/run-tests.ts';

// What of the tests a Linux machine can run for Windows: a Windows build of Node under Wine, without Electron.
await runScript(async () => {
  if (process.platform === 'win32')
    throw new Error('This is Windows: tests/README.md says which tests run here, without Wine.');
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error('The tests under Wine run on Linux x64 only.');
  const words = process.argv.slice(2);
  const record = words.length === 0 ? beginWholeRun('npm run test:windows') : null;
  const tally = await testUnderWine(words);
  record?.(tally);
  const lines = [
    ...closingLines(tally),
    '',
    'Excluded under Wine:',
    ...excludedLines(excluded, tally.tests),
    '',
  ];
  const remark = tally.remark === undefined ? [] : [tally.remark];
  process.stdout.write([...lines, ...remark, lastLine(tally), ''].join('\n'));
  return exitCodeOf(tally);
});
