import { runScript } from '../../lib/main.ts';
import { signForWindows } from './sign.ts';

// Signs the file that is named: makensis calls this for the uninstaller while it makes the installer.
await runScript(async () => {
  await signForWindows(process.argv[2] ?? '');
  return 0;
});
