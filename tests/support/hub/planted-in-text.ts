import { inText, type FaultInText } from './planted-text.ts';

// Faults in the text of the program: in tables, and inside of functions that nobody passes in.

const bothDid = 'shared/domain/both-did.ts';
const hub = 'electron/main/desk/store/hub.queries.ts';
const stepDesk = 'electron/main/desk/hub/step-desk.ts';
const takeIn = 'electron/main/desk/hub/take-in.ts';

/** All of them. */
export const faultsInText: readonly FaultInText[] = [
  inText(9, 'a return ends whatever loan is open', bothDid, "  return: 'same-loan',", "  return: 'again',"),
  inText(7, 'ticks of a refused step stay', hub, '  for (const id of ticks) withdrawTick(db, id);\n', ''),
  inText(
    1,
    'all workstations give ids of one range',
    hub,
    'const first = workstation * idsOfWorkstation;',
    'const first = idsOfWorkstation;',
  ),
  inText(
    1,
    'a step is checked again in UTC',
    stepDesk,
    'timeZone: () => present().who.timeZone,',
    "timeZone: () => 'UTC',",
  ),
  inText(
    2,
    'who changed later what a step read that is put back stays',
    takeIn,
    '      writes.some((key) => read.has(key));',
    '      false;',
  ),
];
