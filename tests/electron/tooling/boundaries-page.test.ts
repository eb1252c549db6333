import { expect, test } from 'vitest';
import { violationsIn } from '../../../electron/tooling/boundaries/boundaries.ts';

// The inside of the page: which of its parts may import which.
const page = 'renderer/src/features/receiving';
const machines = 'renderer/src/machines';

const mistakes: readonly (readonly [mistake: string, path: string, code: string, says: RegExp])[] = [
  [
    'a machine calls the main process itself',
    `${machines}/receiving.machine.ts`,
    `import { desk } from '../api/desk.ts';`,
    /a machine imports only/,
  ],
  [
    'a page uses a tool of developers',
    `${page}/ReceivingPage.tsx`,
    `import { ReactQueryDevtools } from '@tanstack/react-query-devtools';`,
    /the renderer imports only/,
  ],
  [
    'a tool of developers uses node',
    'renderer/src/development/tools.tsx',
    `import { readFileSync } from 'node:fs';`,
    /what developers alone see/,
  ],
  [
    'a machine uses React',
    `${machines}/receiving.machine.ts`,
    `import { useRef } from 'react';`,
    /a machine imports only/,
  ],
  [
    'a machine has its actors built in',
    `${machines}/receiving.machine.ts`,
    `import { actors } from '../shell/receiving/receiving.actors.ts';`,
    /a machine imports only/,
  ],
  [
    'the steps of a machine reach outside',
    `${machines}/receiving.steps.ts`,
    `import { queryClient } from '../api/queries.ts';`,
    /a machine imports only/,
  ],
  [
    'a machine beside its page reaches outside',
    `${page}/receiving.machine.ts`,
    `import { box } from './parts/BarcodeBox.tsx';`,
    /a machine imports only/,
  ],
  [
    'a feature imports another one',
    `${page}/Receiving.tsx`,
    `import { LetterText } from '../letters/LetterText.tsx';`,
    /a feature never imports another one/,
  ],
  [
    'a feature loads another one late',
    `${page}/Receiving.tsx`,
    `const page = await import('../letters/LettersPage.tsx');`,
    /a feature never imports another one/,
  ],
  [
    'a feature imports the app',
    `${page}/Receiving.tsx`,
    `import { Shell } from '../../app/Shell.tsx';`,
    /no arrow runs upward between the parts of the page/,
  ],
  [
    'the shell imports the app',
    'renderer/src/shell/header/Header.tsx',
    `import { theme } from '../../app/theme.ts';`,
    /no arrow runs upward between the parts of the page/,
  ],
  [
    'the shell imports a feature',
    'renderer/src/shell/header/Header.tsx',
    `import { SlipsPage } from '../../features/slips/SlipsPage.tsx';`,
    /no arrow runs upward between the parts of the page/,
  ],
  [
    'the scanner imports the shell',
    'renderer/src/scanner/scan-box.ts',
    `import { go } from '../shell/navigation/routes.ts';`,
    /no arrow runs upward between the parts of the page/,
  ],
  [
    'a component asks the main process',
    'renderer/src/components/DateField.tsx',
    `import { ask } from '../api/desk.ts';`,
    /a component imports only/,
  ],
  [
    'a component keeps lists',
    'renderer/src/components/DateField.tsx',
    `import { useQuery } from '@tanstack/react-query';`,
    /a component imports only/,
  ],
  [
    'a component knows a machine',
    'renderer/src/components/DateField.tsx',
    `import type { Tone } from '../machines/lane-types.ts';`,
    /a component imports only/,
  ],
  [
    'the api shows something',
    'renderer/src/api/desk.ts',
    `import { Outside } from '../components/Outside.tsx';`,
    /api imports only shared/,
  ],
];

test.each(mistakes)('it is caught that %s', (_, path, code, says) => {
  const found = violationsIn(path, code);
  expect(found.map((violation) => violation.says).join('\n')).toMatch(says);
  expect(found.every((violation) => violation.path === path && violation.line >= 1)).toBe(true);
});

const allowed: readonly (readonly [what: string, path: string, code: string])[] = [
  [
    'a feature on the parts below it',
    `${page}/Receiving.tsx`,
    `import { go } from '../../shell/navigation/routes.ts'; import { useScanBox } from '../../scanner/scan-box.ts'; import { Outside } from '../../components/Outside.tsx'; import { desk } from '../../api/desk.ts'; import { Line } from './parts/Line.tsx';`,
  ],
  [
    'the app on everything',
    'renderer/src/app/Shell.tsx',
    `import { ReceivingPage } from '../features/receiving/ReceivingPage.tsx'; import { Header } from '../shell/header/Header.tsx';`,
  ],
  [
    'a machine on its steps and on other machines',
    `${machines}/receiving.machine.ts`,
    `import { setup } from 'xstate'; import { steps } from './receiving.steps.ts'; import { callMachine } from './call.machine.ts';`,
  ],
  [
    'actors on the way to the main process',
    'renderer/src/shell/receiving/receiving.actors.ts',
    `import { desk } from '../../api/desk.ts'; import { receivingMachine } from '../../machines/receiving.machine.ts';`,
  ],
];

test.each(allowed)('it lets through: %s', (_, path, code) => {
  expect(violationsIn(path, code)).toEqual([]);
});
