import { app } from 'electron';
import { readFolder } from '../../shared/domain/policy-folder.ts';
import { isLanguage, languages, languageVariable } from '../../shared/words/languages.ts';
import { dataDirOf } from './app/data-folder.ts';
import { notedLanguage, typedDataDir } from './app/language-note.ts';
import { policySource, rawValueOf } from './app/policy/policy-source.ts';
import { systemVariables } from './app/system-variables.ts';

// Sets the language before any texts are loaded. The processes and threads of the program inherit it.

performance.mark('main.entered');
const policy = policySource();
const dataDir = dataDirOf(
  readFolder(rawValueOf(policy, 'DataFolder'), {
    isWindows: process.platform === 'win32',
    variables: systemVariables(),
  }) ?? typedDataDir(process.argv.slice(1), process.env['INIT_CWD'] ?? process.cwd()),
);
const setLanguage = rawValueOf(policy, 'Language');
if (isLanguage(setLanguage)) process.env[languageVariable] = setLanguage;
process.env[languageVariable] ??= notedLanguage(dataDir) ?? 'en';
// The window's own fields, such as those of times, are written as the language writes them. English has several ways: those of the system.
const language = process.env[languageVariable];
if (isLanguage(language) && language !== 'en')
  app.commandLine.appendSwitch('lang', languages[language].locale);
// Not imported above: it must be loaded after the language is set. It is loaded before Electron becomes ready.
void import('./start.ts')
  .catch(async (error: unknown) => (await import('./app/abort-start.ts')).abortFailed(error))
  // What says so is missing too.
  .catch((error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exit(1);
  });
