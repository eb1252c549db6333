import { app } from 'electron';
import { join } from 'node:path';
import { languageVariable } from '../../shared/words/languages.ts';
import { dataDirOf, notedLanguage } from './app/language-note.ts';

// Sets the language before any texts are loaded. The processes and threads of the program inherit it.

performance.mark('main.entered');
const dataDir = dataDirOf(
  process.argv.slice(1),
  process.env['INIT_CWD'] ?? process.cwd(),
  join(app.getPath('appData'), app.getName()),
);
process.env[languageVariable] ??= notedLanguage(dataDir) ?? 'en';
// Electron becomes ready only when this has been loaded.
await import('./start.ts');
