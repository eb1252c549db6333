import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { AnyStateMachine } from 'xstate';
import { callMachine } from '../../../renderer/src/machines/call.machine.ts';
import { decisionMachine } from '../../../renderer/src/machines/decision.machine.ts';
import { importMachine } from '../../../renderer/src/machines/import.machine.ts';
import { scanPageMachine } from '../../../renderer/src/machines/scan-page.machine.ts';
import { listRunnerMachine } from '../../../renderer/src/machines/list-runner.machine.ts';
import { receivingMachine } from '../../../renderer/src/machines/receiving.machine.ts';
import { requestMachine } from '../../../shared/domain/life/request.machine.ts';
import { turnMachine } from '../../../shared/domain/life/turn.machine.ts';
import { volumeMachine } from '../../../shared/domain/life/volume.machine.ts';
import { stateDiagramOf } from '../../support/state-diagram.ts';

const project = join(import.meta.dirname, '../../..');
const machines = join(project, 'renderer/src/machines/README.md');
const domain = join(project, 'shared/domain/README.md');

const drawn: readonly (readonly [name: string, readme: string, machine: AnyStateMachine])[] = [
  ['call', machines, callMachine],
  ['receiving', machines, receivingMachine],
  ['scan-page', machines, scanPageMachine],
  ['list-runner', machines, listRunnerMachine],
  ['decision', machines, decisionMachine],
  ['import', machines, importMachine],
  ['request', domain, requestMachine],
  ['turn', domain, turnMachine],
  ['volume', domain, volumeMachine],
];

test.each(drawn)('the diagram of %s matches the machine (UPDATE_DIAGRAMS=1 redraws it)', (...each) => {
  const [name, readme, machine] = each;
  const begins = `<!-- diagram of ${name} -->\n`;
  const ends = `<!-- end of ${name} -->`;
  const text = readFileSync(readme, 'utf8');
  const [before, after] = [text.indexOf(begins), text.indexOf(ends)];
  expect(before, `${readme} has a place for it: ${begins}${ends}`).toBeGreaterThanOrEqual(0);
  const fresh = `${text.slice(0, before)}${begins}\n${stateDiagramOf(machine)}\n${text.slice(after)}`;
  if (process.env['UPDATE_DIAGRAMS'] === '1') writeFileSync(readme, fresh);
  expect(readFileSync(readme, 'utf8')).toBe(fresh);
});
