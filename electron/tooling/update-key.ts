import { resolve } from 'node:path';
import { runScript } from './lib/main.ts';
import { say } from './lib/processes.ts';
import { makeUpdateKey } from './updates/make-key.ts';

// `npm run update-key -- FILE`: a key pair for the signatures of updates. The public key is the one line on stdout.
await runScript(async () => {
  const [file] = process.argv.slice(2);
  if (file === undefined) throw new Error('Name a new file for the private key: npm run update-key -- FILE');
  const path = resolve(process.env['INIT_CWD'] ?? process.cwd(), file);
  const publicKey = await makeUpdateKey(path);
  say(
    `The private key is in ${path}. Keep it off the update server. Add the public key to "updates.keys" in package.json:`,
  );
  process.stdout.write(`${publicKey}\n`);
  return 0;
});
