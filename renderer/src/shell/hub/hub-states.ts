import IconCloudDownload from '@tabler/icons-react/icons/IconCloudDownload';
import IconPlugConnectedX from '@tabler/icons-react/icons/IconPlugConnectedX';
import IconPlayerPause from '@tabler/icons-react/icons/IconPlayerPause';
import IconRefresh from '@tabler/icons-react/icons/IconRefresh';
import IconShieldX from '@tabler/icons-react/icons/IconShieldX';
import IconUserX from '@tabler/icons-react/icons/IconUserX';
import IconUsersGroup from '@tabler/icons-react/icons/IconUsersGroup';
import IconHistory from '@tabler/icons-react/icons/IconHistory';
import { calendarDateIn, formatInstant, formatTime } from '../../../../shared/domain/dates.ts';
import type { HubState, HubStatus } from '../../../../shared/ipc/hub-views.ts';
import { t } from '../../../../shared/words/words.ts';
import { useLate } from '../../components/late.ts';
import { useTimeZone, useToday } from '../../components/today.ts';

/** Shorter sharing is not shown: every step shares for a moment. */
export const sharingShownMs = 2_000;

/** Describes the connection of this workstation in a few words that do not change with every step. */
export const useHubWords = ({ state, waiting, since }: HubStatus): string => {
  const isLong = useLate(state === 'sharing', sharingShownMs);
  const timeZone = useTimeZone();
  const today = useToday();
  const { short } = hubFacts[state];
  if (state === 'sharing') {
    if (!isLong) return hubFacts['in-step'].short ?? '';
    return waiting === 0
      ? t('Sharing · receiving')
      : t('{count, plural, one {# step} other {# steps}} to share', { count: waiting });
  }
  if (short !== null) return short;
  if (since === null) return t('Not sharing');
  const isToday = calendarDateIn(new Date(since), timeZone) === today;
  const at = isToday ? formatTime(since, timeZone) : formatInstant(since, timeZone);
  return state === 'paused' ? t('Sharing paused since {at}', { at }) : t('Offline since {at}', { at });
};

type HubFacts = {
  readonly icon: typeof IconRefresh;
  /** A few words for the header; null if they depend on more than the state. */
  readonly short: string | null;
  /** A description of the state, and what to do about it. */
  readonly what: string;
  /** Nothing is shared until someone acts. */
  readonly needsPerson: boolean;
};

/** The possible connection states of this workstation, and their texts. */
export const hubFacts: Readonly<Record<HubState, HubFacts>> = {
  alone: {
    icon: IconUsersGroup,
    short: null,
    what: t(
      'All requests are on this computer only. Several workstations can share one set of requests: each keeps working when the network is down, and its steps are shared when it is back. This needs a PostgreSQL database for the library, the hub. One workstation creates it, and the others join.',
    ),
    needsPerson: false,
  },
  making: {
    icon: IconRefresh,
    short: t('Creating the hub'),
    what: t(
      'The library is being copied to the hub. Keep working: anything you do in the meantime is shared right afterwards.',
    ),
    needsPerson: false,
  },
  joining: {
    icon: IconRefresh,
    short: t('Joining the hub'),
    what: t('The hub’s library is being copied here. Then Borrow Desk restarts.'),
    needsPerson: false,
  },
  connecting: {
    icon: IconRefresh,
    short: t('Connecting'),
    what: t('Connecting to the hub. You can keep working.'),
    needsPerson: false,
  },
  sharing: {
    icon: IconRefresh,
    short: null,
    what: t(
      'Steps waiting here are being shared, and changes from others are arriving. You can keep working.',
    ),
    needsPerson: false,
  },
  'in-step': {
    icon: IconUsersGroup,
    short: t('Sharing · up to date'),
    what: t('Everything done here is shared, and everything done by others is here.'),
    needsPerson: false,
  },
  offline: {
    icon: IconPlugConnectedX,
    short: null,
    what: t(
      'The hub cannot be reached. Keep working: your steps wait here and are shared as soon as it responds. Letters wait too, so phone patrons if it is urgent. If this continues, tell your IT staff.',
    ),
    needsPerson: false,
  },
  'hub-full': {
    icon: IconPlugConnectedX,
    short: t('Not sharing: hub disk full'),
    what: t(
      'The hub’s disk is full. Steps wait here and are shared when there is space again. Tell your IT staff.',
    ),
    needsPerson: true,
  },
  paused: {
    icon: IconPlayerPause,
    short: null,
    what: t(
      'Sharing is paused on this workstation. Steps and letters wait here until someone chooses “Resume sharing”.',
    ),
    needsPerson: false,
  },
  'needs-update': {
    icon: IconCloudDownload,
    short: t('Not sharing: update needed'),
    what: t(
      'The other workstations have a newer version of Borrow Desk. Install it here too. Until then this workstation shares nothing, and its steps wait here.',
    ),
    needsPerson: true,
  },
  'hub-too-old': {
    icon: IconCloudDownload,
    short: t('Not sharing: hub needs an update'),
    what: t(
      'The hub is older than this version of Borrow Desk. Update it in Settings › Desks together with an administrator account. Until then this workstation shares nothing, and its steps wait here.',
    ),
    needsPerson: true,
  },
  'hub-restored': {
    icon: IconHistory,
    short: t('Not sharing: hub restored from backup'),
    what: t(
      'The hub was restored from a backup and is missing steps that are here. Ask your IT staff whether that backup stays in use. Then choose “Send missing steps to the hub” on one workstation, preferably the one that was last up to date: the hub gets this workstation’s steps, and those of others that it had received. The others follow automatically within a minute.',
    ),
    needsPerson: true,
  },
  'backup-too-old': {
    icon: IconHistory,
    short: t('Not sharing: hub backup too old'),
    what: t(
      'The hub and this workstation have nothing in common: the hub was restored from a backup older than the last 30 days or 100,000 steps, or was created again. Try a workstation that was up to date more recently, or have a newer backup restored. Otherwise leave, then join with a new joining file: this workstation’s requests are kept in a file.',
    ),
    needsPerson: true,
  },
  refused: {
    icon: IconUserX,
    short: t('Not sharing: hub refuses access'),
    what: t(
      'The hub does not accept this workstation. Ask your IT staff first: its login may be missing or closed, or the server may not allow this computer (pg_hba.conf). Borrow Desk keeps trying, and your steps wait here. Only if this workstation was removed on purpose, leave the hub and join with a new joining file.',
    ),
    needsPerson: true,
  },
  'other-certificate': {
    icon: IconShieldX,
    short: t('Not sharing: certificate changed'),
    what: t(
      'The server’s identity has changed: its key is new, and no known authority vouches for it. Nothing is sent until this is settled. Ask your IT staff. If they changed the key, choose “The server has a new address or certificate”.',
    ),
    needsPerson: true,
  },
  'too-far-behind': {
    icon: IconHistory,
    short: t('Not sharing: too far behind'),
    what: t(
      'This workstation was offline so long that the hub no longer has everything it missed. Choose “Reload library from hub”: Borrow Desk fetches the whole library and restarts. Your work here since then is kept and shared afterwards; what no longer fits becomes a task.',
    ),
    needsPerson: true,
  },
  'too-much-today': {
    icon: IconPlayerPause,
    short: t('Sharing resumes within a day'),
    what: t(
      'This workstation shared more than the hub accepts from one workstation in a day. Changes from others still arrive; your steps wait here and are shared within a day. If no large files were imported, tell your IT staff.',
    ),
    needsPerson: true,
  },
};

/** Whether the workstation has a hub but is disconnected from it: steps and letters wait. */
export const isDisconnected = (state: HubState): boolean =>
  hubFacts[state].needsPerson || state === 'offline' || state === 'paused';
