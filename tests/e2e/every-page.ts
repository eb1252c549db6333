import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runScript } from '../../electron/tooling/lib/main.ts';
import { say } from '../../electron/tooling/lib/processes.ts';
import { languageVariable } from '../../shared/words/languages.ts';
import { usualWays, ways } from './tour/ways.ts';

// Screenshots of every page, window and form of the program, for visual review: clipped or unreadable content shows up here first. They are
// not compared with anything; the components are (gallery.e2e.ts).

const usage = `npm run tour:pages -- [options]
  --ways a,b       how it is looked at, or "all"; without it ${usualWays.join(',')}
                   (${ways.map(({ name }) => name).join(', ')})
  --only words     only scenes whose names contain these words, such as "receiving" or "window-"
  --language de    in another language
  --to folder      where the pictures go; without it a folder of the system's temporary one
  --readme         instead of all this, takes the pictures of the README anew (resources/screenshots)
  --help           this
Ends with 0 when everything was shown and nothing is cut; otherwise it names what was not.`;

const waysOf = (asked: string): (typeof ways)[number][] => {
  const names = asked === 'all' ? ways.map(({ name }) => name) : asked.split(',');
  return names.map((name) => {
    const way = ways.find((each) => each.name === name);
    if (!way) throw new Error(`There is no way “${name}”.\n${usage}`);
    return way;
  });
};

await runScript(async () => {
  const { values } = parseArgs({
    options: {
      ways: { type: 'string', default: usualWays.join(',') },
      only: { type: 'string', default: '' },
      language: { type: 'string', default: 'en' },
      to: { type: 'string', default: join(tmpdir(), 'borrow-desk-tour') },
      readme: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    say(usage);
    return 0;
  }
  // The language of a process is fixed at its start.
  process.env[languageVariable] = values.language;
  if (values.readme) {
    const { takeReadmePictures } = await import('./tour/readme.ts');
    await takeReadmePictures();
    return 0;
  }
  const { takeTour } = await import('./tour/run.ts');
  const faults = await takeTour({ folder: values.to, ways: waysOf(values.ways), only: values.only });
  say(`The pictures are in ${values.to}`);
  for (const fault of faults) say(`- ${fault}`);
  say(faults.length === 0 ? 'Everything was shown.' : `${faults.length} to look at.`);
  return faults.length === 0 ? 0 : 1;
});
