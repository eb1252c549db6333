import type { Connection } from '../../../../shared/ipc/calls/connections.ts';
import { t } from '../../../../shared/words/words.ts';

/** The states of a connection to a system that gets messages. */
export const stateWords = {
  unknown: t('Nothing sent since Borrow Desk started'),
  up: t('Reachable'),
  down: t('Not working'),
  'no-secret': t('Password or code missing'),
  'no-folder': t('No folder for messages'),
  'no-account': t('Not set up at this workstation'),
} as const satisfies Readonly<Record<Connection['state'], string>>;

/** How much attention each needs. */
export const stateTones = {
  unknown: 'quiet',
  up: 'go',
  down: 'look',
  'no-secret': 'stop',
  'no-folder': 'stop',
  'no-account': 'stop',
} as const;
